"""URLs of the fans' pages."""

from __future__ import annotations

from django.urls import path

from siyu.domains.fans.desk import finding

app_name = "fans"
urlpatterns = [
    path("find/", finding.find, name="find"),
]
