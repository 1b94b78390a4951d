from django.urls import path

from reviews.events import views

urlpatterns = [
    path("children/<uuid:public_id>/events/", views.events, name="events"),
    path("children/<uuid:public_id>/events/tell/", views.tell, name="tell_event"),
    path("events/<uuid:public_id>/answer/", views.answer, name="answer_event"),
    path("reviews/<uuid:public_id>/invitations/talk/", views.talk, name="review_talk"),
]
