import pytest

from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent, Bulletin
from contests.selectors.papers import suggested, template_of
from contests.services.bulletins import keep_template, number_bulletin
from tests.factories import NOW, make_contest, make_people, month, release


@pytest.fixture
def contest(db):
    return make_contest(entrants=2, criteria=1)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def released(contest, people):
    return release(month(contest, people), people)


def number(released, actor, at=1, **changes):
    values = {"prefix": "竞办", "year": 2022, "recipients": "各单位", "shows_scores": True} | changes
    return number_bulletin(release=released, number=at, actor=actor, now=NOW, **values)


def test_first_number_of_a_year_is_one_and_the_next_follows_the_last(contest, people, released):
    assert (suggested(released).number, suggested(released).year) == (1, 2022)
    assert str(number(released, people.office, 7)) == "竞办〔2022〕7号"
    found = suggested(release(month(contest, people, "2022-08"), people))
    assert (found.prefix, found.year, found.number, found.recipients) == ("竞办", 2022, 8, "各单位")


def test_number_is_given_once(contest, people, released):
    number(released, people.office)
    other = release(month(contest, people, "2022-08"), people)
    with pytest.raises(NotReadyError, match="竞办〔2022〕1号 已用过"):
        number(other, people.office)
    assert Bulletin.objects.count() == 1
    assert str(number(other, people.office, year=2023)) == "竞办〔2023〕1号"


def test_number_may_be_changed_and_the_log_keeps_both(people, released):
    number(released, people.office)
    number(released, people.office, 2, shows_scores=False)
    event = AuditEvent.objects.filter(action="bulletin.numbered").first()
    assert event.subject == "bisai 第1期"
    assert (event.details["old"]["number"], event.details["new"]["number"]) == (1, 2)
    assert event.details["new"]["shows_scores"] is False


def test_number_and_template_are_the_office_s(contest, people, released):
    with pytest.raises(ForbiddenError):
        number(released, people.leader)
    with pytest.raises(ForbiddenError):
        keep_template(contest=contest, name="模板.docx", content=b"x", actor=people.reviewer, now=NOW)
    assert not AuditEvent.objects.filter(action__startswith="bulletin.").exists()


def test_bulletin_keeps_the_template_it_was_numbered_with(contest, people, released):
    first = keep_template(contest=contest, name="一.docx", content=b"1", actor=people.office, now=NOW)
    assert number(released, people.office).template == first
    second = keep_template(contest=contest, name="二.docx", content=b"2", actor=people.office, now=NOW)
    assert Bulletin.objects.get().template == first
    assert template_of(released) == second
    event = AuditEvent.objects.filter(action="bulletin.template").first()
    assert event.details == {"name": "二.docx", "old": first.sha256, "new": second.sha256}
    assert bytes(second.content) == b"2"
