import io
import json

import pytest
import yaml
from django.core.management import CommandError, call_command

from contests.models import Contest, RankingRun, Rating, Release, User
from contests.services.contests import store_contest
from tests.factories import PASSWORD, contest_spec, make_contest, make_people

pytestmark = pytest.mark.django_db

ROWS = "期次,单位,指标,数值\n2022-09,部门0,指标0,18\n2022-09,部门1,指标0,17\n"


def run(*command, **options):
    out = io.StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def contest():
    contest = make_contest(entrants=2, criteria=1)
    make_people(contest)
    return contest


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "九月.csv"
    path.write_text(ROWS)
    return str(path)


def test_whole_way_from_file_to_verified_release(contest, file, tmp_path):
    assert "新增 2，更改 0，未变 0" in run("import_ratings", "bisai", file, "--as", "reporter")
    assert "审核通过 2 条" in run("approve_ratings", "bisai", "2022-09", "--as", "reviewer")
    assert "第 1 次计算完成，排名 2 个单位，上榜 2 条" in run("compute", "bisai", "2022-09", "--now")
    assert "已核对" in run("release", "bisai", "2022-09", "--check-as", "office")
    assert "已发布第1期" in run("release", "bisai", "2022-09", "--approve-as", "leader")
    assert "bisai 第1期：相符" in run("verify_release")
    bundle = tmp_path / "第1期.json"
    bundle.write_text(Release.objects.get().payload)
    assert Release.objects.get().sha256 in run("verify_release", str(bundle))


def test_verify_release_names_what_was_changed(contest, file, tmp_path):
    test_whole_way_from_file_to_verified_release(contest, file, tmp_path)
    payload = json.loads(Release.objects.get().payload)
    payload["standings"][0]["score"] = "99"
    bundle = tmp_path / "改过.json"
    bundle.write_text(json.dumps(payload))
    with pytest.raises(CommandError, match="score 应为 18，发布的是 99"):
        run("verify_release", str(bundle))


@pytest.mark.parametrize("text", ["", "{}", "[1]", "不是"])
def test_verify_release_of_something_else_says_so(tmp_path, text):
    bundle = tmp_path / "别的.json"
    bundle.write_text(text)
    with pytest.raises(CommandError, match="不是完整的发布文件"):
        run("verify_release", str(bundle))


def test_import_ratings_check_stores_nothing(contest, file):
    assert "2 行，没有错误（只检查，未保存）" in run("import_ratings", "bisai", file, "--check")
    assert Rating.objects.count() == 0


def test_import_ratings_with_faults_lists_all_and_stores_nothing(contest, tmp_path):
    path = tmp_path / "错.csv"
    path.write_text(ROWS + "2022-09,部门9,指标0,1\n2022-09,部门1,指标0,99%\n")
    with pytest.raises(CommandError) as caught:
        run("import_ratings", "bisai", str(path))
    text = str(caught.value)
    assert "共 3 处错误，未保存任何内容" in text
    assert "第 4 行“单位”：没有这个单位" in text
    assert "第 5 行“数值”：不带百分号，请写 99" in text
    assert Rating.objects.count() == 0


def test_import_contest_with_faults_stores_nothing(tmp_path):
    path = tmp_path / "竞赛.yaml"
    path.write_text(yaml.safe_dump(contest_spec(host="nowhere"), allow_unicode=True))
    with pytest.raises(CommandError, match="host"):
        run("import_contest", str(path))
    assert Contest.objects.count() == 0


