"""URLs of the fans' pages."""

from __future__ import annotations

from django.urls import path

from siyu.domains.fans.desk import bulk, finding, listing, person, review, tiers

app_name = "fans"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("find/", finding.find, name="find"),
    path("export/", listing.export, name="export"),
    path("tag/", bulk.tag, name="tag"),
    path("tag/undo/<str:token>/", bulk.undo, name="undo_tag"),
    path("jobs/<str:key>/", listing.job, name="job"),
    path("views/", listing.keep_view, name="keep_view"),
    path("views/<int:view_id>/rename/", listing.rename, name="rename_view"),
    path("views/<int:view_id>/delete/", listing.drop_view, name="drop_view"),
    path("review/", review.queue, name="review"),
    path("review/<int:review_id>/", review.decide, name="decide"),
    path("review/<int:review_id>/undo/", review.undo, name="undo_review"),
    path("tiers/", tiers.tiers, name="tiers"),
    path("<int:person_id>/", person.show, name="person"),
    path("<int:person_id>/timeline/", person.timeline, name="timeline"),
    path("<int:person_id>/intimacy/", person.intimacy, name="intimacy"),
    path("<int:person_id>/remark/", person.remark, name="remark"),
    path("<int:person_id>/tags/", person.add_tag, name="add_tag"),
    path("<int:person_id>/tags/remove/", person.remove_tag, name="remove_tag"),
    path("merges/<int:merge_id>/undo/", person.undo_the_merge, name="undo_merge"),
]
