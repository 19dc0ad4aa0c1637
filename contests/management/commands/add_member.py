"""add_member USERNAME DEPARTMENT ROLE: an account with a role in a department and all under it."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from contests.enums import Role
from contests.management.commands._base import ScoreboardCommand
from contests.models import User
from contests.services.accounts import grant_role


class Command(ScoreboardCommand):
    """Grant a role; a new account is given a password, asked for or read from standard input."""

    help = "授予角色；账号不存在时新建（从键盘或标准输入读取初始密码，首次登录须修改）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take account, department and role."""
        parser.add_argument("username")
        parser.add_argument("department", help="单位代码")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--name", default="", help="姓名")

    def run(self, **options: Any) -> None:
        """Grant the role."""
        password = None
        if not User.objects.filter(username=options["username"]).exists():
            password = getpass.getpass("密码：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
            try:
                validate_password(password, User(username=options["username"]))
            except ValidationError as error:
                raise CommandError("".join(error.messages)) from error
        membership = grant_role(
            username=options["username"],
            display_name=options["name"],
            password=password,
            department=options["department"],
            role=Role(options["role"]),
            actor=None,
        )
        self.say(f"已授予：{membership}")
