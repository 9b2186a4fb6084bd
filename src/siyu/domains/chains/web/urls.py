"""URLs of chains on the member side."""

from __future__ import annotations

from django.urls import path

from siyu.domains.chains.web import making, removing, running, taking

app_name = "chains"
urlpatterns = [
    path("", taking.listing, name="list"),
    path("new/", making.new, name="new"),
    path("<str:chain>/", taking.chain, name="chain"),
    path("<str:chain>/join/", taking.join, name="join"),
    path("<str:chain>/withdraw/", taking.withdraw, name="withdraw"),
    path("<str:chain>/again/", taking.again, name="again"),
    path("<str:chain>/edit/", making.edit, name="edit"),
    path("<str:chain>/move/<str:move>/", running.move, name="move"),
    path("<str:chain>/picked/<int:number>/<int:done>/", running.picked, name="picked"),
    path("<str:chain>/entries/<int:number>/remove/", removing.remove, name="remove"),
    path("<str:chain>/entries/<int:number>/restore/", removing.restore, name="restore"),
    path("<str:chain>/export/", running.export, name="export"),
]
