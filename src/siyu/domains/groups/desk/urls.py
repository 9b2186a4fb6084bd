"""URLs of the console's pages of groups."""

from __future__ import annotations

from django.urls import path

from siyu.domains.groups.desk import starting, views

app_name = "groups_desk"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("starting/", starting.starting, name="starting"),
    path("<str:group>/", views.group, name="group"),
    path("<str:group>/edit/", views.edit, name="edit"),
    path("<str:group>/members/", views.members, name="members"),
    path("<str:group>/members/<str:uid>/", views.act, name="act"),
    path("<str:group>/invite/", views.inviting, name="invite"),
    path("<str:group>/announce/", views.announcing, name="announce"),
    path("<str:group>/dissolve/", views.dissolve, name="dissolve"),
    path("<str:group>/restore/", views.restore, name="restore"),
    path("<str:group>/export/", views.export, name="export"),
]
