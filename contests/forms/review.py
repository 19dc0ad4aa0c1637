"""The form of the review queue: which rows, as they were seen."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from contests.models import Finding, Rating

SEEN = re.compile("[0-9]{1,18}:[0-9]{1,9}")


# By others, or by the same person on the page before: who went back does not know which.
OVERTAKEN = "这一页打开之后，有的数据已处理过或已修改；这次未处理任何一条，请看过现在的再点"
OVERTAKEN_TICKED = "所选数据中有的已处理过或已修改；这次未处理任何一条，请看过现在的再勾选"

NO_EVENT = {"invalid_choice": "所选事项中有的已处理过；这次未处理任何一条，请看过现在的再勾选"}


class SeenField(forms.MultipleChoiceField):
    """Rows as `id:version`, any number of them; whether they are still so is for the service to say."""

    def validate(self, value: Any) -> None:
        """Refuse what is not two numbers."""
        if not all(SEEN.fullmatch(str(one)) for one in value):
            raise forms.ValidationError("页面内容有误，请刷新后重试")

    def clean(self, value: Any) -> list[tuple[int, int]]:
        """Return pairs of id and version."""
        return [(int(pk), int(version)) for pk, _, version in (text.partition(":") for text in super().clean(value))]


class ReviewForm(forms.Form):
    """What was ticked, or all that is usual, and what is done with it; returning and withdrawing need a note."""

    ACTIONS = (
        ("approve_usual", "无异常的全部审核通过"),
        ("approve", "审核通过"),
        ("sign_usual", "无异常的全部初审"),
        ("sign", "初审"),
        ("return", "退回"),
        ("withdraw", "撤销"),
    )

    action = forms.ChoiceField(choices=ACTIONS)
    ratings = SeenField(required=False)
    shown = SeenField(required=False)
    findings = forms.TypedMultipleChoiceField(required=False, coerce=int, error_messages=NO_EVENT)
    seen_findings = SeenField(required=False)
    adjustments = forms.TypedMultipleChoiceField(required=False, coerce=int, error_messages=NO_EVENT)
    note = forms.CharField(label="原因", max_length=200, required=False)

    def __init__(self, *args: Any, ratings: Sequence[Rating], events: Sequence[Any], **kwargs: Any) -> None:
        """Take the rows that the person may act on."""
        super().__init__(*args, **kwargs)
        self.current = {(rating.pk, rating.version) for rating in ratings}
        self.versions = {event.pk: event.version for event in events if isinstance(event, Finding)}
        for name, wanted in (("findings", True), ("adjustments", False)):
            ids = [event.pk for event in events if isinstance(event, Finding) is wanted]
            self.fields[name].choices = [(pk, pk) for pk in ids]  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        """Put in all that was shown as usual; require something ticked, and a note where one is needed."""
        cleaned = super().clean() or {}
        action, _, usual = cleaned.get("action", "").partition("_")
        if usual:
            cleaned |= {"action": action, "ratings": [*cleaned.get("ratings", []), *cleaned.get("shown", [])]}
        if not self.current.issuperset(cleaned.get("ratings", [])):
            raise forms.ValidationError(OVERTAKEN if usual else OVERTAKEN_TICKED)
        seen = dict(cleaned.get("seen_findings", []))
        cleaned["versions"] = {pk: seen.get(pk, 0) for pk in cleaned.get("findings", [])}
        if any(self.versions[pk] != version for pk, version in cleaned["versions"].items()):
            raise forms.ValidationError("所选事项中有的刚被修改；这次未处理任何一条，请看过现在的再勾选")
        if not any(cleaned.get(name) for name in ("ratings", "findings", "adjustments")) and not self.errors:
            raise forms.ValidationError("请先勾选要处理的数据或事项")
        if cleaned.get("action") in ("return", "withdraw") and not cleaned.get("note", "").strip():
            self.add_error("note", "退回或撤销须写明原因")
        return cleaned
