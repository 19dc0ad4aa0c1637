"""The form of an assessment team."""

from typing import Any

from django import forms

from contests.models import Contest, Criterion, Entrant, Team, User
from contests.selectors.teams import assessors_of, scored_criteria


class PersonField(forms.ModelMultipleChoiceField):
    """People, each with where they work."""

    def label_from_instance(self, user: Any) -> str:
        """Return name and department."""
        assert isinstance(user, User)
        return f"{user}（{user.department}）" if user.department else str(user)


class CriterionField(forms.ModelMultipleChoiceField):
    """Criteria, each with its dimension."""

    def label_from_instance(self, criterion: Any) -> str:
        """Return dimension and name."""
        assert isinstance(criterion, Criterion)
        return f"{criterion.parent}·{criterion}"


GONE = {"invalid_choice": "所选的已被他人删除", "invalid_pk_value": "请重新选择"}


class TeamForm(forms.Form):
    """A name, who is in it, which units it scores on which criteria."""

    name = forms.CharField(label="名称", max_length=40)
    members = PersonField(
        User.objects.none(),
        label="成员",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "至少选一名成员", **GONE},
    )
    entrants = forms.ModelMultipleChoiceField(
        Entrant.objects.none(),
        label="负责的参赛单位",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "至少选一个参赛单位", **GONE},
    )
    criteria = CriterionField(
        Criterion.objects.none(),
        label="负责的指标（都不选即全部）",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=GONE,
    )

    def __init__(self, data: Any = None, *, contest: Contest, team: Team | None) -> None:
        """Offer what is the contest's; tick what is the team's."""
        super().__init__(data)
        rows = {
            "members": assessors_of(contest),
            "entrants": contest.entrants.order_by("order"),
            "criteria": scored_criteria(contest),
        }
        for name, queryset in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = queryset
        if team is not None:
            self.initial["name"] = team.name
            self.initial.update({name: list(getattr(team, name).values_list("pk", flat=True)) for name in rows})
