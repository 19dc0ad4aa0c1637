"""The scoring methods by the name that a contest file calls them."""

from contests.scoring.methods.base import Method
from contests.scoring.methods.completion import Completion
from contests.scoring.methods.grade import Grade
from contests.scoring.methods.points import Points
from contests.scoring.methods.schedule import Schedule

METHODS: dict[str, type[Method]] = {method.name: method for method in (Points, Grade, Completion, Schedule)}
