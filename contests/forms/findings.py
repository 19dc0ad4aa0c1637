"""The form of a finding, with all its faults at once; and the filter of their list."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django import forms

from contests.enums import AdjustmentKind, Colour, Decision, FindingSource, VetoEffect
from contests.forms.evidence import EvidenceForm
from contests.models import Finding, Period
from contests.scoring.document import TOTAL
from contests.selectors.entry import EntryGuide, EntryPeriod
from contests.selectors.naming import split_names
from contests.selectors.slips import slip
from contests.services.findings import OVERTAKEN, Draft

NO_POINTS = ("", "不加分也不扣分")
# Fields that a draft has under the same names.
DRAFTED = ("colour", "source", "fact", "document", "by_hand", "kind", "person", "person_basis")


class FindingForm(EvidenceForm):
    """A deed or fault of a unit: where, what, from where it is known, and what comes of it.

    The office has fields of its own (complainant, veto); covert findings are the office's and the assessors'.
    """

    entrant = forms.TypedChoiceField(label="单位", coerce=int)
    period = forms.ChoiceField(label="考评期")
    place = forms.ChoiceField(label="范围或指标")
    colour = forms.ChoiceField(
        label="红榜或黑榜", choices=Colour, widget=forms.RadioSelect, error_messages={"required": "请选择红榜或黑榜"}
    )
    source = forms.ChoiceField(label="来源", choices=FindingSource)
    fact = forms.CharField(
        label="事由（一句话，最多 120 字）",
        max_length=120,
        widget=forms.Textarea({"rows": 2, "maxlength": 120}),
        error_messages={"required": "请用一句话写明事由"},
    )
    document = forms.CharField(label="依据文件（加扣分必填）", max_length=120, required=False)
    person = forms.CharField(label="事由中写到的个人姓名（没有不填，多人用顿号隔开）", max_length=40, required=False)
    person_basis = forms.CharField(
        label="公开姓名的依据（仅限红榜，如表彰文件、本人同意书）", max_length=120, required=False
    )
    kind = forms.ChoiceField(label="加扣分", required=False)
    points = forms.DecimalField(
        label="分值（写正数）", required=False, max_digits=15, decimal_places=4, min_value=Decimal("0.0001")
    )
    sure = forms.BooleanField(label="分值无误，就是这么多", required=False)
    effect = forms.ChoiceField(label="否决效力", choices=[("", "—"), *VetoEffect.choices[1:]], required=False)
    by_hand = forms.BooleanField(label="直接上榜（不看得分，须有依据文件或佐证材料）", required=False)
    covert = forms.BooleanField(label="暗访：被查单位看不到", required=False)
    complainant_name = forms.CharField(label="举报人（只有竞赛办能看到）", max_length=40, required=False)
    complainant_contact = forms.CharField(label="举报人联系方式（只有竞赛办能看到）", max_length=100, required=False)
    version = forms.IntegerField(required=False)

    def __init__(
        self,
        *args: Any,
        guide: EntryGuide,
        places: Sequence[Any],
        entrants: Sequence[tuple[int, str]],
        periods: Sequence[tuple[str, str]],
        office: bool,
        covert: bool,
        changes: Finding | None,
        **kwargs: Any,
    ) -> None:
        """Offer what the person may propose, or change of a finding as it stands."""
        super().__init__(*args, **kwargs)
        self.guide, self.office, self.changes = guide, office, changes
        self.doubt = ""
        kinds = [choice for choice in AdjustmentKind.choices if office or choice[0] != AdjustmentKind.VETO]
        self._offer(entrant=entrants, period=periods, place=places, kind=[NO_POINTS, *kinds])
        if not office:
            for name in ("effect", "complainant_name", "complainant_contact"):
                del self.fields[name]
        if not covert:
            del self.fields["covert"]

    def _offer(self, **choices: Any) -> None:
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # fields of choices

    def clean(self) -> dict[str, Any]:
        """Judge what hangs together: place and period, kind, points, document and effect."""
        cleaned = super().clean() or {}
        if self.changes and cleaned.get("version") != self.changes.version:
            self.add_error(None, OVERTAKEN)
        period = self.guide.periods.get(cleaned.get("period", ""))
        place = cleaned.get("place", "")
        scope, _, criterion = place.partition(":")
        if period and place and not (scope in period.scopes.values() and (criterion or scope) in _codes(period)):
            self.add_error("place", "本期规则没有这个范围或指标")
        self._judge_person(cleaned)
        kind = cleaned.get("kind", "")
        if kind and not cleaned.get("document"):
            self.add_error("document", "加分、扣分和一票否决须写明依据文件")
        counted = kind in (AdjustmentKind.BONUS, AdjustmentKind.DEDUCTION)
        if counted and cleaned.get("points") is None and "points" not in self.errors:
            self.add_error("points", "请填写分值")
        self.doubt = slip(cleaned.get("points") or Decimal(0), period.most.get(scope)) if counted and period else ""
        if self.doubt and not cleaned.get("sure"):
            self.add_error("points", f"{self.doubt}；确实如此的，请勾选“{self.fields['sure'].label}”")
        if not counted and cleaned.get("points") is not None:
            self.add_error("points", "只有加分、扣分填分值")
        self._judge_effect(kind, cleaned.get("effect", ""), place)
        colours = {AdjustmentKind.BONUS: Colour.RED, AdjustmentKind.DEDUCTION: Colour.BLACK}
        if kind in colours and cleaned.get("colour") not in (None, colours[AdjustmentKind(kind)]):
            self.add_error("kind", "红榜事项可加分，黑榜事项可扣分")
        return cleaned

    def _judge_person(self, cleaned: dict[str, Any]) -> None:
        """Say at once what would stop the release: a name on the black list, one on the red list without a basis."""
        people, basis = split_names(cleaned.get("person", "")), cleaned.get("person_basis", "")
        if basis and not people:
            self.add_error("person", "写了公开的依据，请写明是谁的姓名")
        if people and cleaned.get("colour") == Colour.BLACK:
            self.add_error("person", "黑榜不公开个人姓名：事由请只写单位，此处不填")
        elif people and not basis:
            self.add_error("person_basis", "公开个人姓名须写明依据；没有依据的，事由请只写单位")
        absent = [name for name in people if name not in cleaned.get("fact", "")]
        if absent and "fact" in cleaned:
            self.add_error("person", f"事由中没有这个姓名：{'、'.join(absent)}")

    def _judge_effect(self, kind: str, effect: str, place: str) -> None:
        if not self.office:
            return
        if kind == AdjustmentKind.VETO and not effect:
            self.add_error("effect", "请选择一票否决的效力")
        elif kind != AdjustmentKind.VETO and effect:
            self.add_error("effect", "只有一票否决填效力")
        elif effect == VetoEffect.ZERO and place != TOTAL:
            self.add_error("effect", "总分计零的范围应为总分")

    @property
    def draft(self) -> Draft:
        """Return the finding of a valid form."""
        cleaned = self.cleaned_data
        period = self.guide.periods[cleaned["period"]]
        criterion = period.criteria.get(cleaned["place"].partition(":")[2])
        scope = cleaned["place"].partition(":")[0]
        points = cleaned["points"] or Decimal(0)
        who = (cleaned["complainant_name"], cleaned["complainant_contact"]) if self.office else None
        return Draft(
            period=period.pk,
            entrant=cleaned["entrant"],
            scope=scope,
            criterion=criterion.pk if criterion else None,
            points=-points if cleaned["kind"] == AdjustmentKind.DEDUCTION else points,
            effect=cleaned.get("effect", "") if cleaned["kind"] else "",
            covert=cleaned.get("covert", False),
            complainant=who,
            **{name: cleaned[name] for name in DRAFTED},
        )


def _codes(period: EntryPeriod) -> set[str]:
    """Return the scopes and criteria that the rules of a period have."""
    return {*period.scopes.values(), *period.criteria}


class FindingFilter(django_filters.FilterSet):
    """By period and by where they stand."""

    period = django_filters.ModelChoiceFilter(
        queryset=lambda request: Period.objects.filter(contest=request.contest).order_by("-ends_on"),
        label="考评期",
        empty_label="全部",
    )
    decision = django_filters.ChoiceFilter(choices=Decision.choices, label="审批", empty_label="全部")

    class Meta:
        model = Finding
        fields = ("period", "decision")
