"""The engine against an independent, slow reference, on whole contests; and what must never change a result."""

import locale
from decimal import ROUND_CEILING, Context, Inexact, localcontext
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contests.scoring.evaluate import Result, evaluate
from tests.reference.changes import NEWCOMER, renamed, shuffled, with_others_changed
from tests.reference.result import result_of
from tests.reference.strategies import DIVISIONS, ENTRANTS, contests

# So many contests a test as the profile has examples.
EXAMPLES = settings().max_examples
whole = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
LOCALES = ("C", "C.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8", "hi_IN.UTF-8", "tr_TR.UTF-8", "zh_CN.UTF-8")
FOREIGN = Context(prec=3, rounding=ROUND_CEILING, capitals=0, traps=[Inexact])


def seen(result):
    """Return what the reference knows of a result."""
    return [
        (row.scope, row.entrant, None if row.score is None else Fraction(row.score), row.rank, row.tied, row.grade)
        for row in result.standings
    ], [
        (row.scope, row.division, row.colour, row.entrant, row.by_hand, row.streak, row.escalation)
        for row in result.entries
    ]


def without(result, *entrants):
    """Return the result of the others."""
    return Result(*([row for row in rows if row.entrant not in entrants] for rows in result))


def of_division(result, division):
    """Return the result of a division; all divisions meet in the combined list."""
    return Result(*([row for row in rows if row.division == division and row.scope != "combined"] for rows in result))


@settings(whole, max_examples=2 * EXAMPLES)
@given(contests())
def test_engine_agrees_with_the_reference(one):
    assert seen(evaluate(one)) == tuple(map(list, result_of(one)))


@settings(whole, max_examples=EXAMPLES // 2)
@given(contests(), st.randoms(use_true_random=True))
def test_order_of_rows_and_keys_changes_nothing(one, chance):
    expected, found = evaluate(one), evaluate(shuffled(one, chance))
    assert found.standings == expected.standings
    # Who is listed by hand without a rank is judged by a test of its own (test_engine_differs).
    assert sorted(found.entries) == sorted(expected.entries)


@settings(whole, max_examples=EXAMPLES // 2)
@given(contests(), st.permutations(["10", "9", *ENTRANTS[:6]]))
def test_codes_of_the_entrants_change_nothing(one, codes):
    names = dict(zip(ENTRANTS, codes, strict=True))
    expected = [[row._replace(entrant=names[row.entrant]) for row in rows] for rows in evaluate(one)]
    assert list(evaluate(renamed(one, names))) == expected


@settings(whole, max_examples=EXAMPLES // 2)
@given(contests())
def test_foreign_decimal_context_and_locale_change_nothing(one):
    expected = evaluate(one)
    with localcontext(FOREIGN):
        assert evaluate(one) == expected
    kept = locale.setlocale(locale.LC_ALL)
    try:
        for name in filter(is_available, LOCALES):
            locale.setlocale(locale.LC_ALL, name)
            assert evaluate(one) == expected
    finally:
        locale.setlocale(locale.LC_ALL, kept)


def is_available(name):
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    return True


@settings(whole, max_examples=EXAMPLES // 2)
@given(contests(), st.permutations(DIVISIONS))
def test_what_happens_in_one_division_changes_no_other(one, divisions):
    ours, theirs = divisions
    changed = with_others_changed(one, theirs)
    assert of_division(evaluate(changed), ours) == of_division(evaluate(one), ours)


@settings(whole, max_examples=EXAMPLES // 2)
@given(contests(), st.sampled_from(DIVISIONS))
def test_entrant_without_readings_changes_nobody(one, division):
    more = one | {"entrants": [*one["entrants"], [NEWCOMER, NEWCOMER, division]]}
    found = evaluate(more)
    assert without(found, NEWCOMER) == evaluate(one)
    assert {row.rank for row in found.standings if row.entrant == NEWCOMER} == {None}
