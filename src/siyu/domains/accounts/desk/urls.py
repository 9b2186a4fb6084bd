"""URLs of the account's settings."""

from __future__ import annotations

from django.urls import path

from siyu.domains.accounts.desk import views

app_name = "accounts_desk"
urlpatterns = [
    path("", views.settings, name="settings"),
    path("staff/", views.staff, name="staff"),
    path("staff/<int:user_id>/role/", views.role, name="role"),
    path("staff/<int:user_id>/remove/", views.remove, name="remove"),
    path("staff/<int:user_id>/link/", views.link, name="link"),
    path("staff/restore/<str:token>/", views.restore, name="restore"),
    path("audit-log/", views.audit_log, name="audit_log"),
]
