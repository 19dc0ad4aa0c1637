"""The screen in the hall names nobody, not even who may be named elsewhere."""

import pytest

from contests.selectors.public_view import without_names


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("王小明带队招商", "有关同志带队招商"),
        ("王小明同志带队招商", "有关同志带队招商"),
        ("王小明、欧阳建国同志主动服务企业", "有关同志主动服务企业"),
        ("办公室办节有力", "办公室办节有力"),
    ],
)
def test_screen_tells_the_deed_and_not_who_did_it(reason, shown):
    payload = {"named": ["王小明", "欧阳建国"], "entries": [{"reason": reason}]}
    assert without_names(payload)["entries"] == [{"reason": shown}]
