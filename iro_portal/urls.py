"""Every address of the portal. tests/house_rules holds a row for each of them."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from iro_portal.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("accounts.urls")),
    path("account/", include("accounts.sign_in.urls")),
    path("", include("children.urls")),
    path("", include("reviews.urls")),
    path("", include("disputes.urls")),
    path("", include("reporting.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
]
handler400 = "iro_portal.errors.bad_request"
handler403 = "iro_portal.errors.forbidden"
handler404 = "iro_portal.errors.not_found"
handler500 = "iro_portal.errors.server_error"
