"""Every preset goes the whole way: import, review, computation, release, public board, verification."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from contests.models import Release

# One period of each, of every cadence that samples are there for.
PERIODS = [
    ("bairi", "2022-09"),
    ("benpao", "2020-W38"),
    ("benpao", "2020-09"),
    ("benpao", "2020-Q3"),
    ("pingliang", "2023-W21"),
    ("pingliang", "2023-05"),
    ("shuangbi", "2020-10"),
    ("tianyuan", "2018-05"),
    ("tianyuan", "2018-Q2"),
]


@pytest.mark.parametrize(("slug", "period"), PERIODS)
def test_released_board_shows_the_lists_and_is_verified(publish, client, tmp_path, slug, period):
    payload = publish(slug, period)
    response = client.get(reverse("contest", args=[slug]))
    page = response.content.decode()
    assert response.status_code == 200
    assert payload["contest"]["name"] in page
    assert "演示数据" in page
    names = {code: name for code, name, _ in payload["document"]["entrants"]}
    assert payload["entries"]
    assert [entry["entrant"] for entry in payload["entries"] if names[entry["entrant"]] not in page] == []
    said = io.StringIO()
    call_command("verify_release", stdout=said)
    assert f"{slug} 第1期：相符" in said.getvalue()
    bundle = tmp_path / "第1期.json"
    bundle.write_text(Release.objects.get().payload)
    call_command("verify_release", str(bundle), stdout=said)


@pytest.mark.parametrize(("slug", "period"), [("pingliang", "2023-05"), ("tianyuan", "2018-Q2")])
def test_what_decides_is_in_the_bundle(publish, tmp_path, slug, period):
    payload = publish(slug, period)
    entrant, problems = next((entrant, rows) for entrant, rows in payload["document"]["ledger"].items() if rows[-1][3])
    problems[-1][3] = None
    bundle = tmp_path / "改过.json"
    bundle.write_text(json.dumps(payload))
    with pytest.raises(CommandError, match=f"jindu {entrant}|qingdan {entrant}"):
        call_command("verify_release", str(bundle))
