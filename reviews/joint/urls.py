from django.urls import path

from reviews.joint import views

urlpatterns = [
    path("reviews/<uuid:public_id>/together/", views.together, name="together"),
    path("reviews/<uuid:public_id>/together/end/", views.apart, name="apart"),
    path("reviews/<uuid:public_id>/together/<uuid:other_id>/", views.take, name="take_over"),
]
