"""URLs of the segments' pages; a segment stands under `of/`, so that no name collides with a page."""

from __future__ import annotations

from django.urls import path

from siyu.domains.segments.desk import building, listing, live, page, removal

app_name = "segments"
urlpatterns = [
    path("", listing.show, name="list"),
    path("new/", building.new, name="new"),
    path("save/", building.save, name="save"),
    path("live/", live.count, name="live"),
    path("why/", live.why, name="why"),
    path("restore/<int:segment_id>/", removal.restore, name="restore"),
    path("of/<str:segment>/", page.show, name="segment"),
    path("of/<str:segment>/edit/", building.edit, name="edit"),
    path("of/<str:segment>/trend/", page.trend, name="trend"),
    path("of/<str:segment>/moves/", page.moves, name="moves"),
    path("of/<str:segment>/members/", page.export, name="export"),
    path("of/<str:segment>/rename/", removal.rename, name="rename"),
    path("of/<str:segment>/delete/", removal.delete, name="delete"),
]
