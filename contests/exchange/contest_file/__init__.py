"""The contest file: one YAML document in, the same document out."""

from contests.exchange.contest_file.reading import read_contest_file
from contests.exchange.contest_file.validation import ContestError, check_contest
from contests.exchange.contest_file.writing import write_contest_file

__all__ = ["ContestError", "check_contest", "read_contest_file", "write_contest_file"]
