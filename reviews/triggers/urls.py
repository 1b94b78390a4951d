from django.urls import path

from reviews.triggers import reason_views, views

urlpatterns = [
    path("settings/calls/", reason_views.reasons, name="call_reasons"),
    path("settings/calls/add/", reason_views.add, name="add_call_reason"),
    path("settings/calls/usual/", reason_views.add_usual, name="add_usual_call_reasons"),
    path("settings/calls/<uuid:public_id>/end/", reason_views.end, name="end_call_reason"),
    path("reviews/needed/", views.needed, name="triggers"),
    path("children/<uuid:public_id>/reviews/needed/", views.raise_one, name="raise_trigger"),
    path("children/<uuid:public_id>/reviews/needed/<uuid:trigger_id>/", views.waive, name="waive_trigger"),
]
