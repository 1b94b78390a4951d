"""Addresses of children and of imports."""

from django.urls import URLPattern, URLResolver, include, path

from children.care import views as care_views
from children.child import across_views, list_views
from children.child import views as child_views
from children.merging import views as merging_views
from children.needs import views as needs_views
from children.people import hand_over_views, many_views, stand_in_views
from children.people import views as people_views
from children.restriction import names_views
from children.restriction import views as access_views
from children.sampling import views as sampling_views

app_name = "children"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("children.feed.urls")),
    path("", include("children.imports.urls")),
    path("", include("children.contacts.urls")),
    path("", include("children.notifications.urls")),
    path("", include("children.packs.urls")),
    path("", include("children.workers.urls")),
    path("", include("children.retention.urls")),
    path("children/", list_views.child_list, name="list"),
    path("children/allocate/", many_views.allocate_many, name="allocate_many"),
    path("children/add/", care_views.add, name="add"),
    path("children/councils/", across_views.across, name="across"),
    path("children/councils/<uuid:public_id>/", across_views.open_across, name="open_across"),
    path("children/sample/", sampling_views.draw, name="draw"),
    path("children/sample/<int:drawn>/", sampling_views.sample, name="sample"),
    path("children/sample/<int:drawn>/file/", sampling_views.sample_file, name="sample_file"),
    path("children/open/", list_views.find, name="find"),
    path("children/hand-over/<uuid:public_id>/", hand_over_views.hand_over, name="hand_over"),
    path("children/<uuid:public_id>/", child_views.child_page, name="child"),
    path("children/<uuid:public_id>/details/", child_views.details, name="details"),
    path("children/<uuid:public_id>/details/merge/", merging_views.merge, name="merge"),
    path("children/merges/<uuid:public_id>/undo/", merging_views.undo, name="undo_merge"),
    path("children/<uuid:public_id>/details/correct/", care_views.correct, name="correct"),
    path("children/<uuid:public_id>/details/move/", care_views.move, name="move"),
    path("children/<uuid:public_id>/details/legal-status/", care_views.legal_status, name="legal_status"),
    path("children/<uuid:public_id>/details/notified/", care_views.notified, name="notified"),
    path("children/<uuid:public_id>/details/again/", care_views.back_in_care, name="back_in_care"),
    path("children/<uuid:public_id>/details/start/", care_views.start, name="start_of_care"),
    path("children/<uuid:public_id>/details/end/", care_views.end_care, name="end_care"),
    path("children/<uuid:public_id>/details/needs/", needs_views.needs, name="needs"),
    path("children/<uuid:public_id>/details/place/", needs_views.place, name="place"),
    path("settings/providers/", needs_views.providers, name="providers"),
    path("children/<uuid:public_id>/registers/", child_views.registers, name="registers"),
    path("children/<uuid:public_id>/people/", people_views.people, name="people"),
    path("children/<uuid:public_id>/people/iro/", people_views.allocate, name="allocate"),
    path("children/<uuid:public_id>/people/stand-in/", stand_in_views.name_stand_in, name="stand_in"),
    path(
        "children/<uuid:public_id>/people/stand-in/<int:stand_in>/end/",
        stand_in_views.end_stand_in,
        name="end_stand_in",
    ),
    path("children/<uuid:public_id>/people/social-worker/", people_views.social_worker, name="social_worker"),
    path("children/<uuid:public_id>/people/family/", people_views.link, name="link"),
    path("children/<uuid:public_id>/people/family/<int:link>/", people_views.unlink, name="unlink"),
    path("children/<uuid:public_id>/access/", child_views.access_log, name="access_log"),
    path("children/<uuid:public_id>/access/ask/", access_views.ask_for_access, name="ask_for_access"),
    path("children/<uuid:public_id>/access/restrict/", access_views.restrict, name="restrict"),
    path("children/<uuid:public_id>/access/open/", access_views.unrestrict, name="unrestrict"),
    path("children/<uuid:public_id>/access/name/", access_views.name_person, name="name_person"),
    path("children/<uuid:public_id>/access/named/<int:grant>/", access_views.take_off, name="take_off"),
    path("restricted-records/", names_views.names, name="names"),
    path("restricted-records/<int:grant>/", names_views.name, name="name"),
    path("restricted-records/<int:grant>/renew/", names_views.renew_name, name="renew_name"),
    path("restricted-records/<int:grant>/review/", names_views.review_name, name="review_name"),
    path("restricted-records/<int:grant>/end/", names_views.end_name, name="end_name"),
]
