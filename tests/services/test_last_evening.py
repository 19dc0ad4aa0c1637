"""The last evening before the deadline: everyone saves at once, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contests.enums import Role
from contests.models import AuditEvent, Rating
from contests.services.accounts import grant_role
from contests.services.periods import reopen_period
from tests.factories import PASSWORD, make_contest, make_people, period_of

CELLS = reverse("entry:cells", args=["bisai", "2022-09"])
# As many as a server has threads; PostgreSQL bounds its connections, SQLite lets one writer in at a time.
AT_ONCE = {"sqlite": 20, "postgresql": 25}
PEOPLE = {"sqlite": 20, "postgresql": 100}


@pytest.mark.django_db(transaction=True)
def test_everyone_saves_at_once_and_nothing_is_lost(backend):
    people = PEOPLE[backend]
    contest = make_contest(entrants=people, criteria=1)
    now = timezone.now()
    later = now + timedelta(days=1)
    office = make_people(contest).office
    reopen_period(period=period_of(contest), until=later, reason="补报", actor=office, now=now)
    clients = [sign_in(number) for number in range(people)]
    keys = dict(contest.entrants.values_list("code", "pk"))
    period, criterion = period_of(contest).pk, contest.criteria.exclude(method="").get().pk

    def save(number):
        """Save the own figure twice, the second time over the first."""
        try:
            answers = []
            for seen, value in enumerate(("10", str(number % 20))):
                cell = {"key": f"{period}-{keys[f'e{number}']}-{criterion}", "seen": str(seen), "value": value}
                answers.append(clients[number].post(CELLS, cell | {"target": "", "note": ""}))
            return [(answer.status_code, "cell-fault" in answer.content.decode()) for answer in answers]
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE[backend]) as pool:
        answers = list(pool.map(save, range(people)))

    assert answers == [[(200, False)] * 2] * people
    stored = dict(Rating.objects.values_list("entrant__code", "value"))
    assert stored == {f"e{number}": number % 20 for number in range(people)}
    events = list(AuditEvent.objects.filter(action="ratings.saved").order_by("pk"))
    # Whoever typed ten again changed nothing.
    assert len(events) == 2 * people - sum(number % 20 == 10 for number in range(people))
    chain = list(AuditEvent.objects.order_by("pk").values_list("previous_sha256", "sha256"))
    assert all(later[0] == earlier[1] for earlier, later in pairwise(chain))


def sign_in(number):
    user = grant_role(
        username=f"r{number}",
        display_name="",
        password=PASSWORD,
        department=f"bisai-d{number}",
        role=Role.REPORTER,
        actor=None,
        initial=False,
    ).user
    client = Client()
    client.force_login(user)
    return client
