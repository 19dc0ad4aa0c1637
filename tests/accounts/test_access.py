"""Each address, asked for by each role, about an account of one's own park and of a sibling's."""

import pytest
from django.urls import reverse

ROLES = ("reporter", "reviewer", "unit", "assessor", "office", "leader", "lingdao", "auditor", "system", "security")
KEPT = {
    "list": ("GET", "accounts:list", 200),
    "new": ("GET", "accounts:new", 200),
    "account": ("GET", "accounts:account", 200),
    "reset": ("POST", "accounts:reset", 200),
    "switch": ("POST", "accounts:switch", 302),
    "unlock": ("POST", "accounts:unlock", 302),
    "reset-code": ("POST", "accounts:reset-code", 302),
}
GIVEN = {
    "rights": ("GET", "accounts:rights", 200),
    "person": ("GET", "accounts:person", 200),
}
READ = {"log": ("GET", "audit:log", 200), "export": ("POST", "audit:export", 200)}
OWN = {
    "own": ("GET", "accounts:own", 200),
    "password": ("GET", "accounts:password", 200),
    "second-step": ("GET", "accounts:second-step", 200),
    "begin-second-step": ("POST", "accounts:begin-second-step", 302),
    "code": ("GET", "accounts:code", 302),
}
ABOUT_ONE = ("account", "reset", "switch", "unlock", "reset-code", "person")
ONES = {"system": KEPT, "security": GIVEN, "auditor": READ}
PAGES = KEPT | GIVEN | READ | OWN


def ask(client, page, account):
    method, name, status = PAGES[page]
    address = reverse(name, args=[account.pk] if page in ABOUT_ONE else [])
    data = {"active": "0"} if page == "switch" else {}
    return client.generic(method, address, "active=0" if data else "", "application/x-www-form-urlencoded"), status


@pytest.mark.parametrize("page", PAGES)
def test_page_about_one_s_own_park(as_, clerk, page):
    expected, found = {}, {}
    for role in ROLES:
        response, status = ask(as_(role), page, clerk)
        expected[role] = status if page in OWN or page in ONES.get(role, {}) else 404
        found[role] = response.status_code
    assert found == expected


@pytest.mark.parametrize(("role", "page"), [("security" if page == "person" else "system", page) for page in ABOUT_ONE])
def test_account_of_a_sibling_park_is_not_there(as_, stranger, role, page):
    assert ask(as_(role), page, stranger)[0].status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_page_without_signing_in_leads_to_the_sign_in(client, clerk, page):
    response, _ = ask(client, page, clerk)
    assert response.status_code == 302
    assert response["Location"].startswith("/login/")


@pytest.mark.parametrize("page", [page for page, (method, _, _) in PAGES.items() if method == "POST"])
def test_a_get_changes_nothing(as_, clerk, page):
    name = PAGES[page][1]
    address = reverse(name, args=[clerk.pk] if page in ABOUT_ONE else [])
    role = "auditor" if page in READ else "system"
    assert as_(role).get(address).status_code == 405


@pytest.mark.parametrize("role", ["auditor", "system", "security"])
@pytest.mark.parametrize(
    "address", ["/office/bisai/", "/office/bisai/2022-09/", "/entry/bisai/upload/", "/office/holidays/"]
)
def test_administrator_sees_no_business_page(as_, role, address):
    assert as_(role).get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "page"), [("system", "/accounts/"), ("security", "/accounts/rights/"), ("auditor", "/audit/")]
)
def test_administrator_s_sign_in_leads_to_their_own_page(client, everyone, role, page):
    from tests.accounts.conftest import sign_in

    assert sign_in(client, role)["Location"] == page
