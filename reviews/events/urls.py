from django.urls import path

from reviews.events import court_views, note_views, views

urlpatterns = [
    path("children/<uuid:public_id>/events/", views.events, name="events"),
    path("children/<uuid:public_id>/events/tell/", views.tell, name="tell_event"),
    path("children/<uuid:public_id>/proceedings/", court_views.record_proceedings, name="record_proceedings"),
    path("proceedings/<uuid:public_id>/", court_views.change_proceedings, name="change_proceedings"),
    path("children/<uuid:public_id>/notes/", note_views.notes, name="notes"),
    path("children/<uuid:public_id>/notes/new/", note_views.new_note, name="new_note"),
    path("notes/<uuid:public_id>/strike/", note_views.strike, name="strike_note"),
    path("events/<uuid:public_id>/answer/", views.answer, name="answer_event"),
    path("reviews/<uuid:public_id>/invitations/talk/", views.talk, name="review_talk"),
]
