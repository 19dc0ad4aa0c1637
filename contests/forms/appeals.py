"""The forms of appeals."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from contests.models import Entrant


class AppealForm(forms.Form):
    """What a unit contests, and on what grounds; whether it still may is for the service to say."""

    entrant = forms.ChoiceField(label="单位")
    scope = forms.ChoiceField(label="对哪一项")
    claim = forms.CharField(label="申诉内容（500 字以内）", max_length=500, widget=forms.Textarea({"rows": 5}))
    grounds = forms.CharField(label="依据材料（名称和文号）", max_length=120)

    def __init__(self, *args: Any, entrants: Sequence[Entrant], scopes: Mapping[str, str], **kwargs: Any) -> None:
        """Take the entrants that the person speaks for, and what of the issue can be contested."""
        super().__init__(*args, **kwargs)
        self.entrants = {entrant.code: entrant for entrant in entrants}
        for name, choices in (("entrant", [(one.code, one.name) for one in entrants]), ("scope", list(scopes.items()))):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def clean_entrant(self) -> Entrant:
        """Return the entrant."""
        return self.entrants[self.cleaned_data["entrant"]]


class WithdrawalForm(forms.Form):
    """Why an appeal is taken back; who must say so is for the service to know."""

    reason = forms.CharField(label="撤回理由", max_length=200, required=False)


class DecisionForm(forms.Form):
    """What is done with an appeal; a decision needs a note."""

    ACTIONS = (("accept", "受理"), ("uphold", "成立"), ("reject", "不成立"))

    action = forms.ChoiceField(choices=ACTIONS)
    note = forms.CharField(
        label="裁定意见（200 字以内）", max_length=200, required=False, widget=forms.Textarea({"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """Require a note for a decision."""
        cleaned = super().clean() or {}
        if cleaned.get("action") in ("uphold", "reject") and not cleaned.get("note", "").strip():
            self.add_error("note", "裁定须写明意见")
        return cleaned
