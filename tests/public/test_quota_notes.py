"""The board says why nobody has a grade that goes by a quota."""

import pytest

GRADES = [{"name": "优秀", "at_least": 150, "quota": 30}, {"name": "一般"}]


@pytest.fixture
def board(client, office):
    def open_board(grades=GRADES, **more):
        contest = office.open(grades=grades, **more)
        office.enter(contest, "2022-07", {"u1": 90, "u2": 80})
        office.release(contest, "2022-07")
        return client.get("/contests/bairi/").content.decode()

    return open_board


def test_quota_of_too_few_units_is_told_with_its_rule(board):
    page = board()
    line = "“优秀”本期无人评上：须不低于 150；名额为有名次的 2 个单位的 30%，舍去尾数，名额边界上并列都不算。"
    assert line in page


def test_quota_that_let_somebody_in_tells_nothing(board):
    assert "本期无人评上" not in board(quota={"rounding": "up", "ties": "out"})


def test_grade_without_a_quota_tells_nothing(board):
    assert "本期无人评上" not in board([{"name": "优秀", "at_least": 190}, {"name": "一般"}])
