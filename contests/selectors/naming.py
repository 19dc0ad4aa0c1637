"""Persons in what would be published: who is named, where, and whether that may be (个人信息保护法).

The unit is named by default. A person is named on the red list only, where a basis was recorded with the deed.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from contests.enums import Colour, Decision, Role
from contests.models import Complainant, Contest, Department, Finding, RankingRun, User

# What an account is called may be the name of an office, which is no person: a name is short and of these letters.
# The names of some peoples have several parts, with a point between.
PERSON = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,6}|[\u3400-\u9fff]+(?:[·•][\u3400-\u9fff]+)+")
# What is written where whoever complained gave no name.
NOBODY = frozenset({"匿名", "群众", "企业", "居民", "村民", "职工", "业主"})


class Text(NamedTuple):
    """A sentence that everyone would read: of which entrant (code), on which side, and what it says."""

    entrant: str
    praises: bool
    says: str


class Named(NamedTuple):
    """A person's name in a text, and what has to be done about it."""

    name: str
    text: Text
    remedy: str


class Known(NamedTuple):
    """The names of persons: of who has an account, and by contest those that its findings and complaints know.

    `founded` has (period, entrant's code, sentence, name) of those with a basis: it holds for the deed that it was
    recorded with; points that come with a deed have the same sentence.
    """

    accounts: set[str]
    named: Mapping[int, set[str]]
    founded: set[tuple[int, str, str, str]]


def unfounded_names(run: RankingRun, known: Known) -> list[Named]:
    """Return the names in the texts of a run (done, with its period) that may not be public."""
    assert run.document is not None
    where, names = run.period_id, sorted(known.named[run.period.contest_id] | known.accounts)
    return [
        Named(name, text, REMEDIES[text.praises])
        for text in dict.fromkeys(texts_of(run.document))
        for name in names
        if name in text.says and not (text.praises and (where, text.entrant, text.says, name) in known.founded)
    ]


REMEDIES = {
    True: "公开个人姓名须在事项中写明依据，否则请只写单位",
    False: "黑榜和扣分不公开个人姓名，请改写为单位",
}


def named_sources(run: RankingRun, known: Known) -> list[tuple[str, str]]:
    """Return (name, source) for the files that figures came from and that are called after a person with an account."""
    assert run.document is not None
    sources = dict.fromkeys(source for source, _, _ in run.document.get("sources", ()))
    return [(name, source) for source in sources for name in sorted(known.accounts) if name in source]


def founded_names(run: RankingRun) -> list[str]:
    """Return the names that stand in the texts of a run with a recorded basis."""
    assert run.document is not None
    _, founded = _recorded([run.period.contest_id])
    praised = {(run.period_id, text.entrant, text.says) for text in texts_of(run.document) if text.praises}
    return sorted(
        {name for where, entrant, says, name in founded if (where, entrant, says) in praised and name in says}
    )


def without_names_of_before(changes: Mapping[str, Any], run: RankingRun) -> dict[str, Any]:
    """Return what a correction changes without the old reasons that name a person and are not told again as they were.

    With what basis they were told stands no more where the deed itself does not.
    """
    names = _all_of(run.period.contest_id)
    rows = [{**row, "old": _silent(row["old"], row["new"], names)} for row in changes["standings"]]
    return {**changes, "standings": rows}


def _silent(
    side: Mapping[str, Any] | None, now: Mapping[str, Any] | None, names: Iterable[str]
) -> Mapping[str, Any] | None:
    if side is None or (now and now["reason"] == side["reason"]) or not any(name in side["reason"] for name in names):
        return side
    return {**side, "reason": ""}


def names_any(text: str, contest: Contest) -> bool:
    """Return whether a sentence names a person that stands for the whole issue, as the reason of a correction does.

    Whom is not told: it may be who complained, and whoever reads the answer is not to learn that.
    """
    return any(name in text for name in _all_of(contest.pk))


def known_in(contests: Collection[int]) -> Known:
    """Return the names that are known in contests, in four queries however many there are."""
    named, founded = _recorded(contests)
    return Known(_accounts(), named, founded)


def _all_of(contest: int) -> set[str]:
    known = known_in([contest])
    return known.named[contest] | known.accounts


def texts_of(document: Mapping[str, Any]) -> Iterator[Text]:
    """Yield the sentences of a run's document that people wrote; an early document may lack some of them."""
    for finding in document.get("findings", ()):
        praises = finding["colour"] == Colour.RED
        yield Text(finding["entrant"], praises, _sentence(finding["fact"], finding["document"]))
    for event in document.get("adjustments", ()):
        praises = event["kind"] == "bonus"
        yield Text(event["entrant"], praises, _sentence(event["matter"], event["document"]))


def _sentence(fact: str, document: str) -> str:
    return f"{fact} {document}".strip()


def _recorded(contests: Collection[int]) -> tuple[dict[int, set[str]], set[tuple[int, str, str, str]]]:
    """Return every name that findings and complaints of contests know, and which of them have a basis: see `Known`."""
    named: dict[int, set[str]] = defaultdict(set)
    founded = set()
    approved = Finding.objects.filter(period__contest__in=contests, decision=Decision.APPROVED).exclude(person="")
    columns = ("entrant__code", "colour", "fact", "document", "person", "person_basis")
    for contest, where, entrant, colour, fact, document, people, basis in approved.values_list(
        "period__contest_id", "period_id", *columns
    ):
        for name in split_names(people):
            named[contest].add(name)
            if basis and colour == Colour.RED:
                founded.add((where, entrant, _sentence(fact, document), name))
    complaints = Complainant.objects.filter(finding__period__contest__in=contests)
    for contest, name in complaints.values_list("finding__period__contest_id", "name"):
        told = {_bare(part) for part in (name, *split_names(name))}
        named[contest] |= {one for one in told if len(one) > 1} - NOBODY
    return named, founded


def split_names(people: str) -> list[str]:
    """Return the single names of a field that may hold several."""
    return [name for name in re.split(r"[、，,；;\s]+", people) if name]


def _accounts() -> set[str]:
    """Return the names of persons who have an account; an account that is called like a unit is none."""
    places = "\n".join(Department.objects.values_list("name", flat=True))
    words = "\n".join(Role.labels)
    names = {_bare(name) for name in User.objects.exclude(display_name="").values_list("display_name", flat=True)}
    return {name for name in names if PERSON.fullmatch(name) and name not in places and name not in words}


def _bare(name: str) -> str:
    """Return a name without what stands behind it in brackets, or who else there was."""
    return re.split(r"[（(]|\s*等", name)[0].strip()
