from django.urls import path

from reviews.events import court_views, views

urlpatterns = [
    path("children/<uuid:public_id>/events/", views.events, name="events"),
    path("children/<uuid:public_id>/events/tell/", views.tell, name="tell_event"),
    path("children/<uuid:public_id>/proceedings/", court_views.record_proceedings, name="record_proceedings"),
    path("proceedings/<uuid:public_id>/", court_views.change_proceedings, name="change_proceedings"),
    path("events/<uuid:public_id>/answer/", views.answer, name="answer_event"),
    path("reviews/<uuid:public_id>/invitations/talk/", views.talk, name="review_talk"),
]
