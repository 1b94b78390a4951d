"""Addresses of disputes."""

from django.urls import path

from disputes.views import beside, concern, settings, steps, wider

app_name = "disputes"
urlpatterns = [
    path("children/<uuid:public_id>/concerns/", concern.child_concerns, name="child"),
    path("children/<uuid:public_id>/concerns/new/", concern.log, name="log"),
    path("children/<uuid:public_id>/partners/new/", wider.new_external, name="new_external"),
    path("disputes/", concern.board, name="board"),
    path("disputes/partners/", wider.external_list, name="external_list"),
    path("disputes/partners/<uuid:public_id>/", wider.external, name="external"),
    path("disputes/patterns/", wider.patterns, name="patterns"),
    path("disputes/systemic/new/", wider.new_systemic, name="new_systemic"),
    path("disputes/systemic/<uuid:public_id>/", wider.systemic, name="systemic"),
    path("disputes/<uuid:public_id>/", concern.concern, name="concern"),
    path("disputes/<uuid:public_id>/edit/", beside.edit, name="edit"),
    path("disputes/<uuid:public_id>/tell/", steps.inform, name="inform"),
    path("disputes/<uuid:public_id>/formal/", steps.formalise, name="formalise"),
    path("disputes/<uuid:public_id>/escalate/", steps.escalate, name="escalate"),
    path("disputes/<uuid:public_id>/answer/", steps.answer, name="answer"),
    path("disputes/<uuid:public_id>/actions/new/", steps.promise, name="promise"),
    path("disputes/<uuid:public_id>/actions/<uuid:action_id>/done/", steps.finish, name="finish"),
    path("disputes/<uuid:public_id>/notes/new/", beside.note, name="note"),
    path("disputes/<uuid:public_id>/child/", beside.child_view, name="child_view"),
    path("disputes/<uuid:public_id>/cafcass/new/", beside.refer, name="refer"),
    path("disputes/<uuid:public_id>/cafcass/result/", beside.hear, name="hear"),
    path("disputes/<uuid:public_id>/advice/new/", beside.advice, name="advice"),
    path("disputes/<uuid:public_id>/cover/", beside.cover, name="cover"),
    path("disputes/<uuid:public_id>/cover/<int:pk>/end/", beside.end_cover, name="end_cover"),
    path("disputes/<uuid:public_id>/close/", steps.close, name="close"),
    path("disputes/<uuid:public_id>/effect/", steps.effect, name="effect"),
    path("settings/disputes/", settings.process, name="process"),
    path("settings/disputes/new/", settings.new_process, name="new_process"),
    path("settings/disputes/themes/new/", settings.new_theme, name="new_theme"),
    path("settings/disputes/themes/<uuid:public_id>/end/", settings.end_theme, name="end_theme"),
]
