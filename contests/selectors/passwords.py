"""What a password must be, beyond the rules that Django ships."""

import string

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from contests.models import User

KINDS = {
    "大写字母": string.ascii_uppercase,
    "小写字母": string.ascii_lowercase,
    "数字": string.digits,
    "符号": string.punctuation,
}


class LengthValidator(MinimumLengthValidator):
    """Django's rule, whose own sentence is not in Chinese."""

    def get_error_message(self) -> str:
        """Return what is wrong in a sentence."""
        return self.get_help_text()

    def get_help_text(self) -> str:
        """Return the rule in a sentence."""
        return f"密码至少 {self.min_length} 个字符。"


class KindsValidator:
    """A password has characters of so many of the four kinds."""

    def __init__(self, at_least: int) -> None:
        """Keep how many."""
        self.at_least = at_least

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password of too few kinds."""
        if sum(any(sign in kind for sign in password) for kind in KINDS.values()) < self.at_least:
            raise ValidationError(self.get_help_text(), code="password_too_few_kinds")

    def get_help_text(self) -> str:
        """Return the rule in a sentence."""
        return f"密码须包含{'、'.join(KINDS)}中的至少 {self.at_least} 种。"


class EarlierValidator:
    """A password is neither the one that the account has nor one of those kept from before."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password that the account had lately."""
        if user is None or user.pk is None:
            return
        # Read anew: a form may have put the new password on the user already.
        hashes = [*User.objects.filter(pk=user.pk).values_list("password", flat=True)]
        hashes += user.earlier_passwords.values_list("password", flat=True)
        if any(check_password(password, one) for one in hashes):
            raise ValidationError(self.get_help_text(), code="password_used_lately")

    def get_help_text(self) -> str:
        """Return the rule in a sentence."""
        return "密码不能与最近 5 次用过的相同。"
