"""All settings, read from the environment; what is forgotten fails loudly or leaves us safe.

The names of the variables are listed in `.env.example` and `docs/operations.md`.
"""

import base64
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.FileAwareEnv()
env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))  # everything that running writes

# --- Where and how safe -------------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
PRODUCTION = HTTPS and not DEBUG

SECRET_KEY = env.str("SECRET_KEY", default="insecure-key-for-debugging-0123456789-insecure" if DEBUG else "")
FIELD_KEYS = env.list(
    "FIELD_KEYS", default=["dev:ZGV2ZWxvcG1lbnQta2V5LW5vdC1mb3ItcHJvZHVjdCE="] if DEBUG else []
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
RATE_LIMITS = env.str("RATE_LIMITS", default="on") != "off"
PROXIES = env.int(
    "PROXIES", default=1 if HTTPS else 0
)  # of ours in front of us; each adds to X-Forwarded-For

for name, value in {
    "SECRET_KEY": SECRET_KEY,
    "FIELD_KEYS": FIELD_KEYS,
    "ALLOWED_HOSTS": ALLOWED_HOSTS,
}.items():
    if not value:
        raise ImproperlyConfigured(f"Set {name}: the site does not start without it (see .env.example).")
if PRODUCTION and not RATE_LIMITS:
    raise ImproperlyConfigured("RATE_LIMITS=off is for load tests; production refuses it.")


def _checked(key: str) -> str:
    """A key as «id:base64 of 32 bytes»; the first of them encrypts, the others still read."""
    kid, _colon, secret = key.strip().partition(":")
    try:
        whole = len(base64.b64decode(secret, validate=True)) == 32
    except ValueError:
        whole = False
    if not (kid and whole):
        raise ImproperlyConfigured("Each of FIELD_KEYS is an id, a colon and 32 random bytes in base64.")
    return f"{kid}:{secret}"


FIELD_KEYS = [_checked(key) for key in FIELD_KEYS]

CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "portal.edges.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = 24 * 60 * 60  # longer than a form is good for; a year would tell who holds the phone later
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day, whatever happens in it; see portal.accounts
SESSION_IDLE_AGE = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would make Chromium send forms with `Origin: null`
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview frames the site from the site itself

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
# Only what this site uses is left on: the position, on a click; copying, in the admin.
PERMISSIONS_POLICY = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), "
    "clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(self), gamepad=(), "
    "geolocation=(self), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), "
    "midi=(), payment=(), picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), "
    "screen-wake-lock=(), serial=(), storage-access=(), usb=(), window-management=(), xr-spatial-tracking=()"
)

# --- What the project is made of ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "portal",  # before wagtail.admin: it overrides some of its templates
    "directory",
    "directory.intake",
    "news",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "phonenumber_field",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.page_cache.keep_pages",  # above what writes a page's headers: they are kept with it
    "csp.middleware.CSPMiddleware",
    "portal.middleware.permissions_policy",
    "django.middleware.gzip.GZipMiddleware",
    "portal.middleware.refuse_the_unreadable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.staff_door",
    "axes.middleware.AxesMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "portal.middleware.OneEditAtATime",  # last: it calls the view
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

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
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ---------------------------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
}
_database = DATABASES["default"]
_options = _database.setdefault("OPTIONS", {})
if _database["ENGINE"].endswith("sqlite3"):
    # Many readers and one writer at a time: a writer takes its lock at the start and others wait for it, so that
    # no request fails half-way. FULL: what was acknowledged survives a power cut.
    _options["transaction_mode"] = "IMMEDIATE"
    _options["timeout"] = 20
    _options["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;"
    # Each thread keeps its connection: whoever closes the last one writes the whole log back, at each request's cost.
    _database["CONN_MAX_AGE"] = 600
    Path(_database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    _options["pool"] = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=10), "timeout": 10}
    _options.setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]] = {"default": env.cache("CACHE_URL", default="locmemcache://portal")}
if "redis" in CACHES["default"]["BACKEND"].lower():
    # A stopped Redis slows pages down; it does not stop them.
    CACHES["default"].setdefault("OPTIONS", {}).update(
        IGNORE_EXCEPTIONS=True, SOCKET_CONNECT_TIMEOUT=0.5, SOCKET_TIMEOUT=0.5
    )
else:
    CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 10_000)

ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
# Streets and houses: `photon:http://host:2322` or `nominatim:http://host`; without it the built-in gazetteer alone.
GEOCODER = env.str("GEOCODER", default="")
if GEOCODER and not re.fullmatch(r"(photon|nominatim):https?://[\w.:\[\]-]+(/[\w./-]*)?", GEOCODER):
    raise ImproperlyConfigured(
        "GEOCODER is photon:URL or nominatim:URL, such as photon:http://127.0.0.1:2322."
    )

_mail = env.email("EMAIL_URL", default="consolemail://" if DEBUG else f"filemail:///{VAR_DIR / 'mail'}")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"] or None
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"] or "localhost", _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", default=f"portal@{urlsplit(SITE_URL).hostname}")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"mailto:{DEFAULT_FROM_EMAIL}")

# A task is a row of the transaction that asked for it; `manage.py db_worker` runs it, or a thread of the server.
TASKS = {
    "default": {
        "BACKEND": env.str("TASK_BACKEND", default="django_tasks_db.DatabaseBackend"),
        "QUEUES": ["default"],
    }
}

MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
MEDIA_URL = "/media/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# What a body may weigh: pictures and tables come from staff, forms of the public are text alone.
BODY_LIMIT, STAFF_BODY_LIMIT = 256 * 1024, 12 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000  # a center's page has some hundreds of them

# --- Language and time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "uk"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("uk", _("Ukrainian")),
    ("en", _("English")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Europe/Kyiv"

# --- Staff --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "portal.accounts.StaffAdapter"
ACCOUNT_FORMS = {
    "login": "portal.sign_in.LoginForm",
    "change_password": "portal.sign_in.ChangePasswordForm",
    "reset_password": "portal.sign_in.ResetPasswordForm",
    "reset_password_from_key": "portal.sign_in.ResetPasswordKeyForm",
    "reauthenticate": "portal.sign_in.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the ministry, with their address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Beside django-axes below, which counts passwords in the database: this one counts wrong codes too.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,10/15m/key"}
MFA_ADAPTER = "portal.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "portal.sign_in.CodeForm",
    "reauthenticate": "portal.sign_in.CodeAgainForm",
    "activate_totp": "portal.sign_in.CodeAppForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Центри життєстійкості"
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off is the telephone's, not the person's, fault

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # by name alone, one attacker locks everybody out
AXES_USERNAME_CALLABLE = "portal.accounts.typed_name"
AXES_LOCKOUT_CALLABLE = "portal.accounts.locked_out"
AXES_CLIENT_IP_CALLABLE = "portal.limits.client_ip"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# --- Wagtail ------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Центри життєстійкості"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "portal.PortalImage"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "csv"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing of other hosts on our pages
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # staff e-mail hashes are nobody else's business
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_USER_TIME_ZONES = ["Europe/Kyiv"]  # hours are Kyiv's for everybody
WAGTAIL_PASSWORD_RESET_ENABLED = False  # Wagtail's own way in knows no second factor; ours is /accounts/
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A page sent for translation is a draft: Ukrainian words never stand on an English page as if they were its own.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# --- Logs ---------------------------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.log.LineFormatter", "as_json": PRODUCTION, "messages": DEBUG}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Their own handlers print addresses, or would send mail with whole requests in it.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "axes": {"handlers": ["nowhere"], "propagate": False},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
