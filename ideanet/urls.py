"""Every door of the site."""

from importlib.util import find_spec

from allauth.mfa.totp.views import activate_totp
from csp.decorators import csp_update
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
    # The one page whose picture is in its own address: the QR code of a secret that is stored nowhere yet.
    path(
        "accounts/2fa/totp/activate/",
        csp_update({"img-src": ["data:"]})(activate_totp),
        name="mfa_activate_totp",
    ),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("health/", include("ideanet.health")),
    *(path("", include(f"{room}.urls")) for room in ROOMS if find_spec(f"{room}.urls")),
]
