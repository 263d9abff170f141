"""Everything the site can be told from outside, read from the environment in one place."""

from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent

# Lets Django's generic classes carry their types at run time: `ModelForm[Idea]`.
django_stubs_ext.monkeypatch()

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)
VAR_DIR = Path(env.str("VAR_FOLDER", str(BASE_DIR / "var")))

# --- What kind of place this is -------------------------------------------------------

DEVELOPMENT = env.bool("IDEANET_DEVELOPMENT", False)
DEMO = env.bool("IDEANET_DEMO", False)
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "not-secret-development-only" if DEVELOPMENT else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_ADDRESS = env.str("SITE_ADDRESS", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
SECURE = SITE_ADDRESS.startswith("https://")
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", not DEMO)

# --- What it is made of ----------------------------------------------------------------

INSTALLED_APPS = [
    "ideanet.people",
    "ideanet.activity",
    "ideas",
    "councils",
    "awards",
    "ideanet.publishing",
    "ideanet.reports",
    "ideanet.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "ideanet.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "ideanet.methods.FormMethodMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ideanet.parts.PartsMiddleware",
    "ideanet.people.middleware.ReaderMiddleware",
]

ROOT_URLCONF = "ideanet.urls"
WSGI_APPLICATION = "ideanet.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ideanet.activity.context.reader",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "ideanet.people.templatetags.pieces",
            ],
        },
    }
]

# --- Where it keeps things -----------------------------------------------------------------

DATABASES = {"default": env.dj_db_url("DATABASE_URL", "postgres://ideanet@127.0.0.1:5432/ideanet")}
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
# What ideanet.prepared asks for the fifth time on a connection is planned for good: see ideanet.planning.
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 4
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A database that was started again is noticed before a person's request is lost to it.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "redis://127.0.0.1:6379/0")
CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://")}
if "redis" in CACHES["default"]["BACKEND"]:
    # A page waits for the database rather than for a cache that does not answer.
    CACHES["default"].setdefault("OPTIONS", {}).update(socket_connect_timeout=1, socket_timeout=2)
# Whether each prepared query is compared with what it would be if it were written anew: see ideanet.prepared.
CHECK_PREPARED = False
SESSION_ENGINE = "ideanet.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "files")))
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
NPM = BASE_DIR / "node_modules"
STATICFILES_DIRS: list[Any] = [BASE_DIR / "static"] + [
    (f"npm/{name}", NPM / package)
    for name, package in {
        "source-serif-4": "@fontsource-variable/source-serif-4/files",
        "inter": "@fontsource-variable/inter/files",
        "toolbar": "@github/markdown-toolbar-element/dist",
        "turndown": "turndown/dist",
        "turndown-gfm": "turndown-plugin-gfm/dist",
    }.items()
    if (NPM / package).is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ideanet.assets.AssetStorage"},
}

# --- Mail -----------------------------------------------------------------------------------

MAIL_FOLDER = Path(env.str("MAIL_FOLDER", str(VAR_DIR / "mail")))
if env.str("EMAIL_URL", ""):
    for key, value in env.dj_email_url("EMAIL_URL").items():
        globals()[key] = value
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(MAIL_FOLDER)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "IdeaNet <ideanet@localhost>")

# --- Who gets in -----------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["ideanet.people.backends.PersonBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
# Length, and nothing that many use or that is plainly theirs; no rules about kinds of letters (ASVS 5.0, 6.2).
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": "ideanet.people.passwords.OwnWordsValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60

ACCOUNT_ADAPTER = "ideanet.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "ideanet.people.forms.entrance.SignInForm",
    "signup": "ideanet.people.forms.entrance.SignUpForm",
    "add_email": "ideanet.people.forms.entrance.ChangeAddressForm",
    "reset_password": "ideanet.people.forms.entrance.ForgottenPasswordForm",
    "reset_password_from_key": "ideanet.people.forms.entrance.NewPasswordForm",
    "change_password": "ideanet.people.forms.entrance.OtherPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # The other sessions end; this one goes on.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_USER_DISPLAY = "ideanet.people.adapters.display_name"
# Beside the limits of the library itself: login 30, sign-up and reset 20 a minute and address, 5 failures an account.
ACCOUNT_RATE_LIMITS = {"accept_invitation": "20/m/ip"}
MFA_ADAPTER = "ideanet.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "IdeaNet"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"

# --- What browsers are told --------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", SECURE)
# Whatever watches over the site asks it from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# --- Words and clocks ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "ideanet" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "UTC")

# --- Work that is owed -------------------------------------------------------------------------------

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request never waits for the broker: the outbox row is the promise, the message is haste.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_connect_timeout": 2,
    "socket_timeout": 30,
}
CELERY_TASK_PUBLISH_RETRY = False
# What runs by the clock, in seconds: each is safe to run at any time, and twice.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

LOGGING_CONFIG = "ideanet.logs.configure"
LOGGING = {"level": env.str("LOG_LEVEL", "INFO"), "json": env.bool("LOG_JSON", not DEVELOPMENT)}

# --- Whom it may call -----------------------------------------------------------------------------------

# Hosts that outgoing requests may reach although their address is private (host:port).
OUTGOING_PRIVATE_HOSTS: list[str] = env.list("OUTGOING_PRIVATE_HOSTS", [])
