"""Addresses of disputes."""

from django.urls import path

from disputes.cafcass import views as cafcass
from disputes.concern import views as concern
from disputes.cover import views as cover
from disputes.liaison import views as liaison
from disputes.notes import views as notes
from disputes.partners import views as partners
from disputes.patterns import views as patterns
from disputes.process import views as process
from disputes.stages import views as stages

app_name = "disputes"
urlpatterns = [
    path("children/<uuid:public_id>/concerns/", concern.child_concerns, name="child"),
    path("children/<uuid:public_id>/concerns/new/", concern.log, name="log"),
    path("children/<uuid:public_id>/partners/new/", partners.new_external, name="new_external"),
    path("disputes/", concern.board, name="board"),
    path("disputes/partners/", partners.external_list, name="external_list"),
    path("disputes/partners/<uuid:public_id>/", partners.external, name="external"),
    path("disputes/cafcass/", liaison.meetings, name="cafcass_meetings"),
    path("disputes/cafcass/new/", liaison.new_meeting, name="new_cafcass_meeting"),
    path("disputes/cafcass/<uuid:public_id>/", liaison.meeting, name="cafcass_meeting"),
    path("disputes/patterns/", patterns.patterns, name="patterns"),
    path("disputes/systemic/new/", patterns.new_systemic, name="new_systemic"),
    path("disputes/systemic/<uuid:public_id>/", patterns.systemic, name="systemic"),
    path("disputes/<uuid:public_id>/", concern.concern, name="concern"),
    path("disputes/<uuid:public_id>/edit/", concern.edit, name="edit"),
    path("disputes/<uuid:public_id>/tell/", stages.inform, name="inform"),
    path("disputes/<uuid:public_id>/formal/", stages.formalise, name="formalise"),
    path("disputes/<uuid:public_id>/escalate/", stages.escalate, name="escalate"),
    path("disputes/<uuid:public_id>/answer/", stages.answer, name="answer"),
    path("disputes/<uuid:public_id>/actions/new/", stages.promise, name="promise"),
    path("disputes/<uuid:public_id>/actions/<uuid:action_id>/done/", stages.finish, name="finish"),
    path("disputes/<uuid:public_id>/notes/new/", notes.note, name="note"),
    path("disputes/<uuid:public_id>/child/", notes.child_view, name="child_view"),
    path("disputes/<uuid:public_id>/cafcass/new/", cafcass.refer, name="refer"),
    path("disputes/<uuid:public_id>/cafcass/result/", cafcass.record_result, name="hear"),
    path("disputes/<uuid:public_id>/advice/new/", notes.advice, name="advice"),
    path("disputes/<uuid:public_id>/cover/", cover.cover, name="cover"),
    path("disputes/<uuid:public_id>/cover/<int:pk>/end/", cover.end_cover, name="end_cover"),
    path("disputes/<uuid:public_id>/close/", concern.close, name="close"),
    path("disputes/<uuid:public_id>/effect/", concern.effect, name="effect"),
    path("settings/disputes/", process.process, name="process"),
    path("settings/disputes/new/", process.new_process, name="new_process"),
    path("settings/disputes/themes/new/", process.new_theme, name="new_theme"),
    path("settings/disputes/themes/<uuid:public_id>/end/", process.end_theme, name="end_theme"),
]
