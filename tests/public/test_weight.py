"""A first visit to a board weighs little: slow phones read it too."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

FIRST_VISIT = 150_000


@pytest.fixture
def weigh(client):
    """Return a function that returns the compressed bytes of an address and the names of the files that come along."""

    def weighed(address):
        page = client.get(address)
        found = re.findall(r'(?:href|src)="/static/([^"]+)"', page.content.decode())
        files = [Path(finders.find(name)).read_bytes() for name in found]
        return sum(len(gzip.compress(body)) for body in [page.content, *files]), found

    return weighed


def test_first_visit_weighs_at_most_150_kilobytes(weigh, db):
    call_command("load_presets", "--sample", verbosity=0)
    for address in ("/", "/contests/benpao/", "/contests/benpao/?text=1"):
        weight, files = weigh(address)
        assert weight <= FIRST_VISIT, address
        assert not any("echarts" in name for name in files), address
