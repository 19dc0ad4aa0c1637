"""The parts of a contest are changed on pages: all faults at once, nothing stored with any, one version a change."""

from django.urls import reverse

from contests.exchange.contest_file import read_contest_file, write_contest_file
from contests.models import AuditEvent, Contest, Department
from contests.selectors.contests import contest_spec
from contests.services.contests import store_contest
from tests.factories import enter
from tests.office.pages import faults, opened, save

SETUP = reverse("office:setup", args=["bisai"])
CRITERIA, ENTRANTS, BASICS = f"{SETUP}criteria/", f"{SETUP}entrants/", f"{SETUP}basics/"
DIVISIONS, BOARDS, CRITERION, NEW = (
    f"{SETUP}divisions/",
    f"{SETUP}boards/",
    f"{SETUP}criteria/k0/",
    f"{SETUP}new-criterion/",
)


def spec():
    return contest_spec(Contest.objects.get(slug="bisai"))


def test_basics_are_changed(as_):
    client = as_("office")
    changes = {
        "name": "新名称",
        "calendar__entry_days": "7",
        "jump_factor": "2.5",
        "calendar__ranked": ["month", "year"],
    }
    assert save(client, BASICS, **changes).status_code == 302
    found = spec()
    assert (found["name"], found["jump_factor"]) == ("新名称", "2.5")
    assert (found["calendar"]["entry_days"], found["calendar"]["ranked"]) == (7, ["month", "year"])
    assert Contest.objects.get().periods.filter(cadence="year").count() == 1


def test_every_fault_is_told_at_once_and_nothing_is_stored(as_):
    client = as_("office")
    before = spec()
    wrong = {"name": "", "calendar__ends_on": "明天", "calendar__entry_days": "99", "calendar__ranked": None}
    response = save(client, BASICS, **wrong)
    assert response.status_code == 422
    assert faults(response) == {
        "name": ["不能为空"],
        "calendar.ends_on": ["应为日期，如 2022-09-01"],
        "calendar.entry_days": ["应为不大于 60 的数"],
        "calendar.ranked": ["至少要有一项"],
    }
    assert spec() == before


def test_calendar_shows_the_coming_periods(as_):
    client = as_("office")
    save(client, BASICS, calendar__ends_on="2026-12-31", calendar__ranked=["quarter", "month"])
    assert [period.code for period in client.get(BASICS).context["periods"]]


def test_divisions_are_added_renamed_and_put_in_order(as_):
    client = as_("office")
    changes = {"divisions__0__name": "部门组", "divisions__1__name": "乡镇组", "divisions__1__order": "0"}
    assert save(client, DIVISIONS, **changes).status_code == 302
    assert spec()["divisions"] == [
        {"code": "g1", "name": "乡镇组", "category": ""},
        {"code": "all", "name": "部门组", "category": ""},
    ]
    assert save(client, DIVISIONS, divisions__0__gone="on").status_code == 302
    assert [row["code"] for row in spec()["divisions"]] == ["all"]


def test_division_with_entrants_cannot_be_deleted(as_):
    client = as_("office")
    response = save(client, DIVISIONS, divisions__0__gone="on", divisions__1__name="乡镇组")
    assert faults(response)["divisions.0.gone"] == ["还有参赛单位：部门0、部门1"]
    assert [row["code"] for row in spec()["divisions"]] == ["all"]


def test_entrants_are_added_with_a_department_of_their_own(as_):
    client = as_("office")
    new = {"entrants__2__name": "新单位", "entrants__2__order": "1", "entrants__0__order": "2"}
    assert save(client, ENTRANTS, **new).status_code == 302
    assert [row["name"] for row in spec()["entrants"]] == ["新单位", "部门0", "部门1"]
    department = Department.objects.get(name="新单位")
    assert (department.code, department.path) == ("bisai-park-1", "/bisai-park/bisai-park-1/")


