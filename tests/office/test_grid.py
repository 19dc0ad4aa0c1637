import re

import pytest
import time_machine
from django.urls import reverse

from contests.models import Department, Rating
from contests.services.review import approve_ratings, return_ratings
from tests.factories import NOW, enter, make_contest, make_people, month

GRID = reverse("entry:grid", args=["bisai", "2022-09"])
CELLS = reverse("entry:cells", args=["bisai", "2022-09"])
SUBMIT = reverse("entry:submit", args=["bisai", "2022-09"])


@pytest.fixture(autouse=True)
def in_time():
    with time_machine.travel("2022-10-03 01:00:00+00:00", tick=False):
        yield


def key(contest, entrant="e0", criterion="k0", code="2022-09"):
    return "-".join(
        str(row.pk)
        for row in (
            contest.periods.get(code=code),
            contest.entrants.get(code=entrant),
            contest.criteria.get(code=criterion),
        )
    )


def save(client, *cells, address=CELLS):
    """Send (key, value, version seen) and return the page that comes back."""
    keys, values, seen = zip(*cells, strict=True)
    sent = {"key": keys, "value": values, "target": [""] * len(keys), "note": [""] * len(keys), "seen": seen}
    response = client.post(address, sent)
    assert response.status_code == 200
    return response.content.decode()


def move_to(people, department):
    membership = people.reporter.memberships.get()
    membership.department = Department.objects.get(code=department)
    membership.save()


def test_grid_shows_the_figures_and_those_of_the_period_before(as_, contest):
    enter(contest, {"e0": {"k0": 17.5}}, period="2022-08")
    enter(contest, {"e0": {"k0": 18}})
    page = as_("reporter").get(GRID).content.decode()
    assert 'value="18"' in page
    assert "上期 17.5" in page
    assert "还有 1 格未填" in page
    assert "截止 <strong>2022-10-05 24:00</strong>" in page


def test_cell_is_stored_at_once(as_, contest, people):
    page = save(as_("reporter"), (key(contest), "18.5", "0"))
    rating = Rating.objects.get()
    assert (rating.value, rating.status, rating.entered_by) == (18.5, "draft", people.reporter)
    assert f'id="cell-{key(contest)}"' in page
    assert 'data-seen="1"' in page
    assert f'<output id="total-{rating.entrant_id}" hx-swap-oob="true">18.5</output>' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [("25", "应在 0 到满分 20 之间"), ("85%", "不带百分号，请写 85"), ("１８", "请写 18"), ("1e400", "科学计数法")],
)
def test_wrong_figure_is_told_beside_it_as_the_import_tells_it(as_, contest, typed, words):
    page = save(as_("reporter"), (key(contest), typed, "0"))
    assert words in page
    assert f'value="{typed}"' in page
    assert not Rating.objects.exists()


def test_wrong_cell_of_a_block_does_not_hold_up_the_others(as_, contest):
    page = save(as_("reporter"), (key(contest), "18", "0"), (key(contest, "e1"), "21", "0"))
    assert "应在 0 到满分 20 之间" in page
    assert Rating.objects.get().entrant.code == "e0"


def test_two_people_in_one_cell(as_, client, contest, people):
    save(as_("office"), (key(contest), "18", "0"))
    page = save(as_("reporter"), (key(contest), "12", "0"))
    assert "office已填“18”" in page
    assert 'value="12"' in page
    assert 'data-seen="1"' in page
    assert Rating.objects.get().value == 18
    save(as_("reporter"), (key(contest), "12", "1"))
    assert Rating.objects.get().value == 12


def test_approved_figure_cannot_be_typed_over(as_, contest, people):
    month(contest, people)
    assert 'class="cell-value"' not in as_("reporter").get(GRID).content.decode()
    assert "已审核通过，没有改动" in save(as_("reporter"), (key(contest), "1", "1"))


def test_returned_figure_shows_the_note_and_can_be_sent_again_as_it_is(as_, contest, people):
    enter(contest, {"e0": {"k0": 18}}, by=people.reporter)
    rating = Rating.objects.get()
    return_ratings(contest=contest, seen=[(rating.pk, 1)], approver=people.reviewer, note="与台账不符", now=NOW)
    assert "与台账不符" in as_("reporter").get(GRID).content.decode()
    save(as_("reporter"), (key(contest), "18", "2"))
    as_("reporter").post(SUBMIT)
    rating.refresh_from_db()
    assert (rating.status, rating.version, rating.review_note) == ("submitted", 3, "")
    approve_ratings(contest=contest, seen=[(rating.pk, 3)], approver=people.reviewer, now=NOW)


