import io

import pytest
from django.core.management import CommandError, call_command

from contests.models import Holiday
from tests.factories import make_contest, make_people

pytestmark = pytest.mark.django_db


def run(*command):
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "放假.csv"
    path.write_text("日期,类型,名称\n2024-01-01,放假,元旦\n2024-02-04,调休上班,春节\n")
    return str(path)


def test_import_holidays_stores_and_counts(file):
    assert "新增 2 天，更改 0 天，未变 0 天" in run("import_holidays", file)
    assert "新增 0 天，更改 0 天，未变 2 天" in run("import_holidays", file)
    assert list(Holiday.objects.values_list("kind", "name")) == [("holiday", "元旦"), ("workday", "春节")]


def test_import_holidays_check_stores_nothing(file):
    assert "2 天，没有错误（只检查，未保存）" in run("import_holidays", file, "--check")
    assert not Holiday.objects.exists()


def test_import_holidays_with_faults_lists_all_and_stores_nothing(file, tmp_path):
    path = tmp_path / "错.csv"
    path.write_text("日期,类型,名称\n2024-01-01,放假,元旦\n2024-13-01,放假,元旦\n2024-01-02,上班,元旦\n")
    with pytest.raises(CommandError) as caught:
        run("import_holidays", str(path))
    assert "共 2 处错误，未保存任何内容" in str(caught.value)
    assert "第 3 行“日期”" in str(caught.value)
    assert "第 4 行“类型”" in str(caught.value)
    assert not Holiday.objects.exists()


def test_import_holidays_as_someone_outside_the_offices_is_refused(file):
    make_people(make_contest())
    with pytest.raises(CommandError, match="只有竞赛办"):
        run("import_holidays", file, "--as", "leader")


def test_load_presets_loads_the_calendar_once_and_leaves_one_that_is_kept_alone():
    assert "放假安排：已载入 146 天" in run("load_presets")
    Holiday.objects.exclude(date="2022-10-01").delete()
    assert "放假安排：已有，保持不变" in run("load_presets")
    assert Holiday.objects.count() == 1
