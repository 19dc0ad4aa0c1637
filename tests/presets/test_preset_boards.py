from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from contests.exchange.contest_file import read_contest_file
from contests.models import RankingRun, Rating
from tests.presets.files import PRESETS, SLUGS

POINTS = {"优秀": 100, "良好": 80, "一般": 60, "较差": 40}


def compute(contest, period):
    call_command("compute", contest.slug, period, "--now")
    return RankingRun.objects.filter(period__contest=contest, period__code=period).latest("revision")


def content_of(data):
    """Return a contest file's content; the departments are a tree, in which only parents have to come first."""
    spec = read_contest_file("contest.yaml", data)
    return spec | {"departments": sorted(spec["departments"], key=lambda part: part["code"])}


def entries(run, colour):
    return {(entry.scope, entry.entrant.name, entry.reason) for entry in run.entries.filter(colour=colour)}


def test_bairi_september_boards_are_as_reported(load):
    run = compute(load("bairi"), "2022-09")
    assert entries(run, "red") == {
        ("zuofeng", "办公室", "承办啤酒节，组织保障有力"),
        ("yeji", "产业发展局", "专精特新企业培育成效明显"),
        ("fuwu", "经济合作局", "项目签约、投资者活动组织有力"),
    }
    assert entries(run, "black") == {
        ("fuwu", "示例部门一", "企业反映的问题未及时列入清单，被通报批评"),
        ("zuofeng", "示例部门二", "未按要求报送材料，会议纪律松散，被区督查部门批评"),
        ("yeji", "示例部门三", "土地置换推进缓慢，影响项目进度"),
    }


def test_bairi_july_red_list_takes_both_when_first_place_is_shared(load):
    run = compute(load("bairi"), "2022-07")
    assert {name for scope, name, _ in entries(run, "red") if scope == "zuofeng"} == {"办公室", "示例部门二"}


def test_bairi_august_has_a_department_red_in_one_dimension_and_black_in_another(load):
    run = compute(load("bairi"), "2022-08")
    assert {scope for scope, name, _ in entries(run, "red") if name == "示例部门三"} == {"fuwu"}
    assert {scope for scope, name, _ in entries(run, "black") if name == "示例部门三"} == {"zuofeng"}


def test_bairi_one_more_month_moves_the_ranks_when_imported_from_the_example(load):
    contest = load("bairi")
    examples = PRESETS["bairi"].contest.parents[2] / "docs" / "examples"
    call_command("import_ratings", "bairi", str(examples / "bairi-2022-10-ratings.csv"), "--as", "tianbao")
    call_command("import_events", "bairi", str(examples / "bairi-2022-10-events.csv"), "--as", "tianbao")
    call_command("approve_ratings", "bairi", "2022-10", "--as", "shenhe")
    red = entries(compute(contest, "2022-10"), "red")
    assert {(scope, name) for scope, name, _ in red} == {
        ("zuofeng", "产业发展局"),
        ("yeji", "经济合作局"),
        ("fuwu", "办公室"),
    }


@pytest.mark.parametrize("period", ["2020-09", "2020-10"])
def test_shuangbi_lists_are_above_and_below_a_hundred(load, period):
    run = compute(load("shuangbi"), period)
    scores = {standing.entrant.name: standing.score for standing in run.standings.filter(scope="total")}
    assert {name for _, name, _ in entries(run, "red")} == {name for name, score in scores.items() if score > 100}
    assert {name for _, name, _ in entries(run, "black")} == {name for name, score in scores.items() if score < 100}


def test_shuangbi_unit_at_exactly_a_hundred_is_on_neither_list(load):
    run = compute(load("shuangbi"), "2020-09")
    assert run.standings.get(scope="total", entrant__name="示例县区五").score == Decimal(100)
    assert not run.entries.filter(entrant__name="示例县区五").exists()


