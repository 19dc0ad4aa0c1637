"""The command line of a verification: what it prints, and the status it ends with."""

import hashlib
import json

import pytest

from contests.scoring.__main__ import main
from tests.scoring.test_verify import released

HEAD = {"contest": {"name": "竞赛甲"}, "number": 3, "period": {"label": "2022年9月"}}


@pytest.fixture
def payload():
    return HEAD | released()


@pytest.fixture
def verify(tmp_path, capsys, payload):
    """Return a function that writes a release, the one given or the true one, and gives (status, lines printed)."""

    def run(*hashes, text=None):
        path = tmp_path / "公布件.json"
        path.write_text(json.dumps(payload, ensure_ascii=False) if text is None else text, "utf-8")
        status = main([str(path), *hashes])
        return status, capsys.readouterr().out.splitlines()

    return run


def digest_of(payload):
    text = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def test_release_that_agrees_is_told_line_by_line(verify, payload):
    assert verify() == (
        0,
        [
            "竞赛甲 第3期（2022年9月）",
            "得分、名次、并列、等次、得分明细：6 条，全部相符",
            "红榜、黑榜：1 条，全部相符",
            f"SHA-256 {digest_of(payload)}：请与发布页上的核对",
            "核验相符",
        ],
    )


@pytest.mark.parametrize("written", [str, str.upper, " {} ".format])
def test_hash_that_agrees_is_told_however_it_is_written(verify, payload, written):
    status, lines = verify(written(digest_of(payload)))
    assert (status, lines[-2:]) == (0, [f"SHA-256 {digest_of(payload)}：相符", "核验相符"])


def test_other_hash_is_a_fault(verify, payload):
    other = "0" * 64
    assert verify(other) == (
        1,
        ["竞赛甲 第3期（2022年9月）", f"SHA-256 应为 {other}，由内容算得 {digest_of(payload)}", "核验不符，共 1 处"],
    )


def test_forged_release_is_told_fault_by_fault(verify, payload):
    payload["standings"][0]["rank"] = 9
    payload["standings"][1]["grade"] = "优"
    status, lines = verify()
    assert (status, lines[0], lines[-1]) == (1, "竞赛甲 第3期（2022年9月）", "核验不符，共 2 处")
    assert len(lines) == 4


@pytest.mark.parametrize("text", ["{", "[]", "{}", "null", '{"contest": {}}', "[" * 100_000])
def test_what_is_no_release_is_refused(verify, text):
    status, (line,) = verify(text=text)
    assert status == 1
    assert line.startswith("不是完整的发布文件（")


def test_release_of_other_rules_than_its_document_has_is_refused(verify, payload):
    del payload["document"]["rules"]["rounding"]
    assert verify() == (1, ["不是完整的发布文件（KeyError: 'rounding'）"])


def test_file_that_is_not_there_is_refused(tmp_path, capsys):
    assert main([str(tmp_path / "nothing.json")]) == 1
    assert capsys.readouterr().out == "读不了这个文件：No such file or directory\n"


@pytest.mark.parametrize("arguments", [[], ["a", "b", "c"]])
def test_wrong_number_of_arguments_is_told_the_use(capsys, arguments):
    assert main(arguments) == 1
    assert capsys.readouterr().out == "用法：python verify_release.py 公布件.json [发布页上的 SHA-256]\n"
