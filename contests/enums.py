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


class AuditAction(models.TextChoices):
    """What the log records."""

    CONTEST_IMPORTED = "contest.imported", "导入竞赛文件"
    FILE_UPLOADED = "file.uploaded", "上传文件"
    FILES_REMOVED = "files.removed", "清除过期上传文件"
    EVIDENCE_ADDED = "evidence.added", "添加佐证材料"
    EVIDENCE_REMOVED = "evidence.removed", "删除佐证材料"
    EVIDENCE_DOWNLOADED = "evidence.downloaded", "下载佐证材料"
    RATINGS_IMPORTED = "ratings.imported", "导入填报数据"
    RATINGS_APPROVED = "ratings.approved", "审核通过"
    RATINGS_RETURNED = "ratings.returned", "退回"
    PROBLEMS_IMPORTED = "problems.imported", "导入问题清单"
    EVENTS_PROPOSED = "events.proposed", "提出事项"
    EVENTS_CHANGED = "events.changed", "修改事项"
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
    SIGNED_IN = "sign_in.done", "登录"
    SIGN_IN_FAILED = "sign_in.failed", "登录失败"
    SIGN_IN_LOCKED = "sign_in.locked", "登录被锁定"
    SIGNED_OUT = "sign_out.done", "退出"
    CODE_FAILED = "code.failed", "动态码错误"
    CODE_ENABLED = "code.enabled", "启用动态码"
    CODE_RESET = "code.reset", "重置动态码"
    PASSWORD_CHANGED = "password.changed", "修改密码"
    PASSWORD_RESET = "password.reset", "重置密码"
    ACCOUNT_CREATED = "account.created", "新建账号"
    ACCOUNT_CHANGED = "account.changed", "更改账号"
    ACCOUNT_SWITCHED = "account.switched", "停用或启用账号"
    ACCOUNT_UNLOCKED = "account.unlocked", "解除锁定"
    MEMBER_REMOVED = "member.removed", "收回角色"
    EXPORTED = "data.exported", "导出下载"
    LOG_VERIFIED = "log.verified", "核验日志"
    PEOPLE_NUDGED = "people.nudged", "催报"
    ROBOT_CHANGED = "robot.changed", "群机器人变动"
    ROBOT_TESTED = "robot.tested", "群机器人测试"
    TOKEN_CHANGED = "token.changed", "接口令牌变动"
    DELIVERY_RESENT = "delivery.resent", "重新发送通知"


def audit_actions() -> list[tuple[str, str]]:
    """Return the choices of what the log records: as a function, so that a new one needs no migration."""
    return AuditAction.choices
