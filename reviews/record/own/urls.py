from django.urls import path

from reviews.record.own import views

urlpatterns = [
    path("settings/record/", views.version_list, name="record_versions"),
    path("settings/record/new/", views.start_draft, name="new_record_version"),
    path("settings/record/<uuid:public_id>/", views.version_page, name="record_version"),
    path("settings/record/<uuid:public_id>/preview/", views.preview, name="record_preview"),
    path("settings/record/<uuid:public_id>/publish/", views.publish, name="publish_record"),
    path("settings/record/<uuid:public_id>/drop/", views.discard, name="discard_record"),
    path("settings/record/<uuid:public_id>/questions/", views.add_question, name="add_record_question"),
    path(
        "settings/record/<uuid:public_id>/questions/<slug:key>/",
        views.edit_question,
        name="edit_record_question",
    ),
    path(
        "settings/record/<uuid:public_id>/questions/<slug:key>/move/",
        views.move_question,
        name="move_record_question",
    ),
    path(
        "settings/record/<uuid:public_id>/questions/<slug:key>/remove/",
        views.remove_question,
        name="remove_record_question",
    ),
    path(
        "settings/record/<uuid:public_id>/sections/<slug:key>/",
        views.edit_section,
        name="edit_record_section",
    ),
    path(
        "settings/record/<uuid:public_id>/sections/<slug:key>/move/",
        views.move_section,
        name="move_record_section",
    ),
]
