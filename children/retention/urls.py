"""Addresses of the end of records, and of handing them out."""

from django.urls import path

from children.retention import bundle_views, views

urlpatterns = [
    path("records/", views.records, name="records"),
    path("records/children/<uuid:public_id>/", views.record_end, name="record_end"),
    path("records/children/<uuid:public_id>/hold/", views.place_hold, name="place_hold"),
    path("records/children/<uuid:public_id>/hold/lift/", views.lift_hold, name="lift_hold"),
    path("records/children/<uuid:public_id>/open/", views.open_record, name="open_record"),
    path("records/children/<uuid:public_id>/delete/", views.propose_erasure, name="propose_erasure"),
    path("records/children/<uuid:public_id>/everything/", bundle_views.bundle_child, name="bundle_child"),
    path("records/workers/<uuid:public_id>/everything/", bundle_views.bundle_worker, name="bundle_worker"),
    path("records/everything/<uuid:public_id>/", bundle_views.bundle, name="bundle"),
    path("records/deletions/<uuid:public_id>/", views.erasure, name="erasure"),
    path("records/deletions/<uuid:public_id>/answer/", views.answer_erasure, name="answer_erasure"),
]