def test_nothing_found_is_a_figure_and_an_emptied_cell_is_none(client, db):
    faults = {"method": "deduction", "params": {"items": {"迟报": 2}}}
    criterion = {"code": "k0", "name": "扣分", "full_marks": 20, "cadence": "month"} | faults
    dimensions = [{"code": "work", "name": "赛作风", "criteria": [criterion]}]
    contest = make_contest(slug="kou", entrants=2, dimensions=dimensions)
    client.force_login(make_people(contest).reporter)
    grid, cells, submit = (reverse(f"entry:{name}", args=["kou", "2022-09"]) for name in ("grid", "cells", "submit"))
    save(client, (key(contest), "无", "0"), (key(contest, "e1"), "迟报=1", "0"), address=cells)
    save(client, (key(contest, "e1"), "", "1"), address=cells)
    page = client.get(grid).content.decode()
    assert page.count('value="无"') == 1
    assert "还有 1 格未填" in page
    assert "已提交 1 格" in client.post(submit, follow=True).content.decode()
    assert dict(Rating.objects.values_list("entrant__code", "status")) == {"e0": "submitted", "e1": "draft"}


def test_submitting_says_how_many(as_, contest):
    client = as_("reporter")
    save(client, (key(contest), "18", "0"), (key(contest, "e1"), "17", "0"))
    assert "2 格已保存未提交" in client.get(GRID).content.decode()
    assert "已提交 2 格" in client.post(SUBMIT, follow=True).content.decode()
    assert set(Rating.objects.values_list("status", flat=True)) == {"submitted"}
    assert "没有可提交的草稿" in client.post(SUBMIT, follow=True).content.decode()


def test_reporter_sees_and_saves_the_own_unit_only(as_, contest, people):
    move_to(people, "bisai-d1")
    page = as_("reporter").get(GRID).content.decode()
    assert "部门1" in page
    assert "部门0" not in page
    assert save(as_("reporter"), (key(contest), "18", "0")).strip() == ""
    assert not Rating.objects.exists()


def test_after_the_deadline_figures_can_be_read_only(as_, contest):
    with time_machine.travel("2022-10-20 01:00:00+00:00"):
        page = as_("reporter").get(GRID).content.decode()
        assert "填报已截止" in page
        assert "<input" not in re.search(r"<tbody>.*</tbody>", page, re.DOTALL).group()
        assert "填报已截止" in save(as_("reporter"), (key(contest), "18", "0"))
        assert "没有可提交的草稿" in as_("reporter").post(SUBMIT, follow=True).content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"key": "1-1", "value": "1", "target": "", "note": "", "seen": "0"},
        {"key": "1-1-1", "value": "1", "target": "", "note": "", "seen": "-1"},
        {"key": ["1-1-1", "1-1-2"], "value": "1", "target": "", "note": "", "seen": "0"},
    ],
)
def test_what_no_page_sends_is_refused(as_, sent):
    assert as_("office").post(CELLS, sent).status_code == 400


@pytest.mark.parametrize(("role", "status"), [("reporter", 200), ("office", 200), ("reviewer", 404), ("leader", 404)])
def test_grid_is_for_those_who_enter(as_, role, status):
    assert as_(role).get(GRID).status_code == status


def test_grid_of_another_park_is_not_there(as_):
    make_contest(slug="bieren")
    assert as_("office").get(GRID.replace("bisai", "bieren")).status_code == 404


@pytest.mark.parametrize("entrants", [1, 30])
def test_grid_costs_the_same_queries_whatever_its_size(client, db, django_assert_num_queries, entrants):
    contest = make_contest(slug="da", entrants=entrants, criteria=2 if entrants == 1 else 10)
    client.force_login(make_people(contest).office)
    with django_assert_num_queries(23):
        assert client.get(reverse("entry:grid", args=["da", "2022-09"])).status_code == 200
