import io

import pytest
from django.core.management import CommandError, call_command

from contests.models import Problem
from tests.factories import make_contest, make_people

pytestmark = pytest.mark.django_db

ROWS = (
    "编号,责任单位,问题,交办日期,销号日期,销号依据\n1号,部门0,路灯不亮,2022-09-01,,\n2号,部门1,道路积水,2022-09-01,,\n"
)


@pytest.fixture
def contest():
    contest = make_contest(entrants=2)
    make_people(contest)
    return contest


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "清单.csv"
    path.write_text(ROWS)
    return path


def run(*options):
    out = io.StringIO()
    call_command("import_problems", "bisai", *options, stdout=out)
    return out.getvalue()


def test_import_says_what_is_new_changed_and_unchanged(contest, file):
    assert "清单.csv：新增 2，更改 0，未变 0" in run(str(file), "--as", "office")
    file.write_text(ROWS.replace("路灯不亮,2022-09-01,,", "路灯不亮,2022-09-01,2022-09-09,现场照片"))
    assert "新增 0，更改 1，未变 1" in run(str(file))


def test_check_stores_nothing(contest, file):
    assert "2 行，没有错误（只检查，未保存）" in run(str(file), "--check")
    assert not Problem.objects.exists()


def test_faults_are_listed_and_nothing_is_stored(contest, file):
    file.write_text(ROWS + "1号,部门9,路灯不亮,2099-01-01,,\n")
    with pytest.raises(CommandError) as caught:
        run(str(file))
    text = str(caught.value)
    assert "共 3 处错误，未保存任何内容" in text
    assert "第 4 行“编号”：与第 2 行重复" in text
    assert "第 4 行“责任单位”：没有这个责任单位" in text
    assert "第 4 行“交办日期”：不能晚于今天" in text
    assert not Problem.objects.exists()


def test_reporter_is_refused(contest, file):
    with pytest.raises(CommandError, match="只有本竞赛的竞赛办可以登记问题清单"):
        run(str(file), "--as", "reporter")
