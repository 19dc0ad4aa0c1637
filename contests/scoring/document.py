"""The words that rules, inputs and results share."""

FORMAT = 2

# The scopes beside the codes of the dimensions: the score that is ranked, and all divisions together by score over
# full marks.
TOTAL = "total"
COMBINED = "combined"

# The cadences, the shortest first.
CADENCES = ("week", "month", "quarter", "year")
