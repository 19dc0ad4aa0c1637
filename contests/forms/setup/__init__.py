"""The parts of a contest as forms: each edits its part of the contest's values, the checks are those of the file."""
