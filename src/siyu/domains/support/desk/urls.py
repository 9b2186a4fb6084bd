"""URLs of the shared inbox."""

from __future__ import annotations

from django.urls import path

from siyu.domains.support.desk import acting, replies, views

app_name = "support_desk"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("list/", views.rows, name="rows"),
    path("replies/", replies.listing, name="replies"),
    path("replies/<str:reply>/drop/", replies.drop, name="drop_reply"),
    path("replies/<str:reply>/restore/", replies.restore, name="restore_reply"),
    path("settings/", views.tuning, name="tuning"),
    path("<str:conversation>/", views.thread, name="thread"),
    path("<str:conversation>/beside/", views.aside, name="aside"),
    path("<str:conversation>/assign/", acting.assign, name="assign"),
    path("<str:conversation>/close/", acting.close, name="close"),
    path("<str:conversation>/reopen/", acting.reopen, name="reopen"),
    path("<str:conversation>/note/", acting.note, name="note"),
    path("<str:conversation>/tag/", acting.tag, name="tag"),
    path("<str:conversation>/looking/", acting.looking, name="looking"),
    path("<str:conversation>/replies/", replies.fitting, name="fitting"),
]
