"""Every address × every role × the rows that are one's own, another unit's and a sibling park's: each cell expected.

An address of the URLconf that has no line in `matrix.txt` fails, and so does a line without an address.
"""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase

from tests.access.addresses import names, parameters
from tests.access.world import ROLES, build

MATRIX = Path(__file__).with_name("matrix.txt")
# An address with this parameter is about a contest's rows; others are the same wherever one belongs.
ROWS = "slug"


def lines():
    """Yield (address, method, rows, expected status by role) of the matrix."""
    for line in MATRIX.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, method, rows, *statuses = line.split()
            yield name, method, rows, dict(zip(ROLES, map(int, statuses), strict=True))


def test_every_address_has_its_lines():
    found = {(name, rows) for name, _, rows, _ in lines()}
    expected = set()
    for name in names():
        takes_rows = any(ROWS in ways for ways in parameters(name))
        expected |= {(name, "own"), (name, "sibling")} if takes_rows else {(name, "-")}
    assert {pair for pair in found if pair[1] != "other"} == expected


def signed_in(person):
    """Return the cookies of somebody who is signed in, by their names."""
    client = Client()
    client.force_login(person)
    return {name: cookie.value for name, cookie in client.cookies.items()}


@pytest.mark.only_sqlite
class MatrixTest(TestCase):
    """All lines against one world, each request undone."""

    @classmethod
    def setUpTestData(cls):
        cls.world = build()
        # Signed in once each: to sign in takes as long as most requests.
        cls.cookies = {role: signed_in(person) for role, person in cls.world.people.items()}

    def test_matrix(self):
        wrong = []
        for name, method, rows, expected in lines():
            for role, status in expected.items():
                found = self.ask(role, method, self.world.address(name, rows))
                if found != status:
                    wrong.append(f"{name} {method} {rows} {role}: {found} instead of {status}")
        assert wrong == []

    def test_address_of_a_form_leads_to_its_page(self):
        """Whoever may send a form and goes back to its address, or reloads it, is on no empty page."""
        empty = set()
        for name, method, rows, expected in lines():
            if method == "POST" and rows in ("own", "-") and not name.startswith("api"):
                address = self.world.address(name, rows)
                sending = [role for role, status in expected.items() if role != "anonymous" and status != 404]
                empty |= {name for role in sending if self.ask(role, "GET", address, follow=True) != 200}
        # Cells are sent by a script, evidence has several pages, and who signed out is not on the address of it.
        assert empty == {"entry:cells", "evidence:remove", "logout"}

    def ask(self, role, method, address, follow=False):
        """Return the status that a person gets, and undo what the request did."""
        cache.clear()
        with transaction.atomic():
            client = Client()
            client.cookies.load({} if role == "anonymous" else self.cookies[role])
            response = client.get(address, follow=True) if follow else client.generic(method, address)
            # What is streamed lets go of its file once it was read.
            assert not response.streaming or b"".join(response.streaming_content)
            status = response.status_code
            transaction.set_rollback(True)
        return status
