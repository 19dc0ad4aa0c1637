"""Made-up documents that between them use every method and rule, each the same whenever it is made."""

from random import Random
from typing import Any

from contests.scoring.document import CADENCES
from tests.exchange.verification.calendars import periods
from tests.scoring.documents import criterion, rules

METHODS: list[tuple[str, dict[str, Any]]] = [
    ("points", {}),
    ("points", {"assessors": "mean"}),
    ("points", {"assessors": "trimmed"}),
    ("grade", {}),
    ("grade", {"scale": {"好": "95", "中": "72.5", "差": "33.3333"}}),
    ("completion", {}),
    ("completion", {"cap": None}),
    ("completion", {"cap": "1.15"}),
    ("completion", {"bonus": {"unit": "2", "step": "0.7", "limit": "5", "whole": True}}),
    ("completion", {"bonus": {"unit": "3", "step": "1", "limit": None, "whole": True}}),
    ("completion", {"bonus": {"unit": "2.5", "step": "1", "limit": "4", "whole": False}}),
    ("count_bonus", {"k": "0.1", "limit": "3"}),
    ("count_bonus", {"k": "0.37"}),
    (
        "banded",
        {
            "bands": [
                {"from": None, "to": "100", "slope": "-0.1"},
                {"from": "100", "to": "130", "slope": "0.2"},
                {"from": "130", "to": None, "slope": "0.1"},
            ],
            "base": "25",
            "limit": "10",
        },
    ),
    (
        "banded",
        {
            "bands": [{"from": None, "to": "60", "slope": "-0.3"}, {"from": "60", "to": None, "slope": "0.15"}],
            "at": "60",
            "floor": "3.5",
            "ceiling": "22",
        },
    ),
    ("banded", {"bands": [{"from": None, "to": "100", "slope": "-1"}, {"from": "100", "to": None, "slope": "0"}]}),
    ("pass_fail", {}),
    ("pass_fail", {"reverse": True}),
    ("shortfall", {"k": "0.5", "floor": "12.5"}),
    ("shortfall", {"k": "0.33", "reverse": True}),
    ("shortfall", {"k": "0.5", "floor": "150"}),
    ("efficacy", {"lower": "10", "upper": "40"}),
    ("efficacy", {"lower": "-7", "upper": "20.5", "c": "50", "d": "50", "reverse": True}),
    ("rank_points", {"step": "7"}),
    ("rank_points", {"table": {"1": "6", "2": "4.5", "3": "3"}, "beyond": "1"}),
    ("rank_points", {"step": "30", "reverse": True}),
    ("deduction", {"items": {"迟报": "2", "错报": "5.5", "Late": "0.5", "late": "0.25"}}),
    ("schedule", {}),
    ("schedule", {"time": "day"}),
    ("schedule", {"time": "curve", "curve": {"2022-04": "8", "2022-05": "21.5", "2022-09": "70"}}),
    ("closure", {}),
    ("closure", {"by": "due"}),
    ("closure", {"by": "due", "window": "period"}),
    ("closure", {"window": "period"}),
    ("additive", {}),
]
GRADES = ("优秀", "良好", "一般", "较差")
RANKED = [("month", "2022-09"), ("week", "2022-W20"), ("quarter", "2022-Q2"), ("year", "2022"), ("month", "2022-05")]


