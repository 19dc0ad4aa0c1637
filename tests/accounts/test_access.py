"""What no matrix of statuses says of the addresses of accounts, rights and the log."""

import pytest

from tests.accounts.conftest import sign_in


@pytest.mark.parametrize("action", ["reset", "switch", "unlock", "reset-code"])
def test_a_get_changes_nothing(as_, clerk, action):
    assert as_("system").get(f"/accounts/{clerk.pk}/{action}").url == f"/accounts/{clerk.pk}/"


def test_a_get_exports_nothing(as_):
    assert as_("auditor").get("/audit/export").url == "/audit/"


def test_account_is_switched_by_a_word_that_is_known(as_, clerk):
    assert as_("system").post(f"/accounts/{clerk.pk}/switch", {"active": "x"}).status_code == 404
    assert as_("system").post(f"/accounts/{clerk.pk}/switch", {"active": "0"}).status_code == 302
    clerk.refresh_from_db()
    assert not clerk.is_active


@pytest.mark.parametrize(
    ("role", "page"),
    [("system", "/accounts/"), ("security", "/accounts/rights/"), ("auditor", "/audit/"), ("office", "/office/")],
)
def test_sign_in_leads_to_one_s_own_page(client, everyone, role, page):
    assert sign_in(client, role)["Location"] == page