def test_entrant_changes_division_from_a_monday_on(as_):
    client = as_("office")
    save(client, DIVISIONS, divisions__1__name="乡镇组")
    move = {"moves__0__entrant": "e0", "moves__0__division": "g1"}
    response = save(client, ENTRANTS, **move, moves__0__starts_on="2022-09-06")
    assert faults(response) == {"moves.0.starts_on": ["应为星期一：变动从下一周起"]}
    assert save(client, ENTRANTS, **move, moves__0__starts_on="2022-09-05").status_code == 302
    assert spec()["entrants"][0]["moves"] == [{"division": "g1", "starts_on": "2022-09-05"}]
    assert save(client, ENTRANTS, moves__0__gone="on").status_code == 302
    assert spec()["entrants"][0]["moves"] == []


def test_entrants_are_pasted(as_):
    client = as_("office")
    save(client, DIVISIONS, divisions__1__name="乡镇组")
    wrong = save(client, ENTRANTS, bulk="甲乡\t部门9\n\t\t\n部门0\n乙乡\t\t山区组")
    assert faults(wrong) == {
        "bulk": [
            "第 4 行：没有组别“山区组”，可用：参赛部门、乡镇组",
            "第 1 行：主办单位下没有单位“部门9”；不填即新建同名单位",
            "名称不能重复",
        ]
    }
    assert save(client, ENTRANTS, bulk="甲乡\t\t乡镇组\r\n乙乡\t部门1\r\n").status_code == 302
    found = {row["name"]: (row["code"], row["department"], row["division"]) for row in spec()["entrants"]}
    assert found["甲乡"] == ("e2", "bisai-park-1", "g1")
    assert found["乙乡"] == ("e3", "bisai-d1", "all")


def test_department_is_one_of_the_host_s(as_):
    client = as_("office")
    told = {"entrants.0.department": ["主办单位下没有这个单位，请从列表中选；不填即新建同名单位"]}
    assert faults(save(client, ENTRANTS, entrants__0__department="没有")) == told
    assert save(client, ENTRANTS, entrants__0__department="部门1").status_code == 302
    assert spec()["entrants"][0]["department"] == "bisai-d1"


def test_departments_of_one_name_are_told_apart_by_code(as_, contest):
    Department.objects.create(
        code="zai", name="部门1", kind="department", parent=contest.host, path=f"{contest.host.path}zai/"
    )
    client = as_("office")
    assert opened(client, ENTRANTS)["entrants.1.department"] == "部门1（bisai-d1）"
    assert save(client, ENTRANTS, entrants__0__department="部门1（zai）").status_code == 302
    assert [row["department"] for row in spec()["entrants"]] == ["zai", "bisai-d1"]


def test_entrant_with_figures_stays(as_, contest):
    enter(contest, {"e1": {"k0": 18}})
    response = save(as_("office"), ENTRANTS, entrants__1__gone="on")
    assert response.status_code == 422
    assert "已有填报数据的参赛单位、指标和组别不能删去" in response.content.decode()
    assert len(spec()["entrants"]) == 2


def test_criterion_is_added_in_a_new_dimension(as_):
    client = as_("office")
    new = {"name": "招商", "full_marks": "30", "method": "completion", "dimension": "+", "dimension_name": "赛招商"}
    assert save(client, NEW, **new).status_code == 302
    (_, added) = spec()["dimensions"]
    assert (added["code"], added["name"]) == ("d1", "赛招商")
    (criterion,) = added["criteria"]
    assert (criterion["code"], criterion["method"], criterion["full_marks"]) == ("k1", "completion", "30")


def test_faults_of_a_criterion_stand_beside_their_fields(as_):
    client = as_("office")
    wrong = {"full_marks": "0", "method": "count_bonus", "dimension": "+", "code": "k0", "cadence": "year"}
    response = save(client, NEW, **wrong)
    assert faults(response) == {
        "name": ["不能为空"],
        "dimension_name": ["不能为空"],
        "full_marks": ["应为大于 0 的数"],
        "code": ["指标代码不能重复，也不能与维度相同"],
        "params.k": ["缺少这一项"],
        "cadence": ["不能长于参加排名的周期（calendar.ranked）"],
    }


def test_another_method_brings_its_own_parameters(as_):
    response = as_("office").get(f"{CRITERION}?method=count_bonus")
    page = response.content.decode()
    assert "每多或少 1 加减几分" in page
    assert "<html" not in page


