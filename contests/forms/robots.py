"""The form of a robot; address and secret are written and never shown again."""

from typing import Any

from django import forms

from contests.enums import NoticeKind, RobotKind
from contests.selectors.robot_addresses import Allowed, refusal


class RobotForm(forms.Form):
    """A robot to be set up, or one that is there: then an empty address or secret keeps the one it has."""

    name = forms.CharField(label="名称（如：竞赛工作群）", max_length=40)
    kind = forms.ChoiceField(label="平台", choices=RobotKind.choices)
    address = forms.CharField(
        label="Webhook 地址", max_length=400, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    )
    secret = forms.CharField(
        label="签名密钥（钉钉“加签”、飞书“签名校验”；没有可不填）",
        max_length=200,
        required=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    kinds = forms.MultipleChoiceField(
        label="转发哪些通知", choices=NoticeKind.choices, widget=forms.CheckboxSelectMultiple
    )
    is_on = forms.BooleanField(label="启用", required=False, initial=True)

    def __init__(self, *args: Any, allowed: Allowed, exists: bool = False, **kwargs: Any) -> None:
        """Take what addresses the installation allows."""
        super().__init__(*args, **kwargs)
        self.allowed = allowed
        if exists:
            for name in ("address", "secret"):
                self.fields[name].required = False
                self.fields[name].label = f"{self.fields[name].label}，不改则留空"

    def clean(self) -> dict[str, Any]:
        """Refuse an address where no robot of the platform speaks."""
        cleaned = super().clean() or {}
        kind, address = cleaned.get("kind"), cleaned.get("address")
        if kind and address and (why_not := refusal(kind, address, self.allowed)):
            self.add_error("address", why_not)
        return cleaned
