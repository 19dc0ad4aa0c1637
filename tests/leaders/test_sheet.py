"""Down to the ranking, the sheet and the evidence of a period, released or not."""

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.urls import reverse

from contests.enums import Decision, FindingSource
from contests.models import Complainant, Evidence, Finding, Rating
from tests.exchange.evidence_files import picture
from tests.factories import NOW, approve_all, compute, enter, make_contest, make_people, month, period_of, release
from tests.leaders.test_home import AUGUST, FIRST, THEN, two_months

RANKING = reverse("leaders:ranking", args=["bisai", "2022-09"])
SHEET = reverse("leaders:sheet", args=["bisai", "2022-09", "e0"])
NOT_RELEASED = "计算结果，尚未经领导小组批准发布，不得对外提供"


def attach(by, **owner):
    """Put a photo beside a figure or finding."""
    proof = Evidence(name="照片.jpg", size=1, content_type="image/jpeg", uploaded_by=by, uploaded_at=NOW, **owner)
    for file in (proof.file, proof.thumbnail):
        file.save("", ContentFile(picture()), save=False)
    proof.save()
    return proof


def finding(contest, **changes):
    values = {
        "entrant": contest.entrants.get(code="e0"), "period": period_of(contest), "scope": "total", "colour": "black",
        "fact": "窗口无人值守", "source": FindingSource.SPOT_CHECK, "decision": Decision.APPROVED,
    } | changes  # fmt: skip
    return Finding.objects.create(**values)


def test_ranking_and_sheet_before_release_are_marked(page, contest, people):
    two_months(contest, people)
    ranking, sheet = page(RANKING), page(SHEET)
    assert NOT_RELEASED in ranking.content.decode()
    assert [row.code for row in ranking.context["choice"].ranking.rows] == ["e1", "e2", "e3", "e0"]
    assert f'href="{SHEET}"' in ranking.content.decode()
    text = sheet.content.decode()
    assert NOT_RELEASED in text
    assert "上期第 1 名" in text
    assert (sheet.context["sheet"].total.rank, str(sheet.context["sheet"].total.score)) == (4, "10.00")
    assert "no-store" in sheet["Cache-Control"]


def test_released_period_says_so_and_leads_to_the_public_board(page, contest, people):
    release(month(contest, people, scores=THEN), people)
    for address in (RANKING, SHEET):
        text = page(address).content.decode()
        assert "✓ 已发布" in text
        assert NOT_RELEASED not in text
        assert reverse("release", args=["bisai", 1]) in text


def test_release_is_seen_at_once_though_the_public_list_is_kept_for_seconds(page, contest, people):
    release(month(contest, people, AUGUST, FIRST), people)
    page(reverse("contest", args=["bisai"]))
    release(month(contest, people, scores=THEN), people)
    assert "✓ 已发布" in page(RANKING).content.decode()


def test_correction_in_preparation_is_seen_beside_the_release(page, contest, people):
    release(month(contest, people, scores=THEN), people)
    page(f"{SHEET}?pending=1", status=404)
    period = period_of(contest)
    period.reopened_until = NOW.replace(year=2100)
    period.save()
    enter(contest, {"e0": {"k0": 20}}, by=people.reporter)
    approve_all(period, people.reviewer)
    compute(period)
    cache.clear()
    assert "另有一次" in page(SHEET).content.decode()
    assert page(SHEET).context["sheet"].total.rank == 4
    assert f'href="{SHEET}?pending=1"' in page(f"{RANKING}?pending=1").content.decode()
    ahead = page(f"{SHEET}?pending=1")
    assert ahead.context["sheet"].total.rank == 1
    assert NOT_RELEASED in ahead.content.decode()


def test_evidence_of_figures_and_findings_is_listed_and_opens(page, contest, people):
    two_months(contest, people)
    rating = Rating.objects.get(entrant__code="e0", period__code="2022-09")
    covert = finding(contest, covert=True)
    complaint = finding(contest, fact="推诿", source=FindingSource.COMPLAINT)
    Complainant.objects.create(finding=complaint, name="李群众", contact="13900000000")
    files = [attach(people.office, rating=rating)]
    files += [attach(people.office, finding=one) for one in (covert, complaint)]
    response = page(SHEET)
    text = response.content.decode()
    for proof in files:
        address = reverse("evidence:file", args=[proof.pk])
        assert address in text
        assert b"".join(page(address).streaming_content)
    assert [one.fact for one in response.context["proofs"].findings] == ["窗口无人值守", "推诿"]
    for secret in ("李群众", "13900000000"):
        assert secret not in text
        assert secret not in page(reverse("entry:finding", args=["bisai", complaint.pk])).content.decode()


def test_drafts_other_periods_and_what_was_turned_down_are_left_out(page, contest, people):
    two_months(contest, people)
    finding(contest, fact="未批准的", decision=Decision.REJECTED)
    finding(contest, fact="上月的", period=period_of(contest, AUGUST))
    finding(contest, fact="别的单位的", entrant=contest.entrants.get(code="e1"))
    rating = Rating.objects.get(entrant__code="e0", period__code="2022-09")
    attach(people.office, rating=rating)
    Rating.objects.filter(pk=rating.pk).update(status="draft", approved_by=None)
    proofs = page(SHEET).context["proofs"]
    assert (proofs.figures, proofs.bare, proofs.findings) == ([], 0, [])


@pytest.mark.parametrize(
    "address",
    [
        "/leaders/bisai/2022-10/", "/leaders/bisai/2021-01/", "/leaders/none/2022-09/",
        "/leaders/bisai/2022-09/entrants/e9/", "/leaders/bisai/2022-09/?scope=none",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_there(page, contest, people, address):
    two_months(contest, people)
    page(address, status=404)


def test_pages_cost_the_same_queries_for_more_rows(page, contest, people, leader, django_assert_num_queries):
    two_months(contest, people)
    more = make_contest(slug="er", entrants=30, criteria=3)
    leader.memberships.create(department=more.host, role="leader")
    staff = make_people(more, prefix="er")
    release(month(more, staff, AUGUST), staff)
    compute(month(more, staff))
    for slug in ("bisai", "er"):
        own = contest if slug == "bisai" else more
        for rating in Rating.objects.filter(entrant=own.entrants.get(code="e0"), period__code="2022-09"):
            attach(people.office, rating=rating)
        attach(people.office, finding=finding(own, entrant=own.entrants.get(code="e0"), period=period_of(own)))
        for address, number in ((f"/leaders/{slug}/2022-09/", 19), (f"/leaders/{slug}/2022-09/entrants/e0/", 25)):
            cache.clear()
            with django_assert_num_queries(number):
                page(address)


def test_released_pages_cost_a_fixed_number_of_queries(page, contest, people, django_assert_num_queries):
    release(month(contest, people, scores=FIRST), people)
    for address, number in ((RANKING, 14), (SHEET, 16)):
        cache.clear()
        with django_assert_num_queries(number):
            page(address)
