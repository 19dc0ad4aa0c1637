import itertools
import json
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.core.cache import cache

from contests.enums import Colour, Decision, Role
from contests.exchange.contest_file import read_contest_file
from contests.models import Contest, Criterion, Finding, Membership, Rating, User
from contests.services.compute import compute_runs, request_run
from contests.services.contests import store_contest
from contests.services.entry import Figure, store_ratings
from contests.services.recalls import decide_recall, request_recall
from contests.services.releases import approve_release, check_run
from contests.services.review import approve_ratings

NOW = datetime(2022, 10, 14, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def contest_file(slug, names, divisions, dimensions, boards, cadence="month", **more):
    """Return a contest file; entrants are dealt to the divisions in turn, JSON being YAML."""
    codes = itertools.cycle(divisions)
    return json.dumps(
        {
            "format": 1,
            "slug": slug,
            "name": "百日大会战",
            "publisher": "竞赛领导小组办公室",
            "host": "park",
            "calendar": {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month"], "black_days": 0},
            "departments": [{"code": "park", "name": "天易经开区", "kind": "park"}],
            "divisions": [{"code": code, "name": name} for code, name in divisions.items()],
            "entrants": [
                {"code": f"u{index}", "name": name, "department": "park", "division": next(codes)}
                for index, name in enumerate(names, start=1)
            ],
            "dimensions": [
                {
                    "code": code,
                    "name": name,
                    "criteria": [
                        {
                            "code": f"{code}-1",
                            "name": f"{name}指标",
                            "full_marks": 100,
                            "cadence": cadence,
                            "method": "points",
                        }
                    ],
                }
                for code, name in dimensions.items()
            ],
            "boards": boards,
        }
        | more
    )


class Office:
    """Enters, approves, computes and releases through the services, as people do."""

    def __init__(self):
        self.people = [User.objects.create(username=name) for name in ("tianbao", "shenhe", "hedui", "lingdao")]

    def open(self, slug="bairi", names=("办公室", "招商局"), divisions=None, dimensions=None, boards=None, **more):
        boards = boards or [
            {"scope": "total", "colour": "red", "places": 1},
            {"scope": "total", "colour": "black", "places": 1},
        ]
        text = contest_file(
            slug,
            names,
            divisions or {"bumen": "部门"},
            dimensions or {"zuofeng": "作风", "yeji": "业绩"},
            boards,
            **more,
        )
        contest = store_contest(spec=read_contest_file("contest.yaml", text.encode()), actor=None)
        for user, role in zip(
            self.people, (Role.REPORTER, Role.REVIEWER, Role.OFFICE, Role.LEADING_GROUP), strict=True
        ):
            Membership.objects.get_or_create(user=user, department=contest.host, role=role)
        return contest

    def enter(self, contest, period, values):
        """Enter `values`, {entrant code: points of every criterion}, and approve them."""
        period = contest.periods.get(code=period)
        criteria = list(Criterion.objects.filter(contest=contest).exclude(method=""))
        entrants = dict(contest.entrants.values_list("code", "pk"))
        figures = [
            Figure(period.pk, entrants[code], criterion.pk, value, None, None, "")
            for code, value in values.items()
            for criterion in criteria
        ]
        store_ratings(contest=contest, figures=figures, entered_by=self.people[0], now=NOW, source="test", sha256="")
        waiting = Rating.objects.filter(period=period, status="submitted").values_list("pk", "version")
        approve_ratings(contest=contest, seen=list(waiting), approver=self.people[1], now=NOW)

    def find(self, contest, period, code, colour, fact, scope="total"):
        Finding.objects.create(
            period=contest.periods.get(code=period),
            entrant=contest.entrants.get(code=code),
            scope=scope,
            colour=Colour(colour),
            by_hand=True,
            fact=fact,
            source="spot_check",
            document="督查通报",
            decision=Decision.APPROVED,
            proposed_by=self.people[0],
            decided_by=self.people[1],
        )

    def release(self, contest, period, reason="", now=NOW):
        run = request_run(period=contest.periods.select_related("contest").get(code=period), requested_by=None, now=now)
        compute_runs(run_ids=[run.pk], worker="test", now=now)
        run.refresh_from_db()
        check_run(run=run, checker=self.people[2], now=now, reason="未报的按规则计")
        cache.clear()
        return approve_release(run=run, approver=self.people[3], reason=reason, now=now)

    def recall(self, released, reason="通报对象有误，正在核实", now=NOW):
        request = request_recall(release=released, requester=self.people[2], reason=reason, now=now)
        cache.clear()
        return decide_recall(request=request, decider=self.people[3], approved=True, note="", now=now)


@pytest.fixture
def office(db):
    return Office()


@pytest.fixture
def released(office):
    """A contest of two units with its first issue."""
    contest = office.open()
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
    office.release(contest, "2022-07")
    return Contest.objects.get(slug="bairi")


class _Words(HTMLParser):
    """Collects the words of every element, by its tag and class."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "link", "input"):
            node = (tag, dict(attrs).get("class") or "", [])
            self.open.append(node)
            self.found.append(node)

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for _, _, words in self.open:
            words.extend(data.split())


@pytest.fixture
def words():
    """Return a function that returns the words of each element with a tag and a class of its own."""

    def read(response, tag, css=""):
        parser = _Words()
        parser.feed(response.content.decode())
        return [
            " ".join(found)
            for name, classes, found in parser.found
            if name == tag and (not css or css in classes.split())
        ]

    return read
