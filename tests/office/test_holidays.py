from datetime import date

import pytest
import time_machine
from django.urls import reverse

from contests.models import Holiday

YEAR = reverse("office:holidays", args=[2022])


def stored():
    return [(str(day), kind, name) for day, kind, name in Holiday.objects.values_list("date", "kind", "name")]


def form(first="2022-10-01", last="", kind="holiday", name="国庆节"):
    return {"first": first, "last": last, "kind": kind, "name": name}


@pytest.mark.parametrize(("role", "status"), [("reporter", 404), ("reviewer", 404), ("office", 200), ("leader", 404)])
def test_calendar_is_for_offices(as_, role, status):
    client = as_(role)
    assert client.get(YEAR).status_code == status
    if status == 404:
        assert client.post(YEAR, form()).status_code == 404
        assert client.post(f"{YEAR}remove").status_code == 404
        assert "放假安排" not in client.get(reverse("office:home")).content.decode()


def test_this_year_is_shown_first_and_says_when_it_is_empty(as_):
    with time_machine.travel("2024-12-31 16:01:00+00:00"):
        assert "尚未登记2025年的放假安排" in as_("office").get(reverse("office:holidays")).content.decode()


def test_days_from_first_to_last_are_added_and_changed(as_):
    client = as_("office")
    assert "新增 3 天" in client.post(YEAR, form(last="2022-10-03"), follow=True).content.decode()
    assert "更改 1 天" in client.post(YEAR, form("2022-10-02", name="国庆"), follow=True).content.decode()
    assert stored() == [
        ("2022-10-01", "holiday", "国庆节"),
        ("2022-10-02", "holiday", "国庆"),
        ("2022-10-03", "holiday", "国庆节"),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first": "2022-10-32"}, "first"),
        ({"last": "2022-09-30"}, "last"),
        ({"last": "2023-10-01"}, "last"),
        ({"name": ""}, "name"),
        ({"kind": "workday", "first": "2022-10-10"}, "kind"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_the_field(as_, wrong, field):
    response = as_("office").post(YEAR, form(**wrong))
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert stored() == []


def test_ticked_days_are_removed(as_):
    for day in (1, 2):
        Holiday.objects.create(date=date(2022, 10, day), kind="holiday", name="国庆节")
    client = as_("office")
    assert "请先勾选" in client.post(f"{YEAR}remove", follow=True).content.decode()
    ticked = {"days": [Holiday.objects.get(date="2022-10-02").pk]}
    assert "已删除 1 天" in client.post(f"{YEAR}remove", ticked, follow=True).content.decode()
    assert "已被他人删除" in client.post(f"{YEAR}remove", ticked, follow=True).content.decode()
    assert stored() == [("2022-10-01", "holiday", "国庆节")]


def test_year_that_no_calendar_has_is_not_there(as_):
    assert as_("office").get(reverse("office:holidays", args=[10000])).status_code == 404
    assert as_("office").get(f"{YEAR}remove").url == YEAR


@pytest.mark.parametrize("days", [1, 30])
def test_calendar_costs_the_same_queries_whatever_its_length(as_, django_assert_num_queries, days):
    Holiday.objects.bulk_create(
        Holiday(date=date(2022, 1, day), kind="holiday", name="假") for day in range(1, days + 1)
    )
    client = as_("office")
    with django_assert_num_queries(7):
        client.get(YEAR)
