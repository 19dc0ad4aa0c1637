"""What is wrong in all contests, the worst first; in full, or a few lines a contest."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from contests.models import Problem
from contests.selectors.leaders.black import black
from contests.selectors.leaders.concern import Concern, Group, Kind
from contests.selectors.leaders.falling import falling
from contests.selectors.leaders.gaps import Gaps
from contests.selectors.leaders.newest import Newest
from contests.selectors.leaders.overdue import late_problems, late_releases, unsettled_appeals
from contests.selectors.leaders.unreported import unreported
from contests.selectors.people import duties_in

# Lines of one contest and kind on the first page; the others are counted, named and one step away.
SHOWN = 2


def concerns_in(
    newest: Sequence[Newest], gaps: Gaps, problems: Mapping[int, Sequence[Problem]], now: datetime
) -> list[Concern]:
    """Return everything that is wrong, kind by kind, the heaviest first, in seven queries."""
    contests, today = [one.contest for one in newest], timezone.localdate(now)
    duties = duties_in(contests)
    found: list[Concern] = []
    for one in newest:
        found += black(one)
        found += falling(one)
        found += unreported(one.contest, gaps, duties, now)
        found += late_releases(one.contest, gaps, now)
        found += late_problems(one, problems, today)
    found += unsettled_appeals(contests)
    order = list(Kind)
    return sorted(found, key=lambda concern: (order.index(concern.kind), -concern.weight, concern.since))


def grouped(concerns: Sequence[Concern]) -> list[Group]:
    """Return the concerns of one contest, kind and matter together, groups and lines in the given order."""
    groups: dict[tuple[Kind, int, str], list[Concern]] = {}
    for concern in concerns:
        groups.setdefault((concern.kind, concern.contest.pk, concern.matter), []).append(concern)
    return [_group(lines) for lines in groups.values()]


def shortened(concerns: Sequence[Concern]) -> list[Concern | Group]:
    """Return the concerns with a few lines a contest, kind and matter, and after each kind what is left of it.

    Where a sum says more than the first names, as of figures not reported, the sum stands for all of them.
    """
    lines: list[Concern | Group] = []
    order = {id(concern): at for at, concern in enumerate(concerns)}
    for _, same in groupby(concerns, key=lambda concern: concern.kind):
        shown: list[Concern] = []
        rest: list[Group] = []
        for group in grouped(list(same)):
            kept = 0 if group.is_counted and len(group.lines) > SHOWN else SHOWN
            shown += group.lines[:kept]
            if left := group.lines[kept:]:
                rest.append(_group(left, is_rest=bool(kept)))
        lines += sorted(shown, key=lambda concern: order[id(concern)])
        lines += rest
    return lines


def _group(lines: Sequence[Concern], *, is_rest: bool = False) -> Group:
    address = f"{reverse('leaders:home')}?kind={lines[0].kind}"
    return Group(tuple(lines), address, is_rest)


def counts(concerns: Sequence[Concern]) -> Iterator[tuple[str, str, int]]:
    """Yield each kind, its name and how many lines it has."""
    for kind in Kind:
        yield kind, kind.label, sum(concern.kind == kind for concern in concerns)
