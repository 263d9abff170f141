"""Next to no middleware, no sessions, no permissions: only the tables of the site that is measured."""

from ideanet.settings import *  # noqa: F403

# The library for signing in does not start without its own; no request here needs it.
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
ROOT_URLCONF = "tests.bench.bare.urls"
WSGI_APPLICATION = "tests.bench.bare.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "tests" / "bench" / "bare" / "templates"],  # noqa: F405
        "OPTIONS": {},
    }
]
