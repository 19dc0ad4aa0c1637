"""Several figures that make one, as people write them: 18；19；17, or 迟报=2；错报=1."""

import re
from decimal import Decimal

BETWEEN = re.compile(r"[；;\n]")
# The last one: a name may have a colon in it.
EQUALS = re.compile(r"[=＝：:](?=[^=＝：:]*$)")


def read_parts(text: str) -> list[tuple[str, Decimal]]:
    """Return (name, figure) of every part, the name empty where none is written.

    Raises ValueError with what was expected.
    """
    found = []
    for piece in filter(None, (piece.strip() for piece in BETWEEN.split(text))):
        *names, figure = (word.strip() for word in EQUALS.split(piece))
        try:
            value = Decimal(figure)
        except ArithmeticError:
            raise ValueError("应写成 18；19；17，或 迟报=2；错报=1") from None
        if not value.is_finite():
            raise ValueError("应为有限的数")
        found.append((names[0] if names else "", value))
    return found
