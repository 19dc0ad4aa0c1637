"""The scoring methods by the name that a contest file calls them."""

from contests.scoring.methods.additive import Additive
from contests.scoring.methods.banded import Banded
from contests.scoring.methods.base import Method
from contests.scoring.methods.closure import Closure
from contests.scoring.methods.completion import Completion
from contests.scoring.methods.count_bonus import CountBonus
from contests.scoring.methods.deduction import Deduction
from contests.scoring.methods.efficacy import Efficacy
from contests.scoring.methods.grade import Grade
from contests.scoring.methods.pass_fail import PassFail
from contests.scoring.methods.points import Points
from contests.scoring.methods.rank_points import RankPoints
from contests.scoring.methods.schedule import Schedule
from contests.scoring.methods.shortfall import Shortfall

# In the order in which they are offered and explained.
_ALL: tuple[type[Method], ...] = (
    Points,
    Grade,
    Completion,
    CountBonus,
    Banded,
    PassFail,
    Shortfall,
    Efficacy,
    RankPoints,
    Deduction,
    Schedule,
    Closure,
    Additive,
)

METHODS: dict[str, type[Method]] = {method.name: method for method in _ALL}
