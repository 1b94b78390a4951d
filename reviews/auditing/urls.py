from django.urls import path

from reviews.auditing import views

urlpatterns = [
    path("decisions/samples/", views.samples, name="samples"),
    path("decisions/samples/draw/", views.draw, name="draw_sample"),
    path("decisions/samples/<uuid:public_id>/", views.sample_page, name="sample"),
    path("decisions/rated/<uuid:public_id>/", views.rate, name="rate_decision"),
]
