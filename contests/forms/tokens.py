"""The form of a key of another system."""

from collections.abc import Sequence
from typing import Any

from django import forms

LONGEST_DAYS = 365


class TokenForm(forms.Form):
    """A token to be made: for what, for which department, for how long."""

    name = forms.CharField(label="名称（如：项目管理系统）", max_length=40)
    department = forms.ChoiceField(label="以哪个单位的填报员填报")
    days = forms.IntegerField(label="有效期（天）", min_value=1, max_value=LONGEST_DAYS, initial=90)

    def __init__(self, *args: Any, departments: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Take the departments that may be chosen, as (code, name)."""
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(departments)
