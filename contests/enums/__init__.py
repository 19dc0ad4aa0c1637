"""The field's fixed words: stored in English, shown in Chinese."""

from typing import Final

from django.db import models

from contests.enums.audit import AuditAction as AuditAction
from contests.enums.audit import audit_actions as audit_actions


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


EMPTIED = "页面清空"  # the source of a draft in whose cell nothing stands any more
# What people write where a figure made of parts has none: nothing was found that counts.
NOTHING = "无"


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


class ReleaseKind(models.TextChoices):
    """What an issue does: show a period's result, or take back what was shown of it."""

    RANKING = "ranking", "发布"
    RECALL = "recall", "撤回"


class TrialKind(models.TextChoices):
    """What a trial asks: what a draft of rules would do, or what computing again would."""

    RULES = "rules", "规则试算"
    RECOMPUTE = "recompute", "重算预览"


class UploadKind(models.TextChoices):
    """What a file that was sent in holds."""

    RATINGS = "ratings", "填报数据"
    EVENTS = "events", "红黑榜事项和加扣分"
    PROBLEMS = "problems", "问题清单"


class UploadState(models.TextChoices):
    """Where a file is between the one who sends it and what is stored of it."""

    WAITING = "waiting", "等待检查"
    CHECKING = "checking", "正在检查"
    FAULTY = "faulty", "有错误"
    READY = "ready", "待确认"
    CONFIRMED = "confirmed", "等待保存"
    STORING = "storing", "正在保存"
    STORED = "stored", "已保存"
    FAILED = "failed", "失败"


class DayKind(models.TextChoices):
    """How a day differs from what its day of the week says."""

    HOLIDAY = "holiday", "放假"
    WORKDAY = "workday", "调休上班"


class VerdictKind(models.TextChoices):
    """What the leading group, or the clock for it, did with a checked run short of releasing it."""

    DECLINED = "declined", "退回"
    TIMED = "timed", "批准定时发布"
    WITHDRAWN = "withdrawn", "撤销定时发布"
    STOPPED = "stopped", "定时发布未成"


# After these a run is the office's again, to be computed anew: what has happened to it.
SENT_BACK: Final = {VerdictKind.DECLINED.value: "领导小组已退回", VerdictKind.STOPPED.value: "定时发布未成"}


class AppealState(models.TextChoices):
    """Where an appeal is between the unit that contests a result and the one that decides."""

    FILED = "filed", "已提交"
    ACCEPTED = "accepted", "已受理"
    UPHELD = "upheld", "成立"
    REJECTED = "rejected", "不成立"
    WITHDRAWN = "withdrawn", "已撤回"


class NoticeKind(models.TextChoices):
    """What a notice is about."""

    DUE_SOON = "due_soon", "临近截止"
    OVERDUE = "overdue", "逾期未报"
    NUDGE = "nudge", "催报"
    RETURNED = "returned", "退回"
    APPROVED = "approved", "审核通过"
    WAITING = "waiting", "待审批"
    RELEASED = "released", "发布"
    APPEAL = "appeal", "申诉裁定"


class RobotKind(models.TextChoices):
    """Whose group chat a robot speaks in."""

    WECOM = "wecom", "企业微信"
    DINGTALK = "dingtalk", "钉钉"
    FEISHU = "feishu", "飞书"


class DeliveryState(models.TextChoices):
    """Where a message to the outside is; what may or may not have arrived is not sent again by itself."""

    WAITING = "waiting", "待发送"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发送"
    FAILED = "failed", "发送失败"
    UNCONFIRMED = "unconfirmed", "未确认"
