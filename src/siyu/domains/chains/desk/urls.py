"""URLs of chains on the console."""

from __future__ import annotations

from django.urls import path

from siyu.domains.chains.desk import removing, views

app_name = "chains_desk"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("<str:chain>/", views.chain, name="chain"),
    path("<str:chain>/edit/", views.edit, name="edit"),
    path("<str:chain>/move/<str:move>/", views.move, name="move"),
    path("<str:chain>/picked/<int:number>/<int:done>/", views.picked, name="picked"),
    path("<str:chain>/entries/<int:number>/remove/", removing.remove, name="remove"),
    path("<str:chain>/entries/<int:number>/restore/", removing.restore, name="restore"),
    path("<str:chain>/export/", views.export, name="export"),
]
