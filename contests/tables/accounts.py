"""Accounts as tables: who keeps them, and who gives them roles."""

from collections.abc import Collection
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string


class AccountCells(tables.Table):
    """Name, account, department, roles; each name leads to the account's own page."""

    display_name = tables.Column(verbose_name="姓名", order_by=("display_name", "username"), empty_values=())
    username = tables.Column(verbose_name="用户名")
    department = tables.Column(verbose_name="所在单位", order_by="department__path", default="—")
    roles = tables.Column(verbose_name="角色", accessor="memberships", orderable=False, empty_values=())

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "table card-table office-roomy"}
        order_by_field = "sort"
        empty_text = "没有符合条件的账号"

    def __init__(self, *args: Any, page: str, locked: Collection[str] = (), **kwargs: Any) -> None:
        """Keep the address of the accounts' own pages, and the names that are locked out."""
        super().__init__(*args, **kwargs)
        self.address = page
        self.locked = locked

    def render_display_name(self, record: Any) -> str:
        """Return the name as a link."""
        return render_to_string("accounts/_name.html", {"account": record, "address": self.address})

    def render_roles(self, record: Any) -> str:
        """Return the roles, one a line."""
        return render_to_string("accounts/_roles.html", {"roles": record.memberships.all()})


class AccountTable(AccountCells):
    """With the state of each account."""

    state = tables.Column(verbose_name="状态", orderable=False, empty_values=())

    class Meta(AccountCells.Meta):
        pass

    def render_state(self, record: Any) -> str:
        """Return the state in words."""
        locked = record.username in self.locked
        return render_to_string("accounts/_state.html", {"account": record, "locked": locked})


class RightsTable(AccountCells):
    """Without more."""

    class Meta(AccountCells.Meta):
        pass
