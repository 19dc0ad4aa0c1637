"""The papers a poster is printed on, and the type that fits on them."""

from dataclasses import dataclass
from functools import cached_property

POINTS_PER_MM = 72 / 25.4
# The page is so many units wide on every paper: what stands in units looks alike on all of them.
UNITS = 60
MARGIN, BAND, FOOT, GAP, HEAD, PAD = 2.0, 10.2, 7.2, 0.9, 3.2, 1.0
LARGEST, STEP = 1.9, 0.04
DENSITIES = (1.0, 0.5, 0.0)
# What name and reason on one line are worth beside the same type with a line for each.
INLINE = 0.85


@dataclass(frozen=True)
class Paper:
    """A size in mm, upright, and the smallest type on it in points."""

    name: str
    width: int
    height: int
    smallest: float

    @cached_property
    def unit(self) -> float:
        """Return the unit in points."""
        return self.width * POINTS_PER_MM / UNITS

    @property
    def room(self) -> float:
        """Return the points from the title band to the foot."""
        return self.height * POINTS_PER_MM - (2 * MARGIN + BAND + FOOT + 2 * GAP) * self.unit

    @cached_property
    def families(self) -> tuple[tuple["Type", ...], ...]:
        """Return the types that may be used, a family for each way of setting, the largest first in each."""
        count = int((LARGEST * self.unit - self.smallest) / (STEP * self.unit))
        sizes = [self.smallest + step * STEP * self.unit for step in range(count, -1, -1)]
        spaced = tuple(tuple(Type(self, size, density) for size in sizes) for density in DENSITIES)
        return (*spaced, tuple(Type(self, size, 0, inline=True) for size in sizes))


@dataclass(frozen=True)
class Type:
    """A size of text in points, how loosely it is set (1 to 0), and whether a reason stands beside its name."""

    paper: Paper
    size: float
    density: float
    inline: bool = False

    @property
    def worth(self) -> float:
        """Return how well it reads, to be compared with others."""
        return self.size * (1 + 0.25 * self.density) * (INLINE if self.inline else 1)

    @property
    def leading(self) -> float:
        """Return the height of a line of text, in ems."""
        return 1.3 + 0.15 * self.density

    @property
    def space(self) -> float:
        """Return what stands above and below an entry of a panel, in ems."""
        return 0.12 + 0.4 * self.density

    @property
    def row_space(self) -> float:
        """Return what stands above and below a row of the ranking, in ems."""
        return 0.06 + 0.22 * self.density

    @property
    def panel_width(self) -> float:
        """Return the width of the text in a panel, in ems."""
        unit = self.paper.unit
        return ((UNITS - 2 * MARGIN - GAP) / 2 - 2 * 1.4) * unit / self.size

    def column_width(self, columns: int) -> float:
        """Return the width of one of several columns of the ranking, in ems."""
        unit = self.paper.unit
        return (UNITS - 2 * MARGIN - GAP * (columns - 1)) / columns * unit / self.size


# 小五号 is the text of a newspaper; larger papers hang higher and are read from farther away.
PAPERS = {
    "a3": Paper("A3", 297, 420, 9),
    "a1": Paper("A1", 594, 841, 14),
    "a0": Paper("A0", 841, 1189, 18),
}
