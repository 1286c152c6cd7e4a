"""Django settings. Everything a deployment may change comes from the environment (see README)."""

import hashlib
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from sbdc import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("SBDC_VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = env.flag("SBDC_DEBUG", default=False)
DEMO = env.flag("SBDC_DEMO", default=False)  # shows the demo accounts on the login page
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.web_address("SITE_URL", "http://127.0.0.1:8000")
NETWORK_NAME = env.text("NETWORK_NAME", default="Red CDE")

INSTALLED_APPS = [
    "sbdc",
    "centers",
    "clients",
    "reporting",
    "cooperation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "django_filters",
    "import_export",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "sbdc.middleware.BodyLimitMiddleware",  # before anything reads what was posted
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "centers.middleware.LanguageMiddleware",
    "centers.middleware.ActorMiddleware",
    "sbdc.middleware.CountryMiddleware",
    "sbdc.middleware.PermissionsPolicyMiddleware",
    "sbdc.middleware.PrivatePagesMiddleware",
    "sbdc.middleware.WrongMethodMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "sbdc.middleware.ReplicaMiddleware",
]

CSRF_FAILURE_VIEW = "centers.views.account.csrf_failed"
ROOT_URLCONF = "sbdc.urls"
WSGI_APPLICATION = "sbdc.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sbdc.context.site",
            ],
            "builtins": ["sbdc.templatetags.sbdc_ui"],
        },
    }
]
FORM_RENDERER = "sbdc.forms.FormRenderer"

# --- data -------------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'sbdc.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a transaction that reads and then writes waits for its turn instead of
        # failing with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if REPLICA := env.replica("REPLICA_URL", DATABASES["default"]):
    DATABASES["replica"] = REPLICA | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASE_ROUTERS = ["sbdc.routers.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
    }
}
MEDIA_ROOT = VAR_DIR / "media"  # outside the web root: files are served through the scope only
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
SBDC_MOST_BODY_BYTES = 30 * 1024 * 1024  # a workbook may have 25 MB
FILE_UPLOAD_PERMISSIONS = 0o640

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "centers.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "centers:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "centers:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_CALLABLE = "centers.views.account.locked_out"
AXES_HTTP_RESPONSE_CODE = 429
AXES_SENSITIVE_PARAMETERS = ["username", "password"]
AXES_VERBOSE = False

# --- languages --------------------------------------------------------------------------------
LANGUAGE_CODE = "es"
LANGUAGES = [
    ("es", _("Spanish")),
    ("en", _("English")),
    ("pt-br", _("Portuguese")),
    ("fr", _("French")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files sent to the browser ----------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- security ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
HTTPS = env.flag("SBDC_HTTPS", default=not (DEBUG or DEMO))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
# One key derives the others, so that a deployment keeps a single secret.
BLIND_INDEX_KEY = hashlib.sha256(b"blind-index:" + SECRET_KEY.encode()).digest()

# --- mail, jobs, API, logs --------------------------------------------------------------------
vars().update(env.mail("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", default="no-reply@example.org")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "centers.api.authentication.PersonalToken",
        "centers.api.authentication.SignedIn",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["centers.api.permissions.RightAndScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "centers.api.pagination.ByCursor",
    "DEFAULT_THROTTLE_CLASSES": ["centers.api.throttles.PerToken"],
    "DEFAULT_SCHEMA_CLASS": "centers.api.schema.ApiSchema",
    "EXCEPTION_HANDLER": "centers.api.problems.answer",
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
API_REQUESTS_A_MINUTE = env.number("API_REQUESTS_A_MINUTE", default=300, least=1)
KNOX_TOKEN_MODEL = "knox.AuthToken"  # noqa: S105
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_PREFIX": "sbdc_"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Red CDE",
    "VERSION": "1.3.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["centers.api.schema.add_problems"],
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# --- this project -----------------------------------------------------------------------------
SBDC_PUBLIC_MIN_CLIENTS_PER_CELL = 10  # disclosure: the open web hides 1-9
SBDC_FUNDER_MIN_CLIENTS_PER_CELL = 5  # disclosure: a funder's login hides 1-4
SBDC_UNDO_SECONDS = 10  # a session logged on the field page leaves the phone after that
SBDC_P_PERCENT = env.number("SBDC_P_PERCENT", default=15, least=1, most=100)  # kept private
SBDC_JOB_MINUTES = env.number("SBDC_JOB_MINUTES", default=30, least=1)  # then its worker was killed
SBDC_IATI_ORGANISATION = env.text(  # identifier in IATI's register; empty: no IATI files
    "SBDC_IATI_ORGANISATION", default="SV-DEMO-SBDC" if DEMO else ""
)
