"""The contests that come with the product: their files and sample data."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "presets"
# The calendars of the State Council for 2020 to 2023.
HOLIDAYS = FOLDER / "holidays.csv"


@dataclass(frozen=True, slots=True)
class Preset:
    """A contest file with its sample figures and, where there are some, its sample events and problems."""

    slug: str
    contest: Path
    ratings: Path
    events: Path
    problems: Path

    @property
    def name(self) -> str:
        """Return the contest's name, without reading the whole file as one."""
        lines = self.contest.read_text(encoding="utf-8").splitlines()
        return next(line.removeprefix("name: ") for line in lines if line.startswith("name: "))


def presets() -> Iterator[Preset]:
    """Yield the presets in the order of their names."""
    for contest in sorted(FOLDER.glob("*.yaml")):
        slug = contest.stem
        samples = (FOLDER / f"{slug}-{kind}.csv" for kind in ("ratings", "events", "problems"))
        yield Preset(slug, contest, *samples)
