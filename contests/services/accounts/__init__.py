"""Accounts: people, their passwords, their second step, their roles, and who came and went."""

from contests.services.accounts.passwords import change_password, make_initial_password, reset_password
from contests.services.accounts.people import create_account, edit_account, switch_account, unlock_account
from contests.services.accounts.roles import give_role, grant_role, withdraw_role
from contests.services.accounts.second_step import (
    begin_second_step,
    check_code,
    confirm_second_step,
    needs_second_step,
    reset_second_step,
)
from contests.services.accounts.sign_in import note_failure, note_sign_in, note_sign_out

__all__ = [
    "begin_second_step",
    "change_password",
    "check_code",
    "confirm_second_step",
    "create_account",
    "edit_account",
    "give_role",
    "grant_role",
    "make_initial_password",
    "needs_second_step",
    "note_failure",
    "note_sign_in",
    "note_sign_out",
    "reset_password",
    "reset_second_step",
    "switch_account",
    "unlock_account",
    "withdraw_role",
]
