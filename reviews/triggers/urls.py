from django.urls import path

from reviews.triggers import views

urlpatterns = [
    path("reviews/needed/", views.needed, name="triggers"),
    path("children/<uuid:public_id>/reviews/needed/", views.raise_one, name="raise_trigger"),
    path("children/<uuid:public_id>/reviews/needed/<uuid:trigger_id>/", views.waive, name="waive_trigger"),
]
