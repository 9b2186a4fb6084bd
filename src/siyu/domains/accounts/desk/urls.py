"""URLs of the account's settings."""

from __future__ import annotations

from django.urls import path

from siyu.domains.accounts.desk import certification, homepage, inviting, matrix, numbers, views

app_name = "accounts_desk"
urlpatterns = [
    path("", views.settings, name="settings"),
    path("numbers/<str:part>/", numbers.tuning, name="numbers"),
    path("staff/", views.staff, name="staff"),
    path("staff/<int:user_id>/role/", views.role, name="role"),
    path("staff/<int:user_id>/remove/", views.remove, name="remove"),
    path("staff/<int:user_id>/link/", views.link, name="link"),
    path("staff/restore/<str:token>/", views.restore, name="restore"),
    path("staff/invitations/", inviting.make, name="invite"),
    path("staff/invitations/<int:invitation>/withdraw/", inviting.withdraw, name="invitation_withdraw"),
    path("homepage/", homepage.show, name="homepage"),
    path("homepage/add/", homepage.add, name="homepage_add"),
    path("homepage/publish/", homepage.publish, name="homepage_publish"),
    path("homepage/undo/<str:token>/", homepage.undo, name="homepage_undo"),
    path("homepage/versions/<int:number>/restore/", homepage.restore, name="homepage_restore"),
    path("homepage/<str:block>/change/", homepage.change, name="homepage_change"),
    path("homepage/<str:block>/move/", homepage.move, name="homepage_move"),
    path("homepage/<str:block>/remove/", homepage.remove, name="homepage_remove"),
    path("certification/", certification.show, name="certification"),
    path("certification/documents/", certification.add, name="document_add"),
    path("certification/documents/<str:document>/", certification.document, name="document"),
    path("certification/documents/<str:document>/remove/", certification.remove, name="document_remove"),
    path("matrix/", matrix.show, name="matrix"),
    path("matrix/make/", matrix.make, name="matrix_make"),
    path("matrix/join/", matrix.join, name="matrix_join"),
    path("matrix/share/", matrix.share, name="matrix_share"),
    path("matrix/leave/", matrix.leave, name="matrix_leave"),
    path("audit-log/", views.audit_log, name="audit_log"),
]
