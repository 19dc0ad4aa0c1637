import csv
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import CommandError, call_command

from contests.enums import Role
from contests.models import Contest, Membership, RankingRun, User

HERE = Path(__file__).parent


class Row(NamedTuple):
    period: str
    entrant: str
    score: Decimal
    tolerance: Decimal
    rank: int | None


class Outcome(NamedTuple):
    score: Decimal
    rank: int
    tied: bool


def published(table):
    with (HERE / f"{table}-expected.csv").open(encoding="utf-8") as file:
        return [
            Row(
                line["期次"],
                line["单位"],
                Decimal(line["得分"]),
                Decimal(line["允许误差"]),
                int(line["名次"] or 0) or None,
            )
            for line in csv.DictReader(file)
        ]


def outcomes(table, period):
    """Return who was ranked in the newest run of a period, by name."""
    run = RankingRun.objects.filter(period__contest__slug=table, period__code=period).latest("revision")
    ranked = run.standings.filter(scope="total", rank__isnull=False)
    return {name: Outcome(*values) for name, *values in ranked.values_list("entrant__name", "score", "rank", "tied")}


@pytest.fixture
def computed(request):
    """Enter a published table as its users would, and compute every period of it; return its name."""
    table = request.param
    reporter = User.objects.create(username="tianbao")
    reviewer = User.objects.create(username="shenhe")
    call_command("import_contest", str(HERE / f"{table}.yaml"))
    Membership.objects.create(user=reviewer, department=Contest.objects.get().host, role=Role.REVIEWER)
    Membership.objects.create(user=reporter, department=Contest.objects.get().host, role=Role.REPORTER)
    call_command("import_ratings", table, str(HERE / f"{table}-ratings.csv"), "--as", "tianbao")
    for period in {row.period for row in published(table)}:
        call_command("approve_ratings", table, period, "--as", "shenhe")
        call_command("compute", table, period, "--now")
    return table


TABLES = [("panjin", 6), ("lianyungang", 45), ("completion", 18), ("quanyunhui", 10), ("shixu", 4)]
entered = pytest.mark.parametrize("computed", [table for table, _ in TABLES], indirect=True)


@pytest.mark.parametrize(("table", "rows"), TABLES)
def test_expected_rows_are_all_there(table, rows):
    assert len(published(table)) == rows


@entered
@pytest.mark.django_db
def test_scores_come_out_as_published(computed):
    for row in published(computed):
        assert abs(outcomes(computed, row.period)[row.entrant].score - row.score) <= row.tolerance, row


@entered
@pytest.mark.django_db
def test_nobody_is_ranked_who_was_not_published(computed):
    rows = published(computed)
    for period in {row.period for row in rows}:
        assert set(outcomes(computed, period)) == {row.entrant for row in rows if row.period == period}


@pytest.mark.parametrize("computed", ["panjin", "lianyungang", "quanyunhui"], indirect=True)
@pytest.mark.django_db
def test_ranks_come_out_as_published(computed):
    for row in published(computed):
        found = outcomes(computed, row.period)[row.entrant]
        assert (found.rank, found.tied) == (row.rank, False), row


@pytest.mark.parametrize("computed", ["quanyunhui"], indirect=True)
@pytest.mark.django_db
def test_chain_of_keys_outweighs_total_when_fewer_gold_medals(computed):
    board = outcomes(computed, "2021-09")
    assert board["四川"].score > board["湖南"].score
    assert board["四川"].rank > board["湖南"].rank


@pytest.mark.parametrize("computed", ["lianyungang"], indirect=True)
@pytest.mark.django_db
def test_division_full_marks_bound_what_may_be_entered(computed, tmp_path):
    file = tmp_path / "over.csv"
    file.write_text("期次,单位,指标,数值\n2021-09,海州区,考评得分,120\n2021-09,东海县,考评得分,120\n", encoding="utf-8")
    with pytest.raises(CommandError, match="0 到满分 100 之间") as refusal:
        call_command("import_ratings", computed, str(file), "--as", "tianbao")
    assert "第 3 行" not in str(refusal.value)
