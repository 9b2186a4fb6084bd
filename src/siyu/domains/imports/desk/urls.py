"""URLs of the imports' pages."""

from __future__ import annotations

from django.urls import path

from siyu.domains.imports.desk import columns, confirming, job, listing, rejected, upload

app_name = "imports"
urlpatterns = [
    path("", listing.show, name="list"),
    path("new/", upload.page, name="new"),
    path("upload/", upload.receive, name="upload"),
    path("<int:job_id>/", job.show, name="job"),
    path("<int:job_id>/columns/", columns.page, name="columns"),
    path("<int:job_id>/preview/", confirming.page, name="preview"),
    path("<int:job_id>/counting/", confirming.counting, name="counting"),
    path("<int:job_id>/start/", confirming.start, name="start"),
    path("<int:job_id>/progress/", job.progress, name="progress"),
    path("<int:job_id>/cancel/", job.cancel, name="cancel"),
    path("<int:job_id>/reopen/", job.reopen, name="reopen"),
    path("<int:job_id>/rejected/", rejected.page, name="rejected"),
    path("<int:job_id>/rejected.csv", rejected.download, name="rejected_csv"),
]
