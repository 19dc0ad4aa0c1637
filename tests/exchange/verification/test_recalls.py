"""A recall before the single file and the command that verify releases."""

import hashlib
import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from contests.exchange.single_file import verify_release_text
from contests.models import Release
from contests.models.append_only import APPEND_ONLY, create_statements, drop_statements
from tests.factories import WRONG_UNIT, make_contest, make_people, month, recall, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken():
    contest = make_contest(entrants=2)
    people = make_people(contest)
    return recall(release(month(contest, people), people), people)


@pytest.fixture
def verify(tmp_path):
    """Return a function that runs the single file on a document."""
    (tmp_path / "verify_release.py").write_text(verify_release_text(), encoding="utf-8")

    def run(document, *more):
        (tmp_path / "撤回.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-I", "-S", "verify_release.py", "撤回.json", *more]
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
        assert ended.stderr == ""
        return ended.returncode, ended.stdout.splitlines()

    return run


def test_single_file_says_that_it_is_a_recall_of_which_issue_and_why(taken, verify):
    assert verify(json.loads(taken.payload), taken.sha256) == (
        0,
        [
            "测试竞赛 第2期（2022年9月）",
            "本期是撤回：撤回第1期，不含得分、名次和榜单",
            f"撤回原因：{WRONG_UNIT}",
            f"被撤回一期的 SHA-256 {taken.corrects.sha256}",
            f"上一期的 SHA-256 {taken.previous_sha256}",
            f"SHA-256 {taken.sha256}：相符",
            "核验相符",
        ],
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"correction_reason": "别的原因"}, "SHA-256 应为"),
        ({"standings": []}, "撤回不应有 standings"),
        ({"entries": [], "document": {}}, "撤回不应有 document"),
        ({"recalled": "true"}, "recalled 应为 true，现为 true"),
        ({"corrects": 2}, "撤回的应是此前的一期，现为 2"),
        ({"corrects": None}, "撤回的应是此前的一期，现为 None"),
        ({"correction_reason": ""}, "没有写明撤回原因"),
        ({"corrects_sha256": "0" * 63}, "被撤回一期的 SHA-256 不完整"),
    ],
)
def test_recall_that_was_tampered_with_is_refused(taken, verify, changes, said):
    code, lines = verify(json.loads(taken.payload) | changes, taken.sha256)
    assert code == 1
    assert [line for line in lines if said in line] != []


def test_result_cannot_pass_as_a_recall(taken, verify):
    forged = json.loads(taken.corrects.payload) | {"recalled": True, "corrects_sha256": "0" * 64, "corrects": 0}
    code, lines = verify(forged)
    assert (code, lines[-1]) == (1, "核验不符，共 6 处")


def test_command_verifies_the_file_of_a_recall(taken, tmp_path, capsys):
    file = tmp_path / "撤回.json"
    file.write_text(taken.payload, encoding="utf-8")
    call_command("verify_release", str(file))
    assert "本期是撤回：撤回第1期" in capsys.readouterr().out


def forge(taken, **values):
    """Change a recall behind the back of the database's triggers."""
    table = {"contests_release": APPEND_ONLY["contests_release"]}
    with connection.cursor() as cursor:
        for statement in drop_statements(connection.vendor, table, {}):
            cursor.execute(statement)
        Release.objects.filter(pk=taken.pk).update(**values)
        for statement in [
            *drop_statements(connection.vendor, {}),
            *create_statements(connection.vendor, table),
        ]:
            cursor.execute(statement)


def test_recall_that_names_another_document_is_found(taken):
    payload = json.loads(taken.payload) | {"corrects_sha256": "0" * 64}
    text = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    forge(taken, payload=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    with pytest.raises(CommandError, match="写明的 SHA-256 不是被撤回的第1期的"):
        call_command("verify_release")


def test_document_of_a_ranking_in_the_row_of_a_recall_is_found(taken):
    forge(taken, payload=taken.corrects.payload)
    with pytest.raises(CommandError, match=r"(?s)衔接不上.*登记为“撤回”，与内容不符.*与登记的 SHA-256 不符"):
        call_command("verify_release")
