"""URLs of groups on the member side."""

from __future__ import annotations

from django.urls import path

from siyu.domains.groups.web import entering, inside, leading, tab

app_name = "groups"
urlpatterns = [
    path("groups/", tab.mine, name="mine"),
    path("g/<str:group>/", entering.group, name="group"),
    path("g/<str:group>/join/", entering.join, name="join"),
    path("g/<str:group>/accept/", entering.accept, name="accept"),
    path("g/<str:group>/withdraw/", entering.withdraw, name="withdraw"),
    path("g/<str:group>/leave/", entering.leave, name="leave"),
    path("g/<str:group>/about/", inside.about, name="about"),
    path("g/<str:group>/members/", inside.members, name="members"),
    path("g/<str:group>/members/<str:uid>/", leading.act, name="act"),
    path("g/<str:group>/announcement/", inside.announcement, name="announcement"),
    path("g/<str:group>/tasks/", inside.tasks, name="tasks"),
    path("g/<str:group>/tasks/<int:task>/done/", inside.task_done, name="task_done"),
    path("g/<str:group>/nickname/", inside.nickname, name="nickname"),
    path("g/<str:group>/requests/", leading.requests, name="requests"),
    path("g/<str:group>/invite/", leading.invite, name="invite"),
    path("g/<str:group>/invite/<str:token>.svg", leading.qr, name="qr"),
    path("g/<str:group>/dissolve/", leading.dissolve, name="dissolve"),
]
