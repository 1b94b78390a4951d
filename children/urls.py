"""Addresses of children and of imports."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "children"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("children.import_urls")),
]
