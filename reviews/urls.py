from django.urls import include, path

from reviews.cycle import views as cycle_views
from reviews.meeting import booking_views, late_views, not_there_views, series_views, step_views, views
from reviews.record import brief_views, check_views, finished_views
from reviews.record import views as record_views

app_name = "reviews"
urlpatterns = [
    path("settings/records/", cycle_views.reach, name="reach"),
    path("reviews/", views.review_list, name="list"),
    path("children/<uuid:public_id>/reviews/", views.child_reviews, name="child_reviews"),
    path("children/<uuid:public_id>/reviews/book/", booking_views.book, name="book"),
    path("children/<uuid:public_id>/glance/", brief_views.brief, name="brief"),
    path("reviews/not-there/", not_there_views.not_there, name="not_there"),
    path("reviews/late/", late_views.late_reviews, name="late_reviews"),
    path("", include("reviews.diary.urls")),
    path("reviews/<uuid:public_id>/late/", late_views.explain, name="explain_delay"),
    path("reviews/<uuid:public_id>/late/ask/", late_views.ask_late, name="ask_late"),
    path("reviews/<uuid:public_id>/late/answer/", late_views.answer_late, name="answer_late"),
    path("reviews/<uuid:public_id>/", views.review_page, name="review"),
    path("reviews/<uuid:public_id>/booking/", booking_views.change_booking, name="change_booking"),
    path("reviews/<uuid:public_id>/cancel/", booking_views.cancel, name="cancel"),
    path("reviews/<uuid:public_id>/start/", step_views.start, name="start"),
    path("reviews/<uuid:public_id>/record/", record_views.record, name="record"),
    path("reviews/<uuid:public_id>/record/listed/", record_views.panel, name="record_panel"),
    path("reviews/<uuid:public_id>/record/<slug:key>/", record_views.section, name="section"),
    path("reviews/<uuid:public_id>/day/", step_views.change_day, name="change_day"),
    path("reviews/<uuid:public_id>/undo/", step_views.undo_start, name="undo_start"),
    path("reviews/<uuid:public_id>/adjourn/", step_views.adjourn, name="adjourn"),
    path("reviews/<uuid:public_id>/meetings/add/", series_views.add_meeting, name="add_meeting"),
    path("reviews/<uuid:public_id>/meetings/who/", series_views.who_came, name="who_came"),
    path("reviews/<uuid:public_id>/meetings/remove/", series_views.remove_meeting, name="remove_meeting"),
    path("reviews/<uuid:public_id>/continue/", step_views.reconvene, name="reconvene"),
    path("reviews/<uuid:public_id>/check/", check_views.check, name="check"),
    path("reviews/<uuid:public_id>/correct/", finished_views.correct, name="correct"),
    path("reviews/<uuid:public_id>/amend/<str:key>/", finished_views.amend, name="amend"),
    path("reviews/<uuid:public_id>/print/", views.printable, name="print"),
    path("", include("reviews.record.own.urls")),
    path("", include("reviews.joint.urls")),
    path("", include("reviews.feedback.urls")),
    path("", include("reviews.readiness.urls")),
    path("", include("reviews.inviting.urls")),
    path("", include("reviews.events.urls")),
    path("", include("reviews.letters.urls")),
    path("", include("reviews.auditing.urls")),
    path("", include("reviews.decisions.urls")),
    path("", include("reviews.monitoring.urls")),
    path("", include("reviews.triggers.urls")),
]