def test_export_contest_can_be_imported_again(contest, tmp_path):
    path = tmp_path / "导出.yaml"
    path.write_text(run("export_contest", "bisai"))
    assert "参赛单位 2 个" in run("import_contest", str(path))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("compute", "nothing", "2022-09"), "没有代码为 nothing 的竞赛，现有：bisai"),
        (("compute", "bisai", "2021-09"), "没有考评期 2021-09，现有：2022-07"),
        (("approve_ratings", "bisai", "2022-09", "--as", "nobody"), "没有账号 nobody"),
        (("approve_ratings", "bisai", "2022-09", "--as", "reporter"), "不是本竞赛的审核员"),
        (("release", "bisai", "2022-09", "--check-as", "office"), "尚未计算"),
        (("release", "bisai", "2022-09"), "请用 --check-as 核对"),
        (("import_ratings", "bisai", "/没有/这个文件.csv"), "读不了文件"),
    ],
)
def test_command_says_what_is_wrong(contest, command, said):
    with pytest.raises(CommandError, match=said):
        run(*command)


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_export_standings(contest, file, tmp_path, form):
    test_whole_way_from_file_to_verified_release(contest, file, tmp_path)
    path = tmp_path / f"名次.{form}"
    run("export_standings", "bisai", "2022-09", "--format", form, "--output", str(path))
    from contests.exchange.sheets import read_sheet

    if form == "json":
        rows = json.loads(path.read_text())["standings"]
        assert [(row["entrant"], row["rank"]) for row in rows if row["scope"] == "total"] == [("e0", 1), ("e1", 2)]
    else:
        (_, header), *body = read_sheet(path.name, path.read_bytes())
        table = [dict(zip(header, row, strict=True)) for _, row in body]
        totals = [(row["单位"], str(row["名次"]).removesuffix(".0")) for row in table if row["范围"] == "总分"]
        assert totals == [("部门0", "1"), ("部门1", "2")]


def test_add_member_makes_an_account_once(contest, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    run("add_member", "xiaowang", "bisai-park", "reporter", "--name", "小王")
    run("add_member", "xiaowang", "bisai-park", "reviewer")
    user = User.objects.get(username="xiaowang")
    assert user.check_password(PASSWORD)
    assert (str(user), user.memberships.count()) == ("小王", 2)


def test_add_member_with_a_weak_password_makes_none(contest, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("12345\n"))
    with pytest.raises(CommandError):
        run("add_member", "xiaowang", "bisai-park", "reporter")
    assert not User.objects.filter(username="xiaowang").exists()


def test_load_presets_with_samples_releases_every_whole_period_and_is_idempotent():
    said = run("load_presets", "--sample")
    assert [line for line in said.splitlines() if "已发布" in line] == [
        "bairi：演示数据已发布 3 期",
        "benpao：演示数据已发布 11 期",
        "pingliang：演示数据已发布 5 期",
        "shuangbi：演示数据已发布 2 期",
        "tianyuan：演示数据已发布 4 期",
    ]
    before = (Release.objects.count(), RankingRun.objects.count(), User.objects.count())
    assert run("load_presets", "--sample").count("已存在，保持不变") == 5
    assert (Release.objects.count(), RankingRun.objects.count(), User.objects.count()) == before
    assert run("load_presets", "--accounts").count(" / ") == 11
    run("verify_release")


def test_samples_are_refused_where_they_are_not_allowed(settings):
    settings.SAMPLE_DATA = False
    with pytest.raises(CommandError, match="只用于本机演示"):
        run("load_presets", "--sample")
    assert (Contest.objects.count(), User.objects.count()) == (0, 0)


def test_compute_of_an_impossible_score_says_whose_and_keeps_the_run_as_failed(tmp_path):
    spec = contest_spec(entrants=1, criteria=1)
    spec["dimensions"][0]["criteria"][0] |= {"method": "completion", "params": {"cap": None}}
    people = make_people(store_contest(spec=spec, actor=None))
    path = tmp_path / "九月.csv"
    path.write_text("期次,单位,指标,数值,任务数\n2022-09,部门0,指标0,99999999999,0.0001\n")
    run("import_ratings", "bisai", str(path), "--as", people.reporter.username)
    run("approve_ratings", "bisai", "2022-09", "--as", people.reviewer.username)
    with pytest.raises(CommandError, match="计算失败：部门0的“指标0”得分过大"):
        run("compute", "bisai", "2022-09", "--now")
    assert RankingRun.objects.get().state == "failed"
