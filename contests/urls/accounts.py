"""Addresses of accounts, rights and the log."""

from django.urls import path

from contests.views import accounts, audit, own_account, rights

# /accounts/
accounts_urls = [
    path("me/", own_account.own, name="own"),
    path("me/password/", own_account.password, name="password"),
    path("me/second-step/", own_account.second_step, name="second-step"),
    path("me/second-step/begin", own_account.begin, name="begin-second-step"),
    path("me/code/", own_account.code, name="code"),
    path("", accounts.listing, name="list"),
    path("new/", accounts.new, name="new"),
    path("<int:pk>/", accounts.account, name="account"),
    path("<int:pk>/reset", accounts.reset, name="reset"),
    path("<int:pk>/switch", accounts.switch, name="switch"),
    path("<int:pk>/unlock", accounts.unlock, name="unlock"),
    path("<int:pk>/reset-code", accounts.reset_code, name="reset-code"),
    path("rights/", rights.listing, name="rights"),
    path("rights/<int:pk>/", rights.person, name="person"),
    path("rights/<int:pk>/withdraw", rights.withdraw, name="withdraw"),
]

# /audit/
audit_urls = [
    path("", audit.log, name="log"),
    path("export", audit.export, name="export"),
]
