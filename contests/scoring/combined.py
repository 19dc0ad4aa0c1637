"""The combined list: divisions with different full marks made comparable."""

from contests.scoring.decimals import HUNDRED, plain
from contests.scoring.inputs import Entrant
from contests.scoring.parts import Part
from contests.scoring.rules import Rules, full_marks
from contests.scoring.sheet import step


def combined_part(rules: Rules, entrant: Entrant, total: Part) -> Part:
    """Return an entrant's part of the combined list: the published total over its division's full marks, of 100."""
    if total.score is None:
        return total._replace(rows=[])
    whole = full_marks(rules, entrant.division)
    exact = total.score * HUNDRED / whole if whole else total.score
    score = rules.rounding.score(exact)
    row = step("折合", str(score), f"{total.score} ÷ 满分 {plain(whole)} × 100")
    return Part(score, [row])
