"""Every door of the site."""

from importlib.util import find_spec

from django.urls import include, path

from ideanet.activity.views import home

# Each room's urls.py says its whole addresses from the root, under its own app_name.
ROOMS = (
    "ideanet.people",
    "ideanet.activity",
    "ideas",
    "councils",
    "awards",
    "ideanet.publishing",
    "ideanet.reports",
)

urlpatterns = [
    path("", home.show, name="home"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("health/", include("ideanet.health")),
    *(path("", include(f"{room}.urls")) for room in ROOMS if find_spec(f"{room}.urls")),
]
