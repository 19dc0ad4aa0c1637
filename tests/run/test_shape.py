"""The shape that this project keeps: short files, short functions, a pure engine, no address of a registry."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON_LINES, TEST_LINES, TEMPLATE_LINES, FUNCTION_LINES = 250, 300, 120, 40
CLOCK_AND_CHANCE = {"random", "secrets", "time", "uuid"}


def list_files() -> list[Path]:
    """Return the files of the checkout, the ones not yet committed too, without the ignored ones."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


FILES = list_files()
OWN_PYTHON = [file for file in FILES if file.suffix == ".py" and "migrations" not in file.parts]


def count_lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def too_long(files: list[Path], limit: int) -> dict[str, int]:
    return {str(file.relative_to(ROOT)): lines for file in files if (lines := count_lines(file)) > limit}


def test_python_files_are_short():
    assert too_long([file for file in OWN_PYTHON if not file.is_relative_to(ROOT / "tests")], PYTHON_LINES) == {}


def test_test_files_are_short():
    assert too_long([file for file in OWN_PYTHON if file.is_relative_to(ROOT / "tests")], TEST_LINES) == {}


def test_templates_are_short():
    templates = [file for file in FILES if file.is_relative_to(ROOT / "templates")]
    assert too_long(templates, TEMPLATE_LINES) == {}


def test_functions_are_short():
    long = {
        f"{file.relative_to(ROOT)}:{node.name}": node.end_lineno - node.lineno + 1
        for file in OWN_PYTHON
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    }
    assert long == {}


def list_imports(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
    return names


@pytest.mark.parametrize(
    "file", sorted((ROOT / "contests" / "scoring").rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT))
)
def test_the_engine_uses_the_standard_library_only_and_neither_clock_nor_chance(file):
    others = {name for name in list_imports(file) if not f"{name}.".startswith("contests.scoring.")}
    tops = {name.split(".")[0] for name in others}
    assert tops - sys.stdlib_module_names == set()
    assert tops & CLOCK_AND_CHANCE == set()


def test_what_the_program_imports_is_declared():
    """Not only what some other package brings along."""
    files = [file for name in ("contests", "scoreboard") for file in (ROOT / name).rglob("*.py")]
    tops = {name.split(".")[0] for file in files for name in list_imports(file)} - {"contests", "scoreboard"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.match(r"[\w-]+", line)[0].lower().replace("_", "-") for line in project["dependencies"]}
    packages = packages_distributions()
    undeclared = {
        top: names
        for top in tops - sys.stdlib_module_names
        if not declared & (names := {name.lower().replace("_", "-") for name in packages[top]})
    }
    assert undeclared == {}


def test_locks_name_no_address():
    locks = [*(ROOT / "requirements").iterdir(), ROOT / "pyproject.toml", ROOT / ".npmrc"]
    assert [file.name for file in locks if "://" in file.read_text(encoding="utf-8")] == []
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
