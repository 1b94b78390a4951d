from django.urls import path

from reviews.readiness import document_views, views

urlpatterns = [
    path("reviews/<uuid:public_id>/documents/", document_views.review_documents, name="review_documents"),
    path("reviews/<uuid:public_id>/needs/", views.readiness, name="readiness"),
    path("reviews/<uuid:public_id>/needs/submit/", views.submit_report, name="submit_report"),
    path("reviews/<uuid:public_id>/needs/ahead/", views.go_ahead, name="go_ahead"),
    path("reviews/<uuid:public_id>/needs/put-off/", views.put_off, name="put_off"),
    path("reviews/<uuid:public_id>/needs/ask/", views.ask_for_all, name="ask_papers"),
    path("reviews/<uuid:public_id>/needs/<slug:kind>/", views.paper, name="paper"),
    path("reviews/<uuid:public_id>/needs/<slug:kind>/file/", views.paper_file, name="paper_file"),
    path("reviews/<uuid:public_id>/needs/<slug:kind>/received/", views.receive, name="receive_paper"),
    path("reviews/<uuid:public_id>/needs/<slug:kind>/ask/", views.ask, name="ask_paper"),
]
