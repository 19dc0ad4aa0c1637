"""A contest file on pages: every fault of it, then what it would change, then stored; and a new contest of one."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contests.exchange.contest_file import write_contest_file
from contests.models import AuditEvent, Contest, Department
from contests.models.rules_versions import rules_in
from contests.selectors.contests import contest_spec, with_next_rules
from contests.services.contests import store_contest
from tests.factories import contest_spec as spec_of
from tests.factories import enter, make_contest

UPLOAD = reverse("office:setup-upload", args=["bisai"])
STORE = reverse("office:setup-store", args=["bisai"])
NEW = reverse("office:new")


def upload(client, spec, address=UPLOAD, **more):
    text = spec if isinstance(spec, str) else write_contest_file(spec)
    return client.post(address, {"file": SimpleUploadedFile("竞赛.yaml", text.encode()), **more})


def small(**changes):
    return spec_of(entrants=2, criteria=1, **changes)


def carried(response):
    return {"text": response.context["form"].initial["text"], "basis": response.context["save"].initial["basis"]}


def test_file_is_shown_old_and_new_before_it_is_stored(as_):
    client = as_("office")
    response = upload(client, small(name="新名称", boards=[]))
    assert response.status_code == 200
    assert ["名称", "测试竞赛", "新名称"] in response.context["changes"]
    assert ["总榜·红榜", "前 1 名（末位并列都算）", "无"] in response.context["changes"]
    assert Contest.objects.get().name == "测试竞赛"
    assert client.post(STORE, carried(response)).status_code == 302
    assert Contest.objects.get().name == "新名称"


def test_file_without_changes_says_so(as_):
    assert "没有不同" in upload(as_("office"), small()).content.decode()


def test_every_fault_of_a_file_is_told(as_):
    text = (
        write_contest_file(small())
        .replace("method: points", "method: magic")
        .replace("full_marks: 20", "full_marks: x")
    )
    response = upload(as_("office"), text)
    assert response.status_code == 422
    assert [fault.found for fault in response.context["faults"]] == ["x", "magic"]


@pytest.mark.parametrize("text", ["", "不是竞赛"])
def test_file_that_is_none_is_refused(as_, text):
    assert upload(as_("office"), text).status_code == 422


def test_file_of_another_contest_is_refused(as_):
    response = upload(as_("office"), spec_of(slug="bieren"))
    assert "这里只导入本竞赛的文件" in response.content.decode()
    assert Contest.objects.count() == 1


def test_file_shown_before_somebody_else_changed_the_contest_is_shown_again(as_, people):
    client = as_("office")
    page = carried(upload(client, small(name="新名称")))
    store_contest(spec=small(publisher="别人改的"), actor=people.office)
    response = client.post(STORE, page)
    assert response.status_code == 422
    assert ["发布单位", "别人改的", "测试竞赛办"] in response.context["changes"]
    assert Contest.objects.get().name == "测试竞赛"


def test_file_with_new_rules_asks_from_which_day_they_hold(as_, contest):
    enter(contest, {"e0": {"k0": 18}})
    client = as_("office")
    page = carried(upload(client, small(boards=[])))
    response = client.post(STORE, page | {"rules_from": ""})
    assert "请写明新规则自何日起" in response.content.decode()
    assert client.post(STORE, page | {"rules_from": "2022-11-01"}).status_code == 302
    assert str(contest.rules_versions.last().valid_from) == "2022-11-01"


def test_file_with_every_version_of_the_rules_says_itself_from_which_days_they_hold(as_, contest):
    enter(contest, {"e0": {"k0": 18}})
    client = as_("office")
    client.post(STORE, carried(upload(client, small(boards=[]))) | {"rules_from": "2022-11-01"})
    spec = contest_spec(contest)
    assert "没有不同" in upload(client, spec).content.decode()
    # A file that tells only the newest rules leaves the earlier ones as they are.
    assert "没有不同" in upload(client, spec | {"earlier_rules": []}).content.decode()
    later = with_next_rules(spec, rules_in(small()), date(2022, 12, 1))
    response = upload(client, later)
    assert not response.context["save"].asks
    assert client.post(STORE, carried(response)).status_code == 302
    assert contest_spec(contest) == later


def test_nothing_is_stored_without_the_text_that_was_shown(as_):
    assert as_("office").post(STORE, {}).status_code == 302
    assert as_("office").post(STORE, {"text": "不是竞赛"}).status_code == 422


def minimal(**changes):
    return {
        "how": "blank",
        "name": "新竞赛",
        "slug": "xin",
        "publisher": "新竞赛办",
        "host": "bisai-park",
        "calendar.starts_on": "2027-01-01",
        "calendar.ends_on": "2027-12-31",
        "calendar.ranked": "month",
        "units": "部门0\n新单位",
        "dimension": "业绩",
        "criterion": "招商",
    } | changes


def test_contest_is_made_from_little(as_, people):
    response = as_("office").post(NEW, minimal())
    assert (response.status_code, response["Location"]) == (302, reverse("office:setup", args=["xin"]))
    spec = contest_spec(Contest.objects.get(slug="xin"))
    assert [(row["name"], row["department"]) for row in spec["entrants"]] == [
        ("部门0", "bisai-d0"),
        ("新单位", "bisai-park-1"),
    ]
    assert Department.objects.get(name="新单位").parent.code == "bisai-park"
    assert spec["sample"] is False
    event = AuditEvent.objects.order_by("-pk").first()
    assert (event.actor, event.details["created"]) == (people.office, True)


def test_faults_of_a_new_contest_stand_beside_their_fields(as_):
    wrong = {"name": "", "slug": "holidays", "units": "", "criterion": "", "calendar.ends_on": ""}
    response = as_("office").post(NEW, minimal(**wrong))
    assert response.status_code == 422
    errors = response.context["blank"].errors
    assert list(errors) == ["name", "calendar.ends_on", "units", "criterion", "slug"]
    assert errors["slug"] == ["这个代码是系统页面的地址，请换一个"]


def test_code_that_a_contest_has_is_refused_whosever_it_is(as_):
    make_contest(slug="bieren")
    client = as_("office")
    for slug in ("bisai", "bieren"):
        response = client.post(NEW, minimal(slug=slug))
        assert response.context["blank"].errors == {"slug": ["这个代码已有竞赛使用，请换一个"]}
    assert Contest.objects.get(slug="bisai").name == "测试竞赛"


def test_host_must_be_the_office_s_own(as_):
    make_contest(slug="bieren")
    response = as_("office").post(NEW, minimal(host="bieren-park"))
    assert response.status_code == 422
    assert "host" in response.context["blank"].errors
    assert not Contest.objects.filter(slug="xin").exists()


def copied(source, **changes):
    fields = minimal(how="copy", source=source, **changes)
    return {name: fields[name] for name in fields if name not in ("calendar.ranked", "units", "dimension", "criterion")}


def test_contest_is_copied_without_its_figures(as_, contest):
    enter(contest, {"e0": {"k0": 18}})
    assert as_("office").post(NEW, copied("contest:bisai")).status_code == 302
    found, source = contest_spec(Contest.objects.get(slug="xin")), contest_spec(contest)
    same = ("divisions", "dimensions", "boards", "entrants", "host")
    assert {name: found[name] for name in same} == {name: source[name] for name in same}
    assert found["calendar"]["starts_on"] == "2027-01-01"
    assert Contest.objects.get(slug="xin").entrants.filter(ratings__isnull=False).count() == 0


def test_preset_is_copied_with_its_units_under_the_host(as_):
    response = as_("office").post(NEW, copied("preset:tianyuan"), follow=True)
    page = response.content.decode()
    assert "有 55 个参赛单位的责任单位暂为主办单位" in page
    spec = contest_spec(Contest.objects.get(slug="xin"))
    assert (len(spec["entrants"]), spec["sample"]) == (55, False)
    assert {row["department"] for row in spec["entrants"]} == {"bisai-park"}
    assert Department.objects.filter(code="zz-tianyuan").count() == 0


@pytest.mark.parametrize("source", ["", "contest:bieren", "preset:none"])
def test_source_that_is_not_offered_is_refused(as_, source):
    make_contest(slug="bieren")
    response = as_("office").post(NEW, copied(source))
    assert response.status_code == 422
    assert list(response.context["copy"].errors) == ["source"]


def test_contest_is_made_of_a_file(as_):
    client = as_("office")
    spec = small(slug="bisai", name="另一项") | {"slug": "xin"}
    assert upload(client, spec, NEW, how="file").status_code == 302
    assert Contest.objects.get(slug="xin").name == "另一项"
    assert "已有竞赛使用" in upload(client, spec, NEW, how="file").content.decode()
    assert upload(client, "不是竞赛", NEW, how="file").status_code == 422


def test_file_does_not_make_departments_outside_the_office_s_own(as_):
    make_contest(slug="bieren")
    for spec in (spec_of(slug="bieren") | {"slug": "xin"}, spec_of(slug="wuzhu")):
        response = upload(as_("office"), spec, NEW, how="file")
        assert response.status_code == 422
        assert "不在您的竞赛办所管的单位之内" in response.content.decode()
    assert Contest.objects.count() == 2
    assert not Department.objects.filter(code__startswith="wuzhu").exists()


def test_way_that_is_not_offered(as_):
    assert as_("office").post(NEW, {"how": "magic"}).status_code == 404
