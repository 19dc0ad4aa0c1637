"""Who may enter what, as the readers of files ask it."""

from collections.abc import Callable

from contests.selectors.entry import EntryEntrant, EntryPeriod

# Says why a person may not enter this entrant in this period, None where they may.
Judge = Callable[[EntryPeriod, EntryEntrant], str | None]
