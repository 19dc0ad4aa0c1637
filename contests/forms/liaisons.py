"""The forms of linked leaders, and the search of their list."""

from collections.abc import Sequence
from typing import Any

from django import forms

from contests.models import Liaison
from contests.selectors.liaisons import Target, TargetLine, wording_of
from contests.services.liaisons import OVERTAKEN

SHOWN = {"": "全部", "none": "未联系", "linked": "已联系"}
GONE = "所选的账号不能联系这个部门或项目，请刷新后再选"
MOST = 200


def _day(label: str, **options: Any) -> forms.DateField:
    messages = {"required": "请填写日期", "invalid": "日期应写作 2022-09-01"}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=messages, **options)


def _person() -> forms.TypedChoiceField:
    messages = {"required": "请选择联系领导", "invalid_choice": GONE}
    return forms.TypedChoiceField(label="联系领导", coerce=int, error_messages=messages)


def _reason(label: str) -> forms.CharField:
    messages = {"required": "请写明原因", "max_length": f"原因最长 {MOST} 字"}
    return forms.CharField(label=label, max_length=MOST, error_messages=messages)


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class LiaisonFilter(forms.Form):
    """Which lines of the list are shown; what is no choice of it is as good as none."""

    q = forms.CharField(label="单位、项目或领导", required=False)
    contest = forms.ChoiceField(label="竞赛", required=False)
    show = forms.ChoiceField(label="联系情况", choices=list(SHOWN.items()), required=False)

    def __init__(self, *args: Any, targets: Sequence[Target], **kwargs: Any) -> None:
        """Offer the contests in which the targets compete."""
        super().__init__(*args, **kwargs)
        names = {slug: name for target in targets for slug, name in target.contests.items()}
        _offer(self, "contest", [("", "全部"), *names.items()])

    def chosen(self, lines: Sequence[TargetLine]) -> list[TargetLine]:
        """Return the lines that were asked for."""
        self.is_valid()
        text, contest, show = (self.cleaned_data.get(name, "") for name in ("q", "contest", "show"))
        found = [line for line in lines if line.matches(text, contest)]
        return [line for line in found if not show or bool(line.now) == (show == "linked")]


class LiaisonForm(forms.Form):
    """Who is linked to which departments and projects, from when."""

    person = _person()
    starts_on = _day("自何日起")
    targets = forms.MultipleChoiceField(
        label="部门和项目",
        error_messages={
            "required": "请在下表中至少勾选一个部门或项目",
            "invalid_choice": "所选的部门或项目已不在名单中",
        },
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], targets: Sequence[Target], **kwargs: Any) -> None:
        """Take who and what may be chosen."""
        super().__init__(*args, **kwargs)
        _offer(self, "person", [("", "请选择"), *people])
        _offer(self, "targets", [(target.key, target.name) for target in targets])


class EndForm(forms.Form):
    """The last day of a liaison."""

    ends_on = _day("至何日止")


class SeenForm(forms.Form):
    """Changes a liaison as the person saw it (`seen`), and not what was written over that since."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, liaison: Liaison, **kwargs: Any) -> None:
        """Take the liaison as it is now."""
        super().__init__(*args, **kwargs)
        self.wording = wording_of(liaison)

    def clean(self) -> dict[str, Any]:
        """Say beside all other faults that somebody changed it: the next page shows what it says now."""
        cleaned = super().clean() or {}
        if cleaned.get("seen") != self.wording:
            self.add_error(None, OVERTAKEN)
        return cleaned


class CorrectionForm(SeenForm):
    """What a liaison should have said, and why it did not."""

    person = _person()
    starts_on = _day("自何日起")
    ends_on = _day("至何日止（仍在联系的不填）", required=False)
    reason = _reason("更正原因")

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Take who may be chosen."""
        super().__init__(*args, **kwargs)
        _offer(self, "person", people)


class RemovalForm(SeenForm):
    """Why a liaison should never have been entered."""

    reason = _reason("删去原因")
