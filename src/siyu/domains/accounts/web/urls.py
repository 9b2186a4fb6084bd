"""Addresses of accounts on the member side."""

from __future__ import annotations

from django.urls import path

from siyu.domains.accounts.web import joining, opening

app_name = "accounts_web"
urlpatterns = [
    path("my/accounts/", opening.mine, name="mine"),
    path("my/accounts/open/", opening.open_one, name="open"),
    path("my/accounts/address/", opening.address, name="address"),
    path("work-with/<str:token>/", joining.show, name="join"),
]
