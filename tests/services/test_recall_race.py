"""Two of the leading group decide at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from contests.errors import NotReadyError
from contests.models import AuditEvent, RecallRequest, Release
from contests.services.recalls import decide_recall, request_recall
from tests.factories import NOW, WRONG_UNIT, make_contest, make_people, month, release


@pytest.mark.django_db(transaction=True)
def test_exactly_one_of_two_approvers_recalls_an_issue():
    contest = make_contest(entrants=2)
    people = make_people(contest)
    leaders = [people.leader, make_people(contest, prefix="other-").leader]
    released = release(month(contest, people), people)
    request = request_recall(release=released, requester=people.office, reason=WRONG_UNIT, now=NOW)
    start = threading.Barrier(2)

    def approve(leader):
        try:
            mine = RecallRequest.objects.select_related("release").get(pk=request.pk)
            start.wait(timeout=20)
            return decide_recall(request=mine, decider=leader, approved=True, note="", now=NOW).number
        except NotReadyError as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(approve, leaders), key=str)

    assert answers == [2, "这件撤回申请已由他人决定，请刷新后查看"]
    assert Release.objects.filter(corrects=released).count() == 1
    assert AuditEvent.objects.filter(action="recall.decided").count() == 1
