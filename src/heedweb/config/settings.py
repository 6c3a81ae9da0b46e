"""All settings: read from the environment here; those that pages change, in `options`.

They are documented in docs/administrator.md. A wrong value stops the start with one line.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from heedweb.administration import options

HERE = Path(__file__).resolve().parent.parent


def _flag(name: str) -> bool:
    value = os.environ.get(name, "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be 0 or 1.")
    return value == "1"


def _number(name: str, usual: int) -> int:
    value = os.environ.get(name, str(usual))
    if not value.isdecimal() or int(value) > 10_000:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a number up to 10000.")
    return int(value)


def _loopback(address: str) -> bool:
    """Return whether an address of the web leads to this machine alone."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _second_step(address: str) -> str:
    """Return `required` or `offered`; without a word of it, what suits the address."""
    value = os.environ.get("HEED_SECOND_STEP") or ("offered" if _loopback(address) else "required")
    if value not in ("required", "offered"):
        raise ImproperlyConfigured(
            f"HEED_SECOND_STEP is {value!r}; it must be required or offered."
        )
    return value


def _data_folder() -> Path:
    folder = Path(os.environ.get("HEED_DATA", "data")).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ImproperlyConfigured(
            f"HEED_DATA: {folder} cannot be used: {error.strerror}."
        ) from error
    return folder


def _secret_key(folder: Path) -> str:
    """Return the key of this installation, made on first start and readable by its owner alone."""
    path = folder / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


DATA = _data_folder()
try:
    options.must_be_right()
except options.OptionProblem as _problem:
    raise ImproperlyConfigured(str(_problem)) from _problem
SECRET_KEY = _secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HEED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
BASE_URL = os.environ.get("HEED_BASE_URL", "http://127.0.0.1:8470").rstrip("/")
# Behind TLS cookies are sent over TLS alone.
SECURE = _flag("HEED_SECURE")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)
SILENCED_SYSTEM_CHECKS = [
    # The proxy in front speaks TLS and redirects to it; only it speaks to heed.
    "security.W008",
    # Whether a State's domain goes on the browsers' own list is for who holds the domain.
    "security.W021",
]
# How many proxies in front write the address of who asks; 0: who connects is who asks.
PROXIES = _number("HEED_PROXIES", 0)

# A session ends so long after the last act, and so long after the sign-in.
IDLE_MINUTES = _number("HEED_IDLE_MINUTES", 30)
SESSION_HOURS = _number("HEED_SESSION_HOURS", 12)
if not IDLE_MINUTES or not SESSION_HOURS:
    raise ImproperlyConfigured("HEED_IDLE_MINUTES and HEED_SESSION_HOURS must be 1 or more.")
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60
# Whether those who write must sign in with a second step.
SECOND_STEP = _second_step(BASE_URL)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "heedweb.accounts",
    "heedweb.workspace",
]
MIDDLEWARE = [
    "heedweb.accounts.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "heedweb.accounts.middleware.Limits",
    "allauth.account.middleware.AccountMiddleware",
    "heedweb.accounts.middleware.Steps",
    "heedweb.workspace.views.support.Watched",
]
ROOT_URLCONF = "heedweb.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "heedweb.workspace.views.seats.seat",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "heedweb.config.tags",
            ],
        },
    }
]
WSGI_APPLICATION = "heedweb.config.wsgi.application"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "heed.sqlite3",
        "OPTIONS": {
            # Writers queue from the start of a transaction instead of failing in its middle; FULL
            # keeps what was acknowledged through a power cut (docs/decisions/0002).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What several processes count together: tries to sign in.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counted",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"

# Signing in (docs/decisions/0027). Nobody signs up: people are invited.
ACCOUNT_ADAPTER = "heedweb.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"login": "heedweb.accounts.forms.PasswordForm"}
# Ten tries in 15 minutes an account, by whatever way; thirty times that an address of the network,
# for a ministry may have one for all its desks.
_TRIES = "300/15m/ip,10/15m/key"
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": _TRIES,
    "link": _TRIES,
    "reauthenticate": "10/15m/user",
}
MFA_ADAPTER = "heedweb.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "heedweb.accounts.forms.PasskeyForm",
    "login_webauthn": "heedweb.accounts.forms.PasskeySignInForm",
}
MFA_TOTP_ISSUER = "heed"
MFA_RATE_LIMITS = {"webauthn_login": "300/15m/ip"}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
FORMAT_MODULE_PATH = ["heedweb.formats"]
LOCALE_PATHS = [HERE / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        # Bootstrap draws the marks of its form controls as data: pictures.
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Another way in, off unless set: an OpenID Connect provider of the administration's own.
OIDC_URL = os.environ.get("HEED_OIDC_URL", "").rstrip("/")
OIDC_NAME = os.environ.get("HEED_OIDC_NAME", "OpenID Connect") if OIDC_URL else ""
if OIDC_URL:
    if urlsplit(OIDC_URL).scheme != "https" and not _loopback(OIDC_URL):
        raise ImproperlyConfigured("HEED_OIDC_URL must begin with https://.")
    if not os.environ.get("HEED_OIDC_CLIENT") or not os.environ.get("HEED_OIDC_SECRET"):
        raise ImproperlyConfigured("HEED_OIDC_URL needs HEED_OIDC_CLIENT and HEED_OIDC_SECRET.")
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    _OIDC = {
        "provider_id": "oidc",
        "name": OIDC_NAME,
        "client_id": os.environ["HEED_OIDC_CLIENT"],
        "secret": os.environ["HEED_OIDC_SECRET"],
        "settings": {"server_url": OIDC_URL},
    }
    SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [_OIDC]}}
    SOCIALACCOUNT_ADAPTER = "heedweb.accounts.oidc.Adapter"
    SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
    # The sign-in leads there from a form, which browsers allow only if the page says so.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(
        "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_URL))
    )

# Mail, limits and fetching are options: read when they are used (administration.options).
EMAIL_BACKEND = "heedweb.administration.mail.Backend"
DEFAULT_FROM_EMAIL = "heed@localhost"
FILE_UPLOAD_TEMP_DIR = DATA / "spool"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True, mode=0o700)
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# Off until an administrator says otherwise; a function that says it as it is now.
FETCH_POLICY = options.fetch_policy
# Copies of what was fetched; may be deleted.
FETCH_CACHE = DATA / "fetched"

# Functions from a workspace to what it labels with: taxonomies by code, and labellers.
TAXONOMIES = [
    "heedweb.workspace.queries.taxonomies.shipped",
    "heedweb.workspace.queries.own_taxonomies.own",
]
LABELLERS = ["heedweb.workspace.domain.labellers.shipped", "heedweb.workspace.domain.taught.own"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
