"""reset_account USERNAME: a new initial password, and whatever else keeps a person out, at the console."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from contests.management.commands._base import ScoreboardCommand
from contests.models import User
from contests.services.accounts import (
    make_initial_password,
    reset_password,
    reset_second_step,
    switch_account,
    unlock_account,
)


class Command(ScoreboardCommand):
    """Let a person in again: the only way for an administrator's account."""

    help = "重置账号（管理员账号只能这样重置）：解除锁定、启用，生成初始密码；--code 同时重置动态码，--off 停用"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the account."""
        parser.add_argument("username")
        parser.add_argument("--code", action="store_true", help="同时重置动态码")
        parser.add_argument("--off", action="store_true", help="只停用该账号")

    def run(self, **options: Any) -> None:
        """Reset or switch off. Raises CommandError for an account that is not there."""
        account = User.objects.filter(username=options["username"]).first()
        if account is None:
            raise CommandError(f"没有用户名为 {options['username']} 的账号")
        if options["off"]:
            switch_account(account=account, active=False, actor=None)
            self.say(f"{account.username} 已停用")
            return
        password = make_initial_password()
        with transaction.atomic():
            unlock_account(account=account, actor=None)
            if not account.is_active:
                switch_account(account=account, active=True, actor=None)
            if options["code"]:
                reset_second_step(account=account, actor=None)
            reset_password(account=account, password=password, actor=None)
        self.say(f"{account.username} / {password}")
        self.say("初始密码只显示这一次，首次登录须修改。")