def test_shuangbi_item_without_task_does_not_count_when_others_do(load):
    run = compute(load("shuangbi"), "2020-09")
    assert Rating.objects.get(
        period=run.period, entrant__name="示例县区二", criterion__name="5亿元以上项目开工"
    ).target == Decimal(0)
    assert run.standings.get(scope="total", entrant__name="示例县区二").score == Decimal("183.33")


def test_benpao_first_week_ranks_projects_though_it_began_before_the_contest(load):
    run = compute(load("benpao"), "2020-W34")
    ranked = run.standings.filter(scope="total", rank__isnull=False)
    assert ranked.count() == 72
    assert run.standings.get(scope="total", rank__isnull=True).not_ranked_reason == "本期无填报"


@pytest.mark.parametrize("period", ["2020-08", "2020-09"])
def test_benpao_month_has_red_and_black_entries_within_the_thresholds(load, period):
    run = compute(load("benpao"), period)
    scores = {standing.entrant_id: standing.score for standing in run.standings.filter(scope="total")}
    assert all(scores[entry.entrant_id] >= 90 for entry in run.entries.filter(colour="red"))
    assert all(scores[entry.entrant_id] <= 60 for entry in run.entries.filter(colour="black", by_hand=False))
    assert {entry.colour for entry in run.entries.all()} == {"red", "black"}


def test_benpao_project_competes_in_its_new_track_from_the_week_after_its_stage_changed(load):
    contest = load("benpao")
    tracks = [
        compute(contest, week).standings.get(scope="total", entrant__code="cy09").division.name
        for week in ("2020-W37", "2020-W38")
    ]
    assert tracks == ["比开工", "比进度"]


def test_benpao_month_is_the_mean_of_the_weeks_that_were_rated(load):
    run = compute(load("benpao"), "2020-09")
    weeks = defaultdict(list)
    for rating in Rating.objects.filter(period__code__in=[f"2020-W{week}" for week in range(36, 40)]):
        weeks[rating.entrant_id].append(Decimal(POINTS[rating.grade]))
    assert Counter(map(len, weeks.values())) == {4: 71, 3: 2}
    for standing in run.standings.filter(scope="total"):
        mean = sum(weeks[standing.entrant_id]) / len(weeks[standing.entrant_id])
        assert standing.score == mean.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_benpao_week_s_grade_is_the_word_that_was_reported(load):
    run = compute(load("benpao"), "2020-W38")
    reported = dict(Rating.objects.filter(period=run.period).values_list("entrant", "grade"))
    assert len(reported) == 73
    assert dict(run.standings.filter(scope="total").values_list("entrant", "grade")) == reported


def test_benpao_quarter_is_the_mean_of_the_months_that_were_rated(load):
    run = compute(load("benpao"), "2020-Q3")
    months = defaultdict(lambda: defaultdict(list))
    for rating in Rating.objects.filter(period__ends_on__lte=run.period.ends_on).select_related("period"):
        months[rating.entrant_id][rating.period.ends_on.month].append(Decimal(POINTS[rating.grade]))
    assert Counter(map(len, months.values())) == {2: 72, 1: 1}
    for standing in run.standings.filter(scope="total"):
        means = [sum(weeks) / len(weeks) for weeks in months[standing.entrant_id].values()]
        assert standing.score == (sum(means) / len(means)).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("slug", SLUGS)
def test_preset_comes_out_of_the_database_as_its_file_says(load, slug):
    load(slug)
    written = StringIO()
    call_command("export_contest", slug, stdout=written)
    assert content_of(written.getvalue().encode()) == content_of(PRESETS[slug].contest.read_bytes())


def test_full_marks_stand_only_where_they_bound_the_points(client, db):
    call_command("load_presets", "--sample", verbosity=0)
    assert "满分 100" not in client.get("/contests/shuangbi/").content.decode()
    assert "满分 20" in client.get("/contests/bairi/?scope=zuofeng").content.decode()
