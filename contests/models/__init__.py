"""Rows, one file per subject."""

from contests.models.accounts import EarlierPassword, Membership, User
from contests.models.appeals import Appeal
from contests.models.audit import AuditEvent
from contests.models.bulletins import Bulletin, BulletinTemplate
from contests.models.contests import Contest, Criterion, Division, Entrant, Placement
from contests.models.departments import Department
from contests.models.evidence import Evidence
from contests.models.holidays import Holiday
from contests.models.liaisons import Liaison
from contests.models.notices import Delivery, Notice, NoticeCursor, Robot
from contests.models.periods import Period
from contests.models.projects import Project
from contests.models.rankings import BoardEntry, RankingRun, Standing
from contests.models.ratings import Adjustment, Rating, RatingVersion
from contests.models.recalls import RecallRequest
from contests.models.releases import Release, ReleaseCheck
from contests.models.rules_versions import RulesVersion
from contests.models.supervision import Complainant, Finding, Problem
from contests.models.teams import Team
from contests.models.tokens import ApiToken
from contests.models.trials import Trial
from contests.models.uploads import Upload
from contests.models.verdicts import Verdict

__all__ = [
    "Adjustment",
    "ApiToken",
    "Appeal",
    "AuditEvent",
    "BoardEntry",
    "Bulletin",
    "BulletinTemplate",
    "Complainant",
    "Contest",
    "Criterion",
    "Delivery",
    "Department",
    "Division",
    "EarlierPassword",
    "Entrant",
    "Evidence",
    "Finding",
    "Holiday",
    "Liaison",
    "Membership",
    "Notice",
    "NoticeCursor",
    "Period",
    "Placement",
    "Problem",
    "Project",
    "RankingRun",
    "Rating",
    "RatingVersion",
    "RecallRequest",
    "Release",
    "ReleaseCheck",
    "Robot",
    "RulesVersion",
    "Standing",
    "Team",
    "Trial",
    "Upload",
    "User",
    "Verdict",
]
