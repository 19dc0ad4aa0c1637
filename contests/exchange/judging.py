"""Who may enter what, as the readers of files ask it."""

from collections.abc import Callable

from contests.selectors.entry import EntryCriterion, EntryEntrant, EntryPeriod

# Says why a person may not enter this entrant (in this criterion, None for an event) in this period; None if they may.
Judge = Callable[[EntryPeriod, EntryEntrant, EntryCriterion | None], str | None]
