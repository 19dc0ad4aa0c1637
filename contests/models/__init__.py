"""Rows, one file per subject."""

from contests.models.accounts import Membership, User
from contests.models.appeals import Appeal
from contests.models.audit import AuditEvent
from contests.models.bulletins import Bulletin, BulletinTemplate
from contests.models.contests import Contest, Criterion, Division, Entrant, Placement
from contests.models.departments import Department
from contests.models.holidays import Holiday
from contests.models.periods import Period
from contests.models.projects import Project
from contests.models.rankings import BoardEntry, RankingRun, Standing
from contests.models.ratings import Adjustment, Evidence, Rating, RatingVersion
from contests.models.releases import Release, ReleaseCheck
from contests.models.rules_versions import RulesVersion
from contests.models.supervision import Finding, Problem
from contests.models.teams import Team
from contests.models.trials import Trial

__all__ = [
    "Adjustment",
    "Appeal",
    "AuditEvent",
    "BoardEntry",
    "Bulletin",
    "BulletinTemplate",
    "Contest",
    "Criterion",
    "Department",
    "Division",
    "Entrant",
    "Evidence",
    "Finding",
    "Holiday",
    "Membership",
    "Period",
    "Placement",
    "Problem",
    "Project",
    "RankingRun",
    "Rating",
    "RatingVersion",
    "Release",
    "ReleaseCheck",
    "RulesVersion",
    "Standing",
    "Team",
    "Trial",
    "User",
]
