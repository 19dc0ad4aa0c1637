"""What a leader sees: every contest they run or lead at a glance, what is wrong first, before release too.

All of it is for those who read everything of a contest (`Access.reads`), covert findings among it; a view hands in only
contests of that kind.
"""