class Maker:
    """Makes one document by its number."""

    def __init__(self, number: int) -> None:
        self.chance = Random(number)
        self.cadence, self.period = RANKED[number % len(RANKED)]
        self.periods = periods(self.cadence, self.period)
        # Five documents have every method between them.
        self.methods = [METHODS[(number * 7 + at) % len(METHODS)] for at in range(7)]
        self.divisions = [["jia", "甲组"], ["yi", "乙组"]][: self.chance.randint(1, 2)]
        codes = [f"e{at}" for at in range(self.chance.randint(7, 9))]
        self.entrants = [[code, f"单位{code}", self.chance.choice(self.divisions)[0]] for code in codes]
        self.codes = codes

    def some(self, *words: Any) -> Any:
        return self.chance.choice(words)

    def figure(self, least: float, most: float) -> str:
        return f"{self.chance.uniform(least, most):.{self.chance.randint(0, 4)}f}"

    def document(self) -> dict[str, Any]:
        own_rules = self.rules()
        codes = [one["code"] for one in own_rules["dimensions"]]
        scopes = [*codes, "total"]
        return {
            "format": 2,
            "rules": own_rules,
            "rules_version": 1,
            "period": self.period,
            "periods": self.periods,
            "divisions": self.divisions,
            "entrants": self.entrants,
            "since": {code: self.some("2022-04-27", "2022-05-10", "2022-09-22") for code in self.codes[::2]},
            "readings": self.readings(own_rules),
            "sources": [["上报.xlsx", "填报员", "审核员"]],
            "ledger": {code: self.problems() for code in self.codes if self.chance.random() < 0.8},
            "adjustments": [self.adjustment(scopes) for _ in range(self.chance.randint(0, 14))],
            "findings": [self.finding([*scopes, *(["combined"] if own_rules["combined"] else [])]) for _ in range(3)],
            "previous": [[self.codes[0], "total", 2]],
            "streaks": [[code, scope, self.some(1, 2, 5)] for code in self.codes[::2] for scope in scopes],
            "places": [[code, "2022-04", self.chance.randint(1, 4)] for code in self.codes if self.some(0, 1)],
        }

    def rules(self) -> dict[str, Any]:
        criteria = [self.criterion(at, *method) for at, method in enumerate(self.methods)]
        cut = self.chance.randint(1, len(criteria))
        groups = [("d1", criteria[:cut]), *([("d2", criteria[cut:])] if criteria[cut:] else [])]
        codes = [code for code, _ in groups] + [one["code"] for one in criteria]
        keys = self.chance.sample(["total", *codes], self.chance.randint(1, 3))
        made = rules(
            *groups,
            rounding={
                "criterion": self.some(0, 1, 2, 4),
                "total": self.some(0, 1, 2, 3),
                "mode": self.some("half_up", "half_even"),
            },
            limits={name: self.some(None, bound) for name, bound in LIMITS.items()},
            rank_by=[{"by": key, "order": self.some("desc", "asc")} for key in keys],
            boards=[self.board(self.some("total", "d1")) for _ in range(self.chance.randint(1, 4))],
            grades=self.some([], GRADE_RULES[0], GRADE_RULES[1]),
            quota={"rounding": self.some("down", "up", "half_up"), "ties": self.some("in", "out")},
            combined=self.some(True, False),
            place_bonus=self.some(
                None, {"cadence": "month", "points": {"1": "3", "2": "1.5"}, "limit": self.some(None, "4")}
            ),
            escalation=self.some({}, {"1": "约谈", "2": "通报", "3": "问责"}, {"2": "通报"}),
        )
        if len(groups) == 2 and self.some(0, 1):
            made["parts"] = [
                {"code": "p", "name": "过程", "share": "0.3"},
                {"code": "r", "name": "结果", "share": "0.7"},
            ]
            made["dimensions"][0]["part"], made["dimensions"][1]["part"] = "p", "r"
        for dimension in made["dimensions"]:
            dimension["weight"] = self.some("1", "0.35", "0", "2")
        return made

    def criterion(self, at: int, method: str, params: dict[str, Any]) -> dict[str, Any]:
        fine = [cadence for cadence in {one["cadence"] for one in self.periods.values()} if cadence != self.cadence]
        cadence = self.cadence if method == "closure" or not fine else self.chance.choice(sorted([*fine, self.cadence]))
        division = {"yi": self.figure(5, 60)} if len(self.divisions) > 1 and self.some(0, 1) else {}
        return criterion(
            f"k{at}",
            full_marks=self.some("20", "15", "100", "33.3"),
            division_marks={code: marks for code, marks in division.items() if float(marks)},
            weight=self.some("1", "1", "0.25", "0", "1.5"),
            cadence=cadence,
            method=method,
            params=params,
            roll_up=self.roll_up(cadence),
            missing=self.some("unranked", "zero", "skip"),
        )

    def roll_up(self, cadence: str) -> Any:
        """Return a plain way or the stages from a cadence to the longest."""
        if self.some(0, 1, 1) == 0 or cadence == "year":
            return self.some("mean", "sum", "last")
        stages = {}
        level = cadence
        for to in CADENCES[CADENCES.index(cadence) + 1 :]:
            count = {("month", "quarter"): 3, ("quarter", "year"): 4, ("month", "year"): 12}.get((level, to))
            by = self.some("mean", "sum", "last", *(["weighted"] if count else []))
            weights = [self.figure(0.1, 3) for _ in range(count)] if by == "weighted" else []
            weights = [weight if float(weight) else "1" for weight in weights]
            stages[to] = {"by": by, "of": level, "missing": self.some("skip", "zero"), "weights": weights}
            level = to
        return stages

    def readings(self, own_rules: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        criteria = [one for dimension in own_rules["dimensions"] for one in dimension["criteria"]]
        idle = self.codes[-1] if self.some(0, 1) else ""
        for one in criteria:
            if one["method"] == "closure":
                continue
            share = self.some(0.5, 0.9, 1)
            for period in sorted(code for code, span in self.periods.items() if span["cadence"] == one["cadence"]):
                for code, _, division in self.entrants:
                    if code != idle and self.chance.random() < share:
                        marks = float(one["division_marks"].get(division, one["full_marks"]))
                        found.setdefault(period, {}).setdefault(one["code"], {})[code] = self.reading(one, marks)
        return dict(sorted(found.items()))

    def reading(self, one: dict[str, Any], marks: float) -> list[Any]:
        method, params = one["method"], one["params"]
        if self.chance.random() < 0.06:
            return [0, None, None, None, [], self.some("不适用", "无活动")]
        if method == "grade":
            return [0, None, None, self.chance.choice(list(params["scale"]) if params else GRADES)]
        if method == "deduction":
            items = self.chance.sample(list(params["items"]), self.chance.randint(0, 3))
            return [0, None, None, None, [[item, str(self.chance.randint(0, 3))] for item in items], ""]
        if method == "points":
            if params:
                given = [self.figure(0, marks) for _ in range(self.chance.randint(1, 5))]
                return [0, None, None, None, [[f"评委姓名{at}", points] for at, points in enumerate(given)], ""]
            return [0, self.figure(0, marks)]
        value = self.some(self.figure(-5, 50), self.figure(0, 40), "12", "10")
        if method in ("efficacy", "rank_points", "additive"):
            return [0, value]
        return [0, value, self.some(self.figure(1, 30), "12", "10", "7", "0", None)]

    def problems(self) -> list[list[str | None]]:
        def day() -> str:
            return f"2022-{self.chance.randint(3, 10):02}-{self.chance.randint(1, 28):02}"

        return [
            [f"W{at}", day(), self.some(day(), None), self.some(day(), None)] for at in range(self.chance.randint(0, 6))
        ]

    def adjustment(self, scopes: list[str]) -> dict[str, Any]:
        kind = self.some("bonus", "deduction", "bonus", "deduction", "veto")
        size = self.some("1", "2.5", "3", "0.125", self.figure(0.1, 6))
        points = {"bonus": size, "deduction": f"-{size}", "veto": "0"}[kind]
        return {
            "entrant": self.chance.choice(self.codes),
            "scope": self.some(*scopes),
            "kind": kind,
            "points": points,
            "effect": self.some("bar_red", "bar_top", "bottom", "zero") if kind == "veto" else "",
            "matter": self.some("抗洪", "=1+1", "Award", "award"),
            "document": self.some("", "〔2022〕3号"),
        }

    def finding(self, scopes: list[str]) -> dict[str, Any]:
        return {
            "entrant": self.chance.choice(self.codes),
            "scope": self.chance.choice(scopes),
            "colour": self.some("red", "black"),
            "by_hand": self.some(True, False),
            "fact": self.some("办节有力", '=HYPERLINK("x")', "材料\x07迟报"),
            "document": "",
        }

    def board(self, scope: str) -> dict[str, Any]:
        bounds = {
            "places": self.chance.randint(1, 4),
            "at_least": "30",
            "above": "20",
            "at_most": "40",
            "below": "15.5",
        }
        chosen = self.chance.sample(list(bounds), self.chance.randint(0, 3))
        return {
            "scope": scope,
            "colour": self.some("red", "black"),
            "border_ties": self.some("in", "out"),
            "combine": self.some("all", "any"),
            "divisions": self.some([], ["jia"], ["yi"]),
        } | {name: bounds[name] for name in chosen}


LIMITS = {"bonus": "4", "deduction": "3.5", "floor": "5", "ceiling": "60"}
GRADE_RULES: list[list[dict[str, Any]]] = [
    [
        {"name": "优秀", "at_least": "30", "quota": "30"},
        {"name": "良好", "at_least": "20", "quota": None},
        {"name": "较差", "at_least": None, "quota": None},
    ],
    [
        {"name": "优秀", "at_least": None, "quota": "25"},
        {"name": "良好", "at_least": "10", "quota": "50"},
        {"name": "一般", "at_least": "0", "quota": None},
        {"name": "较差", "at_least": None, "quota": None},
    ],
]
