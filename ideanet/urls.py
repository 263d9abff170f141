"""Every door of the site. Each room's urls.py says its whole addresses from the root."""

from allauth.mfa.totp.views import activate_totp
from csp.decorators import csp_update
from django.urls import include, path

from ideanet.activity.views import home

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
    path("", include("ideanet.people.urls")),
    path("", include("ideanet.activity.urls")),
    path("", include("ideas.urls")),
    path("", include("councils.urls")),
    path("", include("awards.urls")),
    path("", include("ideanet.publishing.urls")),
    path("", include("ideanet.reports.urls")),
]
