from django.urls import path

from children.notifications import views

urlpatterns = [
    path("children/<uuid:public_id>/people/notification/", views.notification, name="notification"),
    path("children/<uuid:public_id>/people/told/", views.told, name="told"),
]
