"""先进 and 后进: the lists of a contest that holds scores against one target."""

from contests.scoring.board import BLACK, RED
from contests.scoring.document import TOTAL
from contests.selectors.payloads import Payload


def target(payload: Payload) -> str:
    """Return what a score is held against where who is over it is 先进 and who is under it 后进, else nothing.

    Who is exactly at it is neither, so that it must be the only condition of both lists.
    """
    conditions = {
        colour: {
            (part.get("above"), part.get("below"))
            for part in payload.rules.get("boards", ())
            if part["colour"] == colour and part["scope"] == TOTAL
        }
        for colour in (RED, BLACK)
    }
    if len(conditions[RED]) != 1 or len(conditions[BLACK]) != 1:
        return ""
    ((over, _),), ((_, under),) = conditions[RED], conditions[BLACK]
    return str(over) if over is not None and over == under else ""


def standard(payload: Payload, colour: str) -> str:
    """Return what the lines of a list are over or under, nothing where that is no matter."""
    held = target(payload)
    if not held:
        return ""
    return f"先进：高于 {held}" if colour == RED else f"后进：低于 {held}"
