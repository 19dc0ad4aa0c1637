import pytest
from django.urls import reverse

from contests.enums import NoticeKind
from contests.models import Notice
from tests.factories import NOW

LIST = reverse("notices:list")


@pytest.fixture
def tell(contest, people):
    """A function that tells the reporter things."""

    def make(number, **values):
        defaults = {
            "person": people.reporter,
            "contest": contest,
            "kind": NoticeKind.NUDGE,
            "link": "/office/contests/",
        }
        for at in range(number):
            row = {"key": f"k{at}", "text": f"请尽快填报{at}", "created_at": NOW} | values
            Notice.objects.create(**defaults, **row)

    return make


def test_bell_shows_how_many_are_unread(as_, tell):
    client = as_("reporter")
    assert "未读" not in client.get("/office/").content.decode()
    tell(2)
    assert '<span class="office-hidden">未读</span> 2</span>' in client.get("/office/").content.decode()


def test_list_without_notices(as_):
    assert "还没有通知" in as_("reporter").get(LIST).content.decode()


def test_notice_is_read_and_followed(as_, tell):
    tell(2)
    client, notice = as_("reporter"), Notice.objects.get(key="k1")
    response = client.post(reverse("notices:follow", args=[notice.pk]))
    assert (response.status_code, response["Location"]) == (302, "/office/contests/")
    assert list(Notice.objects.exclude(read_at=None)) == [notice]


def test_notice_is_marked_as_read_and_stays_in_the_list(as_, tell):
    tell(1)
    client = as_("reporter")
    page = client.post(reverse("notices:read", args=[Notice.objects.get().pk]), follow=True).content.decode()
    assert "请尽快填报0" in page
    assert "标为已读" not in page


def test_all_are_marked_as_read(as_, tell):
    tell(3)
    assert "已将 3 条通知标为已读" in as_("reporter").post(reverse("notices:read_all"), follow=True).content.decode()
    assert not Notice.objects.filter(read_at=None).exists()


def test_text_is_shown_as_text(as_, tell):
    tell(1, text="<script>alert(1)</script>")
    assert "<script>alert" not in as_("reporter").get(LIST).content.decode()


def test_older_ones_are_on_a_page_of_their_own(as_, tell):
    tell(31)
    client = as_("reporter")
    assert "第 1 页，共 2 页" in client.get(LIST).content.decode()
    assert client.get(f"{LIST}?page=2").content.decode().count("<li ") == 1
    assert client.get(f"{LIST}?page=x").status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_the_same_queries_whatever_its_length(as_, tell, django_assert_num_queries, number):
    tell(number)
    client = as_("reporter")
    with django_assert_num_queries(6):
        client.get(LIST)
