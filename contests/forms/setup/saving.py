"""What every change of a contest carries: the state that it was made from, and the day from which new rules hold."""

from datetime import date
from typing import Any

from django import forms

from contests.forms.holidays import day_field


class SaveForm(forms.Form):
    """`basis` is the digest of the contest as it was shown; the day is asked for once the rules were used."""

    basis = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, data: Any = None, *, basis: str, used: bool, first: date | None) -> None:
        """Ask for the day where the contest is in use."""
        super().__init__(data)
        self.initial["basis"] = basis
        if used:
            self.fields["rules_from"] = day_field("规则有改动的，自何日起", required=False)
            self.initial["rules_from"] = first

    @property
    def asks(self) -> bool:
        """Return whether the day is asked for."""
        return "rules_from" in self.fields

    def first_day(self) -> date | None:
        """Return the day that was given; says what is missing where none was, for rules that were changed."""
        day: date | None = self.cleaned_data.get("rules_from")
        if self.asks and day is None and not self.has_error("rules_from"):
            self.add_error("rules_from", "规则有改动：请写明新规则自何日起，此前各期仍按原规则")
        return day
