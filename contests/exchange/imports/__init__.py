"""What is done with a file that was sent in, by what it holds: read, compare with what is there, store."""

from contests.enums import UploadKind
from contests.exchange.imports import events, problems, ratings
from contests.exchange.imports.kind import Kind

KINDS: dict[str, Kind] = {
    UploadKind.RATINGS: Kind(ratings.read, ratings.compare, ratings.store, ratings.count),
    UploadKind.EVENTS: Kind(events.read, events.compare, events.store, events.count),
    UploadKind.PROBLEMS: Kind(problems.read, problems.compare, problems.store, len),
}
