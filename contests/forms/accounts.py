"""The forms of accounts and rights, and the filter of the list."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from contests.enums import Role
from contests.models import Department, Membership, User

STATES = {"active": "正常", "off": "已停用", "initial": "须改密码", "locked": "已锁定"}


class CodeForm(forms.Form):
    """The six digits of a telephone."""

    code = forms.CharField(
        label="动态码",
        validators=[RegexValidator(r"^[0-9]{6}\Z", "应为 6 位数字")],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 6}),
    )


class AccountForm(forms.Form):
    """Who an account belongs to; the departments are those of the administrator."""

    display_name = forms.CharField(label="姓名", max_length=40)
    department = forms.ModelChoiceField(Department.objects.none(), label="所在单位", empty_label="请选择")
    email = forms.EmailField(
        label="邮箱（可不填）", required=False, error_messages={"invalid": "应为邮箱地址，例如 name@example.cn"}
    )

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        """Offer the departments."""
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = departments


class NewAccountForm(AccountForm):
    """A new account; its name is for good."""

    username = forms.CharField(
        label="用户名",
        max_length=40,
        validators=[RegexValidator(r"^[a-z][a-z0-9_.-]*\Z", "应为小写字母开头的字母和数字")],
    )
    field_order = ["username", "display_name", "department", "email"]

    def clean_username(self) -> str:
        """Refuse a name that is taken."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError("这个用户名已有人使用")
        return username


class SwitchForm(forms.Form):
    """On or off."""

    active = forms.TypedChoiceField(choices=(("1", "启用"), ("0", "停用")), coerce=lambda value: value == "1")


class GrantForm(forms.Form):
    """A role in a department; the departments are those of the administrator."""

    role = forms.ChoiceField(label="角色", choices=Role)
    department = forms.ModelChoiceField(Department.objects.none(), label="单位（含下级）", empty_label="请选择")

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        """Offer the departments."""
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = departments


class WithdrawForm(forms.Form):
    """One of a person's roles."""

    membership = forms.ModelChoiceField(Membership.objects.none())

    def __init__(self, *args: Any, memberships: QuerySet[Membership], **kwargs: Any) -> None:
        """Offer the roles."""
        super().__init__(*args, **kwargs)
        field = self.fields["membership"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = memberships


class AccountFilter(FilterSet):
    """Search by name, department, role and state."""

    name = CharFilter(label="姓名或用户名", method="by_name")
    department = ModelChoiceFilter(
        label="单位", queryset=Department.objects.none(), method="by_department", empty_label="全部"
    )
    role = ChoiceFilter(label="角色", choices=Role.choices, method="by_role", empty_label="全部")
    state = ChoiceFilter(label="状态", choices=tuple(STATES.items()), method="by_state", empty_label="全部")

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, departments: QuerySet[Department], locked: set[str], **kwargs: Any) -> None:
        """Offer the departments; keep the names that are locked out."""
        super().__init__(*args, **kwargs)
        self.filters["department"].queryset = departments
        self.locked = locked

    def by_name(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Keep those whose name or account's name has the text."""
        return rows.filter(Q(display_name__icontains=value) | Q(username__icontains=value))

    def by_department(self, rows: QuerySet[User], name: str, value: Department) -> QuerySet[User]:
        """Keep those who work in the department or below it."""
        return rows.filter(department__path__startswith=value.path)

    def by_role(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Keep those who have the role somewhere."""
        return rows.filter(pk__in=Membership.objects.filter(role=value).values("user"))

    def by_state(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Keep those in the state."""
        conditions = {
            "active": Q(is_active=True),
            "off": Q(is_active=False),
            "initial": Q(must_change_password=True),
            "locked": Q(username__in=self.locked),
        }
        return rows.filter(conditions[value])
