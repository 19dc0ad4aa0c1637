"""Contests to be looked at: few and many entrants, the shortest and the longest names, every state of an issue."""

from contests.enums import Colour
from contests.services.contests import store_contest
from tests.factories import contest_spec, make_people, month, period_of, propose, release

SHORT = [f"{first}{second}" for first in "东西南北中" for second in "湖山江岭塘桥坪田冲湾源洲城河港"]
LONG = "天易经济技术开发区管理委员会产业发展和科技创新服务中"
DEED = "承办全区重点项目集中开工，签约引进高端装备项目三个，帮助十二户企业当月解决用工缺口"
FACT = "未按时报送企业难题清单，土地置换推进缓慢，影响重点项目开工，经两次催办仍未整改到位"
DIMENSIONS = {"zuofeng": "赛作风", "yeji": "赛业绩", "fuwu": "赛服务"}
TRACKS = [
    {"code": "luodi", "name": "比落地", "category": "产业"},
    {"code": "minsheng", "name": "民生"},
    {"code": "kaigong", "name": "比开工", "category": "产业"},
    {"code": "touchan", "name": "比投产", "category": "产业"},
]
GRADES = [{"name": "优秀", "at_least": 270}, {"name": "良好", "at_least": 240}, {"name": "一般"}]
RED, BLACK = ({"scope": "total", "colour": colour, "places": 3} for colour in ("red", "black"))


def long_name(at):
    """Return a name of 28 characters."""
    return f"{LONG}{'甲乙丙丁戊己庚辛壬癸'[at % 10]}{'子丑寅卯辰巳午未'[at // 10]}"


class Exhibit:
    """A contest of entrants with these names, dealt to the divisions in turn, and people who release its months."""

    def __init__(self, slug, name, names, **changes):
        spec = contest_spec(slug=slug, name=name, entrants=len(names), supervision_phone="0731-5888 1234", **changes)
        divisions = [division["code"] for division in spec["divisions"]]
        for at, (entrant, called) in enumerate(zip(spec["entrants"], names, strict=True)):
            entrant |= {"name": called, "division": divisions[at % len(divisions)]}
        self.contest = store_contest(spec=spec, actor=None)
        self.people = make_people(self.contest, prefix=slug)

    def publish(self, code, *, shift=0, findings=(), absent=(), reason=""):
        """Release a month, everyone's place moved on by `shift` against the order of the entrants."""
        entrants = list(self.contest.entrants.order_by("order").values_list("code", flat=True))
        criteria = list(self.contest.criteria.exclude(method="").values_list("code", flat=True))
        size = len(entrants)
        scores = {
            entrant: {
                criterion: round(98 - 40 * ((at + shift * (3 + at % 5)) % size) / size - number * (at % 3) / 2, 1)
                for number, criterion in enumerate(criteria)
            }
            for at, entrant in enumerate(entrants)
            if entrant not in absent
        }
        rows = [self._finding(code, *found) for found in findings]
        propose(self.contest, findings=rows, by=self.people.office)
        release(month(self.contest, self.people, code, scores), self.people, reason)

    def _finding(self, code, entrant, colour, fact):
        return {
            "period_id": period_of(self.contest, code).pk,
            "entrant_id": self.contest.entrants.get(code=entrant).pk,
            "scope": "zuofeng",
            "colour": colour,
            "fact": fact,
            "source": "notice",
            "document": "竞督〔2022〕15号",
            "by_hand": True,
        }


def dimensions():
    """Return three dimensions of one criterion each."""
    criterion = {"full_marks": 100, "cadence": "month", "method": "points"}
    return [
        {"code": code, "name": name, "criteria": [{"code": f"{code}-1", "name": f"{name}得分"} | criterion]}
        for code, name in DIMENSIONS.items()
    ]


def put_up():
    """Make all of them."""
    many = {"dimensions": dimensions(), "grades": GRADES}
    two = Exhibit("liang", "两家比拼", SHORT[:2], dimensions=dimensions(), boards=[RED | {"places": 1}])
    two.publish("2022-07")
    eight = Exhibit("ba", "喜迎二十大·百日大会战", [long_name(at) for at in range(8)], boards=[RED, BLACK], **many)
    told = [("e1", Colour.RED, DEED), ("e6", Colour.BLACK, FACT)]
    for at, code in enumerate(("2022-07", "2022-08", "2022-09")):
        eight.publish(code, shift=at, findings=told, absent=["e4"] if at == 1 else ())
    eight.publish("2022-07", shift=2, reason="重点项目开工数经复核有误")
    crowd = [SHORT[at] if at % 2 else long_name(at) for at in range(73)]
    full = Exhibit("qisan", "奋力奔跑·合力攻坚", crowd, divisions=TRACKS, boards=[RED, BLACK], **many)
    single = Exhibit("duo", "七十三家同场", SHORT[:73], boards=[RED | {"places": 5}, BLACK | {"places": 5}], **many)
    for at, code in enumerate(("2022-07", "2022-08", "2022-09")):
        full.publish(code, shift=at)
        single.publish(code, shift=at)
    Exhibit("kong", "尚未发布的竞赛", SHORT[:3])
