"""Several figures that make one, as people write them: 18；19；17, or 迟报=2；错报=1."""

import re
from decimal import Decimal

BETWEEN = re.compile(r"[；;\n]")
# A name may have a colon in it: an equals sign stands between name and figure, where there is none the last colon.
EQUALS, COLON = re.compile(r"[=＝]"), re.compile(r"[：:](?=[^：:]*$)")


def read_parts(text: str) -> list[tuple[str, Decimal]]:
    """Return (name, figure) of every part, the name empty where none is written.

    Raises ValueError with what was expected.
    """
    found = []
    for piece in filter(None, (piece.strip() for piece in BETWEEN.split(text))):
        between = EQUALS if EQUALS.search(piece) else COLON
        *names, figure = (word.strip() for word in between.split(piece, maxsplit=1))
        try:
            value = Decimal(figure)
        except ArithmeticError:
            raise ValueError("应写成 18；19；17，或 迟报=2；错报=1") from None
        if not value.is_finite():
            raise ValueError("应为有限的数")
        found.append((names[0] if names else "", value))
    return found
