"""create_administrators DEPARTMENT: the three accounts that keep accounts, rights and the log of a new installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from contests.enums import Role
from contests.management.commands._base import ScoreboardCommand
from contests.models import User
from contests.services.accounts import grant_role, make_initial_password

NAMES = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDITOR}


class Command(ScoreboardCommand):
    """Make the three, each with an initial password that is printed once."""

    help = "新建系统、安全、审计三个管理员账号；初始密码只显示一次，首次登录须修改"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the department and, where others are wanted, the names."""
        parser.add_argument("department", help="单位代码；三人管理该单位及其下级")
        for option, role in NAMES.items():
            default = {"system": "sysadmin", "security": "secadmin", "audit": "auditor"}[option]
            parser.add_argument(f"--{option}", default=default, help=f"{role.label}的用户名，默认 {default}")

    def run(self, **options: Any) -> None:
        """Make all three or none. Raises CommandError for names that are taken."""
        names = [options[option] for option in NAMES]
        if len(set(names)) != len(names):
            raise CommandError("三个管理员须用三个不同的用户名")
        if taken := list(User.objects.filter(username__in=names).values_list("username", flat=True)):
            raise CommandError(f"用户名已有人使用：{'、'.join(taken)}；请用 --system、--security、--audit 另取")
        made = []
        with transaction.atomic():
            for option, role in NAMES.items():
                password = make_initial_password()
                grant_role(
                    username=options[option],
                    display_name=role.label,
                    password=password,
                    department=options["department"],
                    role=role,
                    actor=None,
                )
                made.append(f"{options[option]} / {password}  {role.label}")
        for line in made:
            self.say(line)
        self.say("以上初始密码只显示这一次，请分别交给三个人；首次登录须修改。")
