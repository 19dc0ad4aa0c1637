"""`make mutants`: change the engine in some thousand small ways, and count the changes that its tests notice."""

import os
import re
import subprocess
import sys
from collections import Counter, defaultdict

import bootstrap
from console import ROOT, VENV, fail, say

MUTMUT = str(VENV / "bin" / "mutmut")
ENGINE = "contests.scoring."
NOTICED = {"killed", "timeout", "segfault"}
CHINESE_TEXT = re.compile(r'"[^"]*[\u4e00-\u9fff][^"]*"')


def run_mutants(*names: str) -> None:
    """Test the mutants of these modules, or all that changed since the last run. Raises SystemExit when it cannot."""
    patterns = [f"{ENGINE}{name}.*" for name in names]
    command = [MUTMUT, "run", "--max-children", os.environ.get("MUTANTS_AT_ONCE", "1"), *patterns]
    environment = os.environ | {"HYPOTHESIS_PROFILE": "mutation"}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        fail("变异测试没有跑完，原因见上。")


def ask(*arguments: str) -> str:
    """Return what mutmut prints."""
    return subprocess.check_output([MUTMUT, *arguments], cwd=ROOT, text=True)


def read_results() -> dict[str, str]:
    """Return the outcome of every mutant that was tested."""
    found = re.findall(r"^ +(\S+): (.+)$", ask("results", "--all", "true"), re.MULTILINE)
    return {mutant: outcome for mutant, outcome in found if outcome != "not checked"}


def is_wording(difference: str) -> bool:
    """Whether the mutant changes nothing but a Chinese text, which no result depends on."""
    changed = re.findall(r"^[-+](?![-+])(.*)$", difference, re.MULTILINE)
    lines = {CHINESE_TEXT.sub('""', line) for line in changed}
    return len(changed) == 2 and len(lines) == 1


def module(mutant: str) -> str:
    """Return the module's name within the engine."""
    return re.split(r"\.[xǁ]", mutant.removeprefix(ENGINE))[0]


def main() -> None:
    """Run, and print for each module how many were noticed, then the ones that were not."""
    bootstrap.prepare(development=True)
    run_mutants(*sys.argv[1:])
    results = read_results()
    differences = {mutant: ask("show", mutant) for mutant, outcome in results.items() if outcome not in NOTICED}
    wording = {mutant for mutant, difference in differences.items() if is_wording(difference)}
    table: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mutant in results:
        kind = "措辞" if mutant in wording else "存活" if mutant in differences else "杀死"
        table[module(mutant)][kind] += 1
        table["合计"][kind] += 1
    for mutant in sorted(differences.keys() - wording):
        say(differences[mutant])
    for name, counts in sorted(table.items(), key=lambda row: (row[0] == "合计", row[0])):
        score = 100 * counts["杀死"] / max(counts["杀死"] + counts["存活"], 1)
        say(f"{name:24} 杀死 {counts['杀死']:5} 存活 {counts['存活']:4} 措辞 {counts['措辞']:4} 得分 {score:6.2f}%")


if __name__ == "__main__":
    main()
