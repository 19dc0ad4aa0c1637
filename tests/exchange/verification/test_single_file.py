import ast
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from contests.exchange.single_file import verify_release_text
from tests.exchange.verification.releases import NAMES, around
from tests.exchange.verification.synthetic import Maker

ENGINE = Path(__file__).parents[3] / "contests" / "scoring"
FIRST, STANDINGS, ENTRIES = 0, "standings", "entries"

pytestmark = pytest.mark.django_db


@pytest.fixture
def verify(tmp_path):
    """Return a function that runs the file on a text in an otherwise empty folder, without any library."""
    (tmp_path / "verify_release.py").write_text(verify_release_text(), encoding="utf-8")

    def run(text, *more):
        (tmp_path / "公布件.json").write_text(text, encoding="utf-8")
        command = [sys.executable, "-I", "-S", "verify_release.py", "公布件.json", *more]
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
        assert ended.stderr == ""
        return ended.returncode, ended.stdout

    return run


@pytest.mark.parametrize("name", NAMES)
def test_released_bundle_agrees(verify, bundles, name):
    text = bundles[name]
    digest = hashlib.sha256(text.encode()).hexdigest()
    payload = json.loads(text)
    code, said = verify(text, digest)
    assert code == 0, said
    assert said.splitlines() == [
        f"{payload['contest']['name']} 第{payload['number']}期（{payload['period']['label']}）",
        f"得分、名次、并列、等次、得分明细：{len(payload[STANDINGS])} 条，全部相符",
        f"红榜、黑榜：{len(payload[ENTRIES])} 条，全部相符",
        f"SHA-256 {digest}：相符",
        "核验相符",
    ]


@pytest.mark.parametrize("number", range(5))
def test_every_method_agrees(verify, number):
    code, said = verify(json.dumps(around(Maker(number).document())))
    assert code == 0, said


def test_bundle_that_was_indented_has_the_same_hash(verify, bundles):
    text = bundles["bairi"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert verify(json.dumps(json.loads(text), indent=2), digest.upper())[0] == 0


def test_other_hash_is_found(verify, bundles):
    code, said = verify(bundles["bairi"], "0" * 64)
    assert code == 1
    assert f"SHA-256 应为 {'0' * 64}，由内容算得 " in said
    assert said.endswith("核验不符，共 1 处\n")


@pytest.mark.parametrize(
    ("field", "value"), [("score", "99"), ("rank", 7), ("tied", True), ("grade", "优秀"), ("not_ranked_reason", "缺考")]
)
def test_forged_standing_is_named(verify, bundles, field, value):
    payload = json.loads(bundles["factories"])
    standing = payload[STANDINGS][FIRST]
    was = standing[field]
    standing[field] = value
    code, said = verify(json.dumps(payload))
    assert code == 1
    assert f"{standing['scope']} {standing['entrant']}：{field} 应为 {was}，发布的是 {value}" in said


def test_forged_entry_is_named(verify, bundles):
    payload = json.loads(bundles["factories"])
    payload[ENTRIES][FIRST]["colour"] = "black"
    code, said = verify(json.dumps(payload))
    assert code == 1
    assert "红黑榜应为 " in said


def test_forged_reading_changes_scores_and_ranks(verify, bundles):
    payload = json.loads(bundles["factories"])
    payload["document"]["readings"]["2022-09"]["k0"]["e3"][1] = "19.5"
    code, said = verify(json.dumps(payload))
    assert code == 1
    assert "total e3：score 应为 49.5，发布的是 45" in said
    assert "total e3：breakdown 应为 " in said


@pytest.mark.parametrize("text", ["[" * 100_000, "{}", '{"document": {"format": 1}}', "公布件"])
def test_what_is_no_release_is_refused(verify, text):
    code, said = verify(text)
    assert code == 1
    assert said.startswith("不是完整的发布文件")


def test_file_that_is_not_there_is_refused(verify, tmp_path):
    verify("{}")
    command = [sys.executable, "-I", "verify_release.py", "没有.json"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stdout) == (1, "读不了这个文件：No such file or directory\n")


def test_without_a_file_the_usage_is_said(verify):
    code, said = verify("{}", "a", "b")
    assert (code, said) == (1, "用法：python verify_release.py 公布件.json [发布页上的 SHA-256]\n")


def _statements(body):
    """Return statements as they are meant: without imports from the engine, a docstring at its own indentation."""
    found = []
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                node.value = " ".join(node.value.split())
        found.append(ast.dump(statement))
    return found


def _is_from_engine(node):
    return isinstance(node, ast.ImportFrom) and node.module.startswith("contests")


def test_every_section_is_its_module_and_nothing_else():
    sections = {
        node.name: node.body[:-1] for node in ast.parse(verify_release_text()).body if isinstance(node, ast.FunctionDef)
    }
    modules = {
        "_".join(("scoring", *file.relative_to(ENGINE).with_suffix("").parts)).removesuffix("___init__"): file
        for file in ENGINE.rglob("*.py")
    }
    assert set(sections) - set(modules) == {"module", "main", "_lines", "_canonical", "_refuse", "_say"}
    for name in sections.keys() & modules.keys():
        body = ast.parse(modules[name].read_text(encoding="utf-8")).body
        carried = sum(len(node.names) for node in body if _is_from_engine(node))
        own = [node for node in body if not _is_from_engine(node)]
        assert len(sections[name]) == len(own) + carried
        assert set(_statements(own)) <= set(_statements(sections[name])), name


def test_file_needs_no_library():
    text = verify_release_text()
    tops = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert tops - sys.stdlib_module_names == set()
