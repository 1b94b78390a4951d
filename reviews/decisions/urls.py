from django.urls import path

from reviews.decisions import answer_views, chase_views, views

urlpatterns = [
    path("decisions/", views.decision_list, name="decisions"),
    path("decisions/to-answer/", answer_views.to_answer, name="to_answer"),
    path("decisions/ask/", chase_views.ask_updates, name="ask_updates"),
    path("decisions/agree/", views.agree_several, name="agree_several"),
    path("decisions/answers/<uuid:public_id>/told/", answer_views.answer_told, name="answer_told"),
    path("decisions/<uuid:public_id>/", views.decision_page, name="decision"),
    path("decisions/<uuid:public_id>/answer/", views.answer, name="answer"),
    path("decisions/<uuid:public_id>/query/", views.comment, name="late_query"),
    path("decisions/<uuid:public_id>/respond/", views.respond, name="respond"),
    path("decisions/<uuid:public_id>/progress/", views.progress, name="progress"),
    path("decisions/<uuid:public_id>/close/", views.close, name="close_decision"),
]
