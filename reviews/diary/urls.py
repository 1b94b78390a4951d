from django.urls import path

from reviews.diary import away_views, views

urlpatterns = [
    path("reviews/week/", views.week, name="week_now"),
    path("reviews/week/<str:day>/", views.week, name="week"),
    path("reviews/month/<str:month>/", views.month, name="month"),
    path("reviews/calendar/away/", away_views.days_away, name="days_away"),
    path("reviews/calendar/away/<int:days>/remove/", away_views.remove_days_away, name="remove_days_away"),
    path("reviews/calendar/", views.address, name="calendar_address"),
    path("calendar/<slug:key>.ics", views.calendar_feed, name="calendar_feed"),
]