def test_roll_up_goes_step_by_step(as_):
    client = as_("office")
    save(client, BASICS, calendar__ranked=["month", "quarter"])
    stages = {"roll_up": "stages", "roll_up__quarter__by": "weighted", "roll_up__quarter__weights": "0.3，0.3 0.4"}
    assert save(client, CRITERION, **stages).status_code == 302
    assert spec()["dimensions"][0]["criteria"][0]["roll_up"] == {
        "quarter": {"by": "weighted", "of": None, "missing": "skip", "weights": ["0.3", "0.3", "0.4"]}
    }
    assert faults(save(client, CRITERION, roll_up__quarter__weights="1 2")) == {
        "roll_up.quarter.weights": ["应有 3 个权重"]
    }


def test_boards_grades_and_escalation_are_changed(as_):
    client = as_("office")
    changes = {
        "boards__0__places": "2",
        "boards__1__kept": "gone",
        "grades__0__name": "优秀",
        "grades__0__at_least": "90",
        "grades__1__name": "一般",
        "escalation__0__times": "2",
        "escalation__0__name": "约谈",
        "combined": "true",
        "limits__bonus": "5",
    }
    assert save(client, BOARDS, **changes).status_code == 302
    found = spec()
    assert [(row["colour"], row["places"]) for row in found["boards"]] == [("red", 2)]
    assert [row["name"] for row in found["grades"]] == ["优秀", "一般"]
    assert (found["escalation"], found["combined"], found["limits"]["bonus"]) == ({"2": "约谈"}, True, "5")


def test_faults_of_boards_stand_beside_their_fields(as_):
    wrong = {"boards__0__places": "零", "grades__0__name": "优秀", "escalation__0__times": "两次", "limits__floor": "x"}
    assert faults(save(as_("office"), BOARDS, **wrong)) == {
        "boards.0.places": ["应为整数"],
        "limits.floor": ["应为数"],
        "escalation.0.times": ["应为整数", "不能为空"],
    }


def test_further_rules_of_a_list_are_for_other_divisions(as_):
    client = as_("office")
    save(client, DIVISIONS, divisions__1__name="乡镇组")
    more = {"boards__0__pool": "all", "boards__4__scope": "total", "boards__4__pool": "g1", "boards__4__places": "3"}
    assert save(client, BOARDS, **more).status_code == 302
    reds = [(row["divisions"], row["places"]) for row in spec()["boards"] if row["colour"] == "red"]
    assert reds == [(["all"], 1), (["g1"], 3)]


def test_parts_are_made_and_every_dimension_is_in_one(as_):
    halves = {
        "halves__0__name": "过程",
        "halves__0__share": "0.4",
        "halves__1__name": "结果",
        "halves__1__share": "0.6",
    }
    assert save(as_("office"), BOARDS, **halves).status_code == 302
    found = spec()
    assert [(row["name"], row["share"]) for row in found["parts"]] == [("过程", "0.4"), ("结果", "0.6")]
    assert [row["part"] for row in found["dimensions"]] == ["p1"]


def test_contest_edited_on_pages_comes_back_from_its_file(as_, people):
    client = as_("office")
    save(client, ENTRANTS, bulk="甲乡\n乙乡")
    save(client, NEW, name="招商", full_marks="30", method="completion", dimension="+", dimension_name="赛招商")
    save(
        client, BOARDS, boards__0__at_least="60", grades__0__name="优秀", grades__0__at_least="90", grades__1__name="差"
    )
    edited = spec()
    again = read_contest_file("bisai.yaml", write_contest_file(edited).encode())
    assert again == edited
    store_contest(spec=again, actor=people.office)
    assert spec() == edited


def test_change_is_in_the_log_old_and_new(as_, people):
    save(as_("office"), BASICS, name="新名称")
    event = AuditEvent.objects.order_by("-pk").first()
    assert (event.actor, event.details["changes"]) == (people.office, [["名称", "测试竞赛", "新名称"]])


def test_nothing_changed_stores_nothing(as_):
    events = AuditEvent.objects.count()
    for address in (BASICS, DIVISIONS, ENTRANTS, CRITERIA, CRITERION, BOARDS):
        assert save(as_("office"), address).status_code == 302
    assert (AuditEvent.objects.count(), Contest.objects.get().rules_versions.count()) == (events, 1)
