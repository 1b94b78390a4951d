"""Addresses of the import pages."""

from django.urls import path

from children.imports import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.new_import, name="new_import"),
    path("imports/<uuid:public_id>/", views.import_page, name="import"),
    path("imports/<uuid:public_id>/rejects.csv", views.import_rejects, name="import_rejects"),
    path("imports/<uuid:public_id>/apply/", views.apply_import, name="apply_import"),
    path("imports/<uuid:public_id>/decide/", views.decide, name="decide_import"),
    path("imports/withdraw/<int:year>/", views.withdraw, name="withdraw_import"),
    path("imports/<uuid:public_id>/discard/", views.discard_import, name="discard_import"),
]
