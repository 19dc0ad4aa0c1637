from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.rank import Place, rank

codes = st.text("abcdefgh", min_size=1, max_size=3)
scores = st.dictionaries(codes, st.decimals("0", "100", places=2), min_size=1, max_size=20)
chains = st.dictionaries(codes, st.tuples(st.integers(0, 3).map(Decimal), st.integers(0, 3).map(Decimal)), min_size=1)


@given(scores)
def test_rank_counts_entrants_strictly_above(scores):
    places = rank({code: (score,) for code, score in scores.items()}, (True,))
    for code, place in places.items():
        assert place.rank == 1 + sum(other > scores[code] for other in scores.values())
        assert place.tied == (sum(other == scores[code] for other in scores.values()) > 1)


@given(scores)
def test_rank_upwards_counts_entrants_strictly_below(scores):
    places = rank({code: (score,) for code, score in scores.items()}, (False,))
    for code, place in places.items():
        assert place.rank == 1 + sum(other < scores[code] for other in scores.values())


@given(chains)
def test_second_key_decides_only_where_the_first_is_equal(keys):
    places = rank(keys, (True, False))
    for code, place in places.items():
        first, second = keys[code]
        above = sum(a > first or (a == first and b < second) for a, b in keys.values())
        assert place.rank == 1 + above


@given(chains, st.randoms(use_true_random=False))
def test_rank_does_not_depend_on_the_order_of_entry(keys, chance):
    shuffled = list(keys.items())
    chance.shuffle(shuffled)
    assert rank(dict(shuffled), (True, True)) == rank(keys, (True, True))


def test_shared_rank_leaves_a_gap():
    keys = {code: (Decimal(score),) for code, score in {"a": 9, "b": 8, "c": 8, "d": 7}.items()}
    assert rank(keys, (True,)) == {"a": Place(1, False), "b": Place(2, True), "c": Place(2, True), "d": Place(4, False)}


def test_missing_key_comes_after_every_value():
    assert rank({"a": (None,), "b": (Decimal(-5),)}, (True,))["a"].rank == 2
