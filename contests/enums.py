"""The field's fixed words: stored in English, shown in Chinese."""

from django.db import models


class DepartmentKind(models.TextChoices):
    """What a node of the department tree is."""

    CITY = "city", "市"
    COUNTY = "county", "县市区"
    PARK = "park", "园区"
    DEPARTMENT = "department", "部门"
    STATE_FIRM = "state_firm", "国有企业"


class Role(models.TextChoices):
    """What a member may do in a department and everything under it."""

    REPORTER = "reporter", "填报员"
    REVIEWER = "reviewer", "审核员"
    ASSESSOR = "assessor", "考核组"
    OFFICE = "office", "竞赛办"
    LEADING_GROUP = "leading_group", "领导小组"
    LEADER = "leader", "领导"
    AUDITOR = "auditor", "审计管理员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"


# They keep accounts, rights and the log, and have no part in a contest; each excludes the other two.
ADMINISTRATORS = (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
BUSINESS = tuple(role for role in Role if role not in ADMINISTRATORS)


class Cadence(models.TextChoices):
    """The rhythm of a period, the shortest first."""

    WEEK = "week", "周"
    MONTH = "month", "月"
    QUARTER = "quarter", "季"
    YEAR = "year", "年"


class RatingStatus(models.TextChoices):
    """Where a rating is between the one who enters and the one who approves."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    APPROVED = "approved", "已审核"
    RETURNED = "returned", "已退回"


class Absence(models.TextChoices):
    """Why a figure is not there though it was reported; missing is not zero."""

    NONE = "", "—"
    NOT_APPLICABLE = "不适用", "不适用"
    NO_ACTIVITY = "无活动", "无活动"


class AdjustmentKind(models.TextChoices):
    """加分, 扣分 or 一票否决."""

    BONUS = "bonus", "加分"
    DEDUCTION = "deduction", "扣分"
    VETO = "veto", "一票否决"


class VetoEffect(models.TextChoices):
    """What a veto does; empty for bonus and deduction."""

    NONE = "", "—"
    BAR_RED = "bar_red", "不得进入红榜"
    BAR_TOP = "bar_top", "不得评为最高等次"
    BOTTOM = "bottom", "直接评为最低等次"
    ZERO = "zero", "总分计零"


class Colour(models.TextChoices):
    """A list and its meaning; colour is never its only sign."""

    RED = "red", "红榜"
    BLACK = "black", "黑榜"


class FindingSource(models.TextChoices):
    """How a deed or a fault came to light."""

    SPOT_CHECK = "spot_check", "明察暗访"
    COMPLAINT = "complaint", "受理投诉"
    ASSIGNED_WORK = "assigned_work", "工作交办"
    NOTICE = "notice", "通报"
    REPORT = "report", "工作成果"


class Decision(models.TextChoices):
    """Where a proposed adjustment or finding stands."""

    PROPOSED = "proposed", "待审批"
    APPROVED = "approved", "已批准"
    REJECTED = "rejected", "未批准"


class RunState(models.TextChoices):
    """Where a computation is."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "计算中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"


class TrialKind(models.TextChoices):
    """What a trial asks: what a draft of rules would do, or what computing again would."""

    RULES = "rules", "规则试算"
    RECOMPUTE = "recompute", "重算预览"


class DayKind(models.TextChoices):
    """How a day differs from what its day of the week says."""

    HOLIDAY = "holiday", "放假"
    WORKDAY = "workday", "调休上班"


class AppealState(models.TextChoices):
    """Where an appeal is between the unit that contests a result and the one that decides."""

    FILED = "filed", "已提交"
    ACCEPTED = "accepted", "已受理"
    UPHELD = "upheld", "成立"
    REJECTED = "rejected", "不成立"
    WITHDRAWN = "withdrawn", "已撤回"


class AuditAction(models.TextChoices):
    """What the log records."""

    CONTEST_IMPORTED = "contest.imported", "导入竞赛文件"
    RATINGS_IMPORTED = "ratings.imported", "导入填报数据"
    RATINGS_APPROVED = "ratings.approved", "审核通过"
    RATINGS_RETURNED = "ratings.returned", "退回"
    PROBLEMS_IMPORTED = "problems.imported", "导入问题清单"
    EVENTS_PROPOSED = "events.proposed", "提出事项"
    EVENTS_DECIDED = "events.decided", "事项审批"
    EVENTS_WITHDRAWN = "events.withdrawn", "事项撤销"
    RELEASE_CHECKED = "release.checked", "核对"
    RELEASE_APPROVED = "release.approved", "批准发布"
    MEMBER_ADDED = "member.added", "授予角色"
    PERIOD_REOPENED = "period.reopened", "重新开放填报"
    RATINGS_SAVED = "ratings.saved", "填报"
    RATINGS_SUBMITTED = "ratings.submitted", "提交审核"
    RATINGS_SIGNED = "ratings.signed", "单位初审"
    TEAM_CHANGED = "team.changed", "考核组变动"
    TRIAL_REQUESTED = "trial.requested", "试算"
    HOLIDAYS_CHANGED = "holidays.changed", "放假安排变动"
    APPEAL_FILED = "appeal.filed", "提出申诉"
    APPEAL_ACCEPTED = "appeal.accepted", "受理申诉"
    APPEAL_DECIDED = "appeal.decided", "裁定申诉"
    APPEAL_WITHDRAWN = "appeal.withdrawn", "撤回申诉"
    BULLETIN_NUMBERED = "bulletin.numbered", "通报编号"
    BULLETIN_TEMPLATE_UPLOADED = "bulletin.template", "更换通报模板"


def audit_actions() -> list[tuple[str, str]]:
    """Return the choices of what the log records: as a function, so that a new one needs no migration."""
    return AuditAction.choices
