"""Addresses of the daily feed: pages for people, and the endpoint for the council's system."""

from django.urls import path

from children.feed import endpoint, views

urlpatterns = [
    path("imports/feed/", views.feed, name="feed"),
    path("imports/feed/new/", views.new_delivery, name="new_delivery"),
    path("imports/feed/differences/", views.differences, name="feed_differences"),
    path("imports/feed/differences/<uuid:public_id>/", views.decide_difference, name="decide_difference"),
    path("imports/feed/<uuid:public_id>/", views.delivery, name="delivery"),
    path("imports/feed/<uuid:public_id>/numbers/", views.decide_numbers, name="decide_numbers"),
    path("imports/feed/<uuid:public_id>/confirm/", views.confirm_delivery, name="confirm_delivery"),
    path("imports/feed/<uuid:public_id>/discard/", views.discard_delivery, name="discard_delivery"),
    path("api/feed/", endpoint.feed_endpoint, name="feed_endpoint"),
    path("api/feed/<uuid:public_id>/", endpoint.feed_answer, name="feed_answer"),
]
