from django.urls import path

from reviews.feedback import views

urlpatterns = [
    path("settings/feedback/", views.scale, name="feedback_scale"),
    path("reviews/<uuid:public_id>/feedback/", views.feedback, name="feedback"),
]
