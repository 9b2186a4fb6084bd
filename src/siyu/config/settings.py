"""Django's settings, computed from the typed ones in `platform.settings`."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from siyu.platform.db.connection import database_settings
from siyu.platform.settings import settings

_siyu = settings()
PACKAGE = Path(__file__).resolve().parent.parent
BROWSER_LIBRARIES = PACKAGE.parent.parent / "node_modules"

SECRET_KEY = _siyu.secret("secret_key")
DEBUG = _siyu.debug
ALLOWED_HOSTS = _siyu.allowed_hosts
ROOT_URLCONF = "siyu.config.urls"
WSGI_APPLICATION = "siyu.config.wsgi.application"
DATABASES = {"default": database_settings(_siyu)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "siyu.platform.outbox",
    "siyu.platform.jobs",
    "siyu.platform.audit",
    "siyu.platform.search",
    "siyu.platform.realtime",
    "siyu.platform.ui",
    "siyu.domains.people",
    "siyu.domains.accounts",
    "siyu.domains.facts",
    "siyu.domains.fans",
    "siyu.domains.media",
    "siyu.domains.inbox",
    "siyu.domains.moderation",
    "siyu.domains.members",
    "siyu.domains.chat",
    "siyu.domains.imports",
    "siyu.domains.segments",
    "siyu.domains.notes",
    "siyu.domains.groups",
    "siyu.domains.support",
    "siyu.domains.polls",
    "siyu.domains.checkins",
    "siyu.domains.chains",
    "siyu.domains.programmes",
    "siyu.domains.routing",
    "siyu.domains.group_health",
    "siyu.domains.replication",
    "siyu.domains.quizzes",
    "siyu.domains.insights",
    "siyu.surfaces.console",
    "siyu.surfaces.staff",
    "siyu.surfaces.member",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "siyu.platform.http.proxies.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "siyu.platform.http.errors.CodedErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["siyu.platform.ui.templatetags.ui", "siyu.platform.ui.templatetags.steady"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
            ],
        },
    }
]

# --- people ---
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/console/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"  # the member side says where else
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "siyu.domains.people.adapters.login.LoginAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _siyu.secure
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "siyu.domains.people.adapters.login.login_tried"
AXES_LOCKOUT_CALLABLE = "siyu.domains.people.desk.views.locked_out"
# Until an installation is told how to send mail, messages (set a new password) lie here for whoever runs it.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = _siyu.home / "mail"
DEFAULT_FROM_EMAIL = "Siyu <siyu@localhost>"

# --- words and time ---
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_THOUSAND_SEPARATOR = True

# --- files ---
STATIC_URL = "/static/"
STATIC_ROOT = _siyu.home / "static"
STATICFILES_DIRS = [("lib/echarts", BROWSER_LIBRARIES / "echarts" / "dist")] if BROWSER_LIBRARIES.exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "siyu.platform.ui.staticfiles.StaticFiles"},
}
WHITENOISE_MANIFEST_STRICT = False
MEDIA_ROOT = _siyu.home / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

# --- jobs ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- safety ---
# Pages speak to the gateway of the name they came from; browsers know no sources for IPv6 addresses.
_HOSTS = [f"*{host}" if host.startswith(".") else host for host in _siyu.allowed_hosts if not host.startswith("[")]
_GATEWAYS = [_siyu.gateway_address] if "://" in _siyu.gateway_address else []
_GATEWAYS += (
    [f"wss://{host}" for host in _HOSTS] if _siyu.secure else [f"ws://{host}:{_siyu.gateway}" for host in _HOSTS]
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "style-src-attr": [NONE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF, *_GATEWAYS],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _siyu.secure
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # monitors ask by address, behind whatever ends TLS
SECURE_HSTS_SECONDS = 31536000 if _siyu.secure else 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname).1s %(name)s %(message)s"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"siyu": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
