"""URLs of the members' way in."""

from __future__ import annotations

from django.urls import path

from siyu.domains.people.web import phone, views, wechat

urlpatterns = [
    path("", views.enter, name="enter"),
    path("code/", views.code, name="enter_code"),
    path("code/again/", views.again, name="enter_again"),
    path("phone/", phone.ask, name="phone"),
    path("phone/code/", phone.code, name="phone_code"),
    path("wechat/", wechat.start, name="enter_wechat"),
    path("wechat/back/", wechat.back, name="enter_wechat_back"),
    path("wechat/sandbox/", wechat.sandbox, name="enter_wechat_sandbox"),
    path("terms/", views.terms, name="terms"),
    path("privacy/", views.privacy, name="privacy"),
]
