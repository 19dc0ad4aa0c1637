"""The departments that entrants may belong to: those of the host's subtree, and new ones under the host."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from contests.enums import DepartmentKind
from contests.forms.setup.rows import free_codes
from contests.models import Department
from contests.selectors.setup import codes_from, department_parts

Part = Mapping[str, Any]

NEW = "+"


@dataclass
class Places:
    """The host, the departments above it and in its subtree as parts of a contest file, parents first.

    `taken` are codes that no new department may have. What is asked for is added as it comes.
    """

    host: str
    known: list[dict[str, Any]]
    taken: Collection[str]
    made: dict[str, str] = field(default_factory=dict)

    @cached_property
    def own(self) -> dict[str, str]:
        """Return the names of the host's subtree by code."""
        found = {part["code"]: part["name"] for part in self.known if part["code"] == self.host}
        for part in self.known:
            if part["parent"] in found:
                found[part["code"]] = part["name"]
        return found

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return what tells each known department on a page, by code: its name, with its code where two have it."""
        times = Counter(part["name"] for part in self.known)
        return {
            part["code"]: part["name"] if times[part["name"]] == 1 else f"{part['name']}（{part['code']}）"
            for part in self.known
        }

    def offered(self) -> list[str]:
        """Return the labels that may be chosen."""
        return [self.labels[code] for code in self.own]

    def code(self, label: str, *others: str) -> str | None:
        """Return the code behind a label, of the subtree or of some others; None for none."""
        return next((code for code in (*self.own, *others) if self.labels.get(code) == label), None)

    def department(self, chosen: str | None, name: str | None) -> str:
        """Return the code of the department that was chosen; a new one is made once for its name."""
        if chosen != NEW:
            return chosen or ""
        if not name:
            return self.host
        if name not in self.made:
            start = code_start(self.host)
            self.made[name] = next(free_codes(start, {*self.taken, *self.made.values()}))
        return self.made[name]

    def parts(self, spec: Part, entrants: Iterable[Part]) -> list[dict[str, Any]]:
        """Return the departments that a contest with these entrants names, parents first."""
        new = {
            code: {"code": code, "name": name, "kind": DepartmentKind.DEPARTMENT.value, "parent": self.host}
            for name, code in self.made.items()
        }
        known = {part["code"]: part for part in (*spec["departments"], *self.known)} | new
        needed: dict[str, dict[str, Any]] = {}
        for code in (spec["host"], *(row["department"] for row in entrants)):
            chain = []
            at: str | None = code
            while at is not None and at in known and at not in needed:
                chain.append(known[at])
                at = known[at]["parent"]
            needed |= {part["code"]: part for part in reversed(chain)}
        same = needed.keys() == {part["code"] for part in spec["departments"]}
        return spec["departments"] if same else list(needed.values())


def code_start(host: str) -> str:
    """Return what the codes of new departments under a host begin with; a number follows."""
    return f"{host[:34]}-"


def places_for(host: Department, others: Iterable[Part]) -> Places:
    """Return the places under a host; `others` are departments that take part from elsewhere."""
    known = department_parts(host)
    codes = {part["code"] for part in known}
    elsewhere = [dict(part) for part in others if part["code"] not in codes]
    return Places(host.code, known + elsewhere, codes_from(code_start(host.code)))
