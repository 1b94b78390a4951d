from django.urls import include, path

from reviews import record_views, views

app_name = "reviews"
urlpatterns = [
    path("reviews/", views.review_list, name="list"),
    path("children/<uuid:public_id>/reviews/", views.child_reviews, name="child_reviews"),
    path("children/<uuid:public_id>/reviews/book/", views.book, name="book"),
    path("reviews/<uuid:public_id>/", views.review_page, name="review"),
    path("reviews/<uuid:public_id>/booking/", views.change_booking, name="change_booking"),
    path("reviews/<uuid:public_id>/cancel/", views.cancel, name="cancel"),
    path("reviews/<uuid:public_id>/start/", views.start, name="start"),
    path("reviews/<uuid:public_id>/record/<slug:key>/", record_views.section, name="section"),
    path("reviews/<uuid:public_id>/adjourn/", views.adjourn, name="adjourn"),
    path("reviews/<uuid:public_id>/continue/", views.reconvene, name="reconvene"),
    path("reviews/<uuid:public_id>/check/", views.check, name="check"),
    path("reviews/<uuid:public_id>/correct/", views.correct, name="correct"),
    path("reviews/<uuid:public_id>/print/", views.printable, name="print"),
    path("", include("reviews.decision_urls")),
]
