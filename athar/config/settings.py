"""Django's settings, derived from the environment (see environment.py) and nothing else."""

from decimal import Decimal
from pathlib import Path

from athar.config.environment import DEVELOPMENT_SECRET, read_environment

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).resolve().parent.parent

DATA_DIR: Path = ENVIRONMENT["ATHAR_DATA_DIR"]
PROFILE: str = ENVIRONMENT["ATHAR_PROFILE"]
HOST_NAME: str = ENVIRONMENT["ATHAR_HOST_NAME"]
BOUNDARIES: tuple[str, ...] = ENVIRONMENT["ATHAR_BOUNDARIES"]
BASE_URL: str = ENVIRONMENT["ATHAR_BASE_URL"]
PROGRESS_THRESHOLDS = ENVIRONMENT["ATHAR_STATUS_THRESHOLDS"]
REPORT_JUMP_POINTS = Decimal(ENVIRONMENT["ATHAR_REPORT_JUMP"])
FROZEN_TODAY = ENVIRONMENT["ATHAR_TODAY"]
API_LIMIT: int = ENVIRONMENT["ATHAR_API_LIMIT"]
API_TOKEN_LIMIT: int = ENVIRONMENT["ATHAR_API_TOKEN_LIMIT"]
API_WRITE_LIMIT: int = ENVIRONMENT["ATHAR_API_WRITE_LIMIT"]
FORM_LIMIT: int = ENVIRONMENT["ATHAR_FORM_LIMIT"]
SECOND_FACTOR_FOR: tuple[str, ...] = ENVIRONMENT["ATHAR_SECOND_FACTOR_FOR"]
OIDC_URL: str = ENVIRONMENT["ATHAR_OIDC_URL"]
OIDC_NAME: str = ENVIRONMENT["ATHAR_OIDC_NAME"] or "OpenID Connect"
OIDC_CLIENT: str = ENVIRONMENT["ATHAR_OIDC_CLIENT"]
OIDC_SECRET: str = ENVIRONMENT["ATHAR_OIDC_SECRET"]
DIGEST_HOUR: int = ENVIRONMENT["ATHAR_DIGEST_HOUR"]
DIGEST_WEEKDAY: int = ENVIRONMENT["ATHAR_DIGEST_WEEKDAY"]
REMINDER_DAYS: tuple[int, ...] = ENVIRONMENT["ATHAR_REMINDER_DAYS"]
ESCALATION_DAYS: tuple[int, ...] = ENVIRONMENT["ATHAR_ESCALATION_DAYS"]
MAIL_LOG_DAYS: int = ENVIRONMENT["ATHAR_MAIL_LOG_DAYS"]
UPLOAD_DAYS: int = ENVIRONMENT["ATHAR_UPLOAD_DAYS"]
INVITATION_DAYS: int = ENVIRONMENT["ATHAR_INVITATION_DAYS"]
DRAFT_DAYS: int = ENVIRONMENT["ATHAR_DRAFT_DAYS"]
MAX_UPLOAD_BYTES: int = ENVIRONMENT["ATHAR_MAX_UPLOAD_MB"] * 1024 * 1024
MAX_PHOTO_BYTES: int = ENVIRONMENT["ATHAR_MAX_PHOTO_MB"] * 1024 * 1024
PAGE_STORE_BYTES: int = ENVIRONMENT["ATHAR_PAGE_STORE_MB"] * 1024 * 1024

SECRET_KEY: str = ENVIRONMENT["ATHAR_SECRET_KEY"]
HAS_DEVELOPMENT_SECRET = SECRET_KEY == DEVELOPMENT_SECRET
DEBUG: bool = ENVIRONMENT["ATHAR_DEBUG"]
ALLOWED_HOSTS = list(ENVIRONMENT["ATHAR_ALLOWED_HOSTS"])

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "athar.trail",
    "athar.ui",
    "athar.reference",
    "athar.people",
    "athar.evidence",
    "athar.plans",
    "athar.finance",
    "athar.indicators",
    "athar.reporting",
    "athar.evaluation",
    "athar.network",
    "athar.rollups",
    "athar.intake",
    "athar.search",
    "athar.notices",
    "athar.portal",
    "athar.desk",
    "athar.api",
    "athar.config",
]

MIDDLEWARE = [
    "athar.config.middleware.guard_responses",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "athar.config.middleware.speak_language",
    "django.middleware.common.CommonMiddleware",
    "athar.config.middleware.KeepDoors",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "athar.config.middleware.note_browser",
]

ROOT_URLCONF = "athar.config.urls"
WSGI_APPLICATION = "athar.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "athar.ui.templating.environment",
            "context_processors": ["athar.desk.frame.frame"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

_database = ENVIRONMENT["ATHAR_DATABASE_URL"]
if _database["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing: see ADR on the two databases.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
_database["CONN_MAX_AGE"] = 600
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Attempts to sign in are counted here: every worker sees the same count, and adding a key is atomic.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "athar_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["athar.people.entering.WhoEnters"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "athar.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {"confirm_login_code": "athar.people.forms.ConfirmLoginCodeForm"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT["ATHAR_BEHIND_PROXY"] else "http"
# Behind the proxy a visitor's address is the last one it was told of; attempts are counted by it.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT["ATHAR_BEHIND_PROXY"] else 0
MFA_ADAPTER = "athar.people.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "athar.people.forms.AuthenticateForm",
    "reauthenticate": "athar.people.forms.ReauthenticateForm",
    "activate_totp": "athar.people.forms.ActivateAppForm",
    "add_webauthn": "athar.people.passkeys.AddPasskeyForm",
    "authenticate_webauthn": "athar.people.passkeys.AuthenticatePasskeyForm",
    "login_webauthn": "athar.people.passkeys.LoginPasskeyForm",
    "reauthenticate_webauthn": "athar.people.passkeys.ReauthenticatePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Athar"
MFA_TOTP_TOLERANCE = 1

SESSION_COOKIE_NAME = "athar_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT["ATHAR_BEHIND_PROXY"]
CSRF_FAILURE_VIEW = "athar.portal.errors.form_refused"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT["ATHAR_BEHIND_PROXY"] else None
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = [
    "athar.desk.imports.receiving.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGES = [
    (code, name) for code, name in (("ar", "العربية"), ("fr", "Français"), ("en", "English"))
]
OFFERED_LANGUAGES: tuple[str, ...] = ENVIRONMENT["ATHAR_LANGUAGES"]
LANGUAGE_CODE = OFFERED_LANGUAGES[0]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT["ATHAR_TIME_ZONE"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

_mail = ENVIRONMENT["ATHAR_MAIL_URL"]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT["ATHAR_MAIL_FROM"]
if _mail["scheme"] == "console":
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    EMAIL_HOST, EMAIL_PORT = _mail["host"], _mail["port"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["user"], _mail["password"]
    EMAIL_USE_SSL = _mail["scheme"] == "smtps"
    EMAIL_USE_TLS = _mail["scheme"] == "smtp+starttls"
    EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT["ATHAR_LOG_LEVEL"]},
}
