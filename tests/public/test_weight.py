"""A first visit to a board weighs little: slow phones read it too."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

FIRST_VISIT = 150_000


@pytest.mark.parametrize("address", ["/", "/contests/benpao/", "/contests/benpao/?text=1"])
def test_first_visit_weighs_at_most_150_kilobytes(client, db, address):
    call_command("load_presets", "--sample", verbosity=0)
    page = client.get(address)
    found = re.findall(r'(?:href|src)="/static/([^"]+)"', page.content.decode())
    files = [Path(finders.find(name)).read_bytes() for name in found]
    assert not any("echarts" in name for name in found)
    assert sum(len(gzip.compress(body)) for body in [page.content, *files]) <= FIRST_VISIT
