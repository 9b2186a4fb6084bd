"""URLs of the dashboards and the boss page, under the slug of an account."""

from __future__ import annotations

from django.urls import URLPattern, path

from siyu.domains.insights.desk import boss, catalogue, channels, overview, prediction, refunds, repurchase, rfm

app_name = "insights"
urlpatterns: list[URLPattern] = [
    path("data/", overview.show, name="overview"),
    path("data/repurchase/", repurchase.show, name="repurchase"),
    path("data/rfm/", rfm.show, name="rfm"),
    path("data/channels/", channels.show, name="channels"),
    path("data/refunds/", refunds.show, name="refunds"),
    path("data/prediction/", prediction.show, name="prediction"),
    path("data/prediction/run/", prediction.run, name="predict"),
    path("data/metrics/", catalogue.show, name="metrics"),
    path("data/metrics/<slug:metric>/", catalogue.one, name="metric"),
    path("boss/", boss.show, name="boss"),
    path("boss/report.pdf", boss.pdf, name="boss_pdf"),
]
