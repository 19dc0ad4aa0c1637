"""我的工作: everything that waits for a person, and nothing else."""

from datetime import datetime

from contests.enums import Role
from contests.models import User
from contests.rules import Access
from contests.selectors.entry_rights import entry_rights_in
from contests.selectors.office import contests_for
from contests.selectors.work.approving import reviews, signs
from contests.selectors.work.entering import due, returned
from contests.selectors.work.releasing import appeals, recalls, releases
from contests.selectors.work.task import Desk, Task


def tasks_for(user: User, access: Access, now: datetime) -> list[Task]:
    """Return what waits for a person, overdue first, in a number of queries that does not grow with the contests."""
    if not access.has_part:
        return []
    contests = {contest.pk: contest for contest in contests_for(access)}
    desk = Desk(user, access, contests, now)
    found = [*signs(desk), *reviews(desk), *releases(desk), *recalls(desk), *appeals(desk)]
    if access.to(Role.REPORTER, Role.ASSESSOR, Role.OFFICE):
        rights = entry_rights_in(list(contests.values()), user, access)
        found += [*returned(desk, rights), *due(desk, rights)]
    return sorted(found, key=lambda task: (not task.late, task.urgency))
