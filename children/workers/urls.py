"""Addresses of the workers of the council."""

from django.urls import path

from children.workers import views

urlpatterns = [
    path("workers/", views.workers, name="workers"),
    path("workers/new/", views.new_worker, name="new_worker"),
    path("workers/teams/", views.teams, name="worker_teams"),
    path("workers/same-name/", views.alike, name="workers_alike"),
    path("workers/unions/<uuid:public_id>/undo/", views.part, name="part_workers"),
    path("workers/<uuid:public_id>/one-person/<uuid:other>/", views.unite, name="unite_workers"),
    path("workers/<uuid:public_id>/", views.worker, name="worker"),
    path("workers/<uuid:public_id>/change/", views.change_worker, name="change_worker"),
    path("workers/<uuid:public_id>/hours/", views.set_hours, name="set_hours"),
]
