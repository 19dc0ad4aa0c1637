"""Documents of releases as large or as small as a paper must bear, made without a database."""

from datetime import UTC, date, datetime
from decimal import Decimal

from contests.selectors.published import Issue

PUBLISHER = "示例园区竞赛领导小组办公室"
RELEASED = datetime(2022, 10, 14, 8, tzinfo=UTC)
RULES = {
    "rounding": {"criterion": 2, "total": 2, "mode": "half_up"},
    "score_label": "得分",
    "dimensions": [
        {
            "code": "work",
            "name": "赛业绩",
            "criteria": [
                {
                    "code": "k",
                    "name": "指标",
                    "full_marks": "100",
                    "division_marks": {},
                    "method": "points",
                    "params": {},
                }
            ],
        }
    ],
    "grades": [],
}


def name_of(at, length):
    """Return a name of so many characters that differs from those of others."""
    number = f"{at:02}"
    return ("天易经济技术开发区产业发展和科技创新促进服务中心办公室处"[: length - 2] + number)[:length]


def standings(codes, scores):
    """Return a standing of each entrant in the total and in the only dimension."""
    same = {"division": "all", "tied": False, "not_ranked_reason": "", "previous_rank": None, "grade": ""}
    return [
        {"entrant": code, "scope": scope, "score": str(score), "rank": at, "breakdown": []} | same
        for scope in ("total", "work")
        for at, (code, score) in enumerate(zip(codes, scores, strict=True), start=1)
    ]


def entries(codes, listed, reason):
    """Return the lists: the first ones red, the last ones black."""
    same = {"scope": "total", "division": "all", "reason": reason, "by_hand": False, "basis": "示例文件"}
    red = [{"colour": "red", "entrant": code, "streak": 0, "escalation": ""} for code in codes[:listed]]
    last = codes[::-1][:listed]
    return [one | same for one in red] + [
        {"colour": "black", "entrant": code, "streak": 2, "escalation": ""} | same for code in last
    ]


def payload(count, *, length=6, listed=3, reason="专精特新企业培育成效明显", ledger=None, **changes):
    """Return the payload of a release: `count` entrants, the first and the last `listed` of them on the lists."""
    codes = [f"e{at}" for at in range(count)]
    contest = {"slug": "bisai", "name": "百日大会战", "host": "示例园区", "publisher": PUBLISHER, "score_label": "得分"}
    return {
        "contest": contest | {"is_sample": False} | changes.pop("contest", {}),
        "number": 3,
        "period": {"label": "2022年9月", "starts_on": "2022-09-01", "ends_on": "2022-09-30"},
        "released_at": RELEASED.isoformat(),
        "appeal_days": 5,
        "objections_until": "2022-10-21",
        "checked_by": "竞赛办",
        "approved_by": "领导小组",
        "corrects": None,
        "correction_reason": "",
        "document": {
            "rules": RULES,
            "divisions": [["all", "参赛部门"]],
            "entrants": [[code, name_of(at, length), "all"] for at, code in enumerate(codes)],
            "ledger": ledger or {},
        },
        "standings": standings(codes, [Decimal(100) - at for at in range(count)]),
        "entries": entries(codes, min(listed, count // 2), reason),
    } | changes


def issue(**changes):
    """Return the headline of the release."""
    words = {"number": 3, "sha256": "0" * 64, "correction_sha256": "", "corrects": None, "corrected_by": None}
    texts = {"name": "百日大会战", "publisher": PUBLISHER, "score_label": "得分", "cadence": "month"}
    period = {"period_code": "2022-09", "period_label": "2022年9月", "ends_on": date(2022, 9, 30)}
    period |= {"has_black": True, "black_until": None}
    return Issue(contest="bisai", released_at=RELEASED, is_sample=False, **words | texts | period | changes)
