"""Addresses of reports, of what was decided, and of the convention."""

from __future__ import annotations

from django.urls import path

from siyu.domains.moderation.web import convention, mine, reporting

urlpatterns = [
    path("report/<str:kind>/<str:target>/", reporting.report, name="report"),
    path("my/reports/", mine.reports, name="my_reports"),
    path("my/penalties/", mine.penalties, name="my_penalties"),
    path("convention/", convention.show, name="convention"),
    path("convention/<int:number>/", convention.show, name="convention_edition"),
]
