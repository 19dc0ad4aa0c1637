"""Settings of the site, read from the environment. Raises ImproperlyConfigured for a wrong value."""

from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from contests.enums import Role
from scoreboard import backends, env, templating
from scoreboard.logs import LOGGING  # noqa: F401  # a setting

BASE_DIR = Path(__file__).resolve().parent.parent

# --- from the environment -------------------------------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
DATA_DIR = Path(env.text("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
_POSTGRES = env.postgres("DATABASE_URL")
_REDIS_URL = env.redis("REDIS_URL")
EMBEDDED = _POSTGRES is None
HTTPS = env.flag("HTTPS", default=not (DEBUG or EMBEDDED))
SAMPLE_DATA = env.flag("SAMPLE_DATA", default=False)
if SAMPLE_DATA and not (DEBUG or EMBEDDED):
    raise ImproperlyConfigured(
        "环境变量 SAMPLE_DATA 的值不正确：设置了 DATABASE_URL 的正式环境不得有演示数据和演示账号。"
    )

# The key that `make run` made serves the commands that are given beside it; there is none where a server is named.
_MADE_KEY = env.line(DATA_DIR / "secret-key") if EMBEDDED else None
SECRET_KEY = env.text(
    "SECRET_KEY",
    default="insecure-key-for-debugging-only" if DEBUG else _MADE_KEY,
    at_least=1 if DEBUG else 50,
)
_LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
# The loopback names are always served, because the health checks of a container ask by them.
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default=[] if DEBUG or EMBEDDED else None) + _LOOPBACK
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
# What is printed names the site: a request would let anyone who makes one choose the address.
PUBLIC_URL = env.site("PUBLIC_URL", default=CSRF_TRUSTED_ORIGINS)

# Without it the hall screen is open to everyone, as the public board is.
HALL_DEVICE_KEY = env.secret("HALL_DEVICE_KEY", at_least=16)

# --- the application ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "scoreboard.staticfiles.StaticFiles",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_tables2",
    "ninja",
    "contests.apps.ContestsConfig",
]

# Static files are answered before a session is looked up; the policy header is put on everything after them.
MIDDLEWARE = [
    "contests.views.kept_answers.KeptAnswersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "contests.views.gates.GateMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "scoreboard.urls"
WSGI_APPLICATION = "scoreboard.wsgi.application"
TEMPLATES = templating.engines(BASE_DIR / "templates")

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- data -----------------------------------------------------------------------------------------------------

if EMBEDDED or not _REDIS_URL:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": _POSTGRES or backends.sqlite(DATA_DIR / "scoreboard.sqlite3")}
CACHES = {"default": backends.cache(_REDIS_URL)}
KEPT_SECONDS = 0.5
MEDIA_ROOT = DATA_DIR / "media"
# Form fields only; a file is streamed to disk, and its size is judged by the form that takes it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A contest of a thousand entrants is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
EVIDENCE_MAX_BYTES = env.number("EVIDENCE_MAX_MB", default=20, at_least=1, at_most=90) * 1024 * 1024

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", *backends.vendors(BASE_DIR / "node_modules")]
_FILES = "django.core.files.storage.FileSystemStorage"
STORAGES = {
    "default": {"BACKEND": _FILES},
    # What people send in lies outside of every folder that is served: only views that ask who may see it give it out.
    "uploads": {"BACKEND": _FILES, "OPTIONS": {"location": DATA_DIR / "uploads"}},
    "evidence": {"BACKEND": _FILES, "OPTIONS": {"location": DATA_DIR / "evidence"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "scoreboard.staticfiles.Storage"
    },
}
WHITENOISE_AUTOREFRESH = DEBUG
# Whatever a page or a script loads has the hash of its bytes in its name. Maps are for who looks into a script.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
WHITENOISE_USE_FINDERS = DEBUG

# --- accounts -------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "contests.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# The first makes new hashes; one of the second is made anew when its owner signs in.
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "PBKDF2")]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {"NAME": "contests.selectors.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": "contests.selectors.passwords.KindsValidator", "OPTIONS": {"at_least": 3}},
    {"NAME": "contests.selectors.passwords.EarlierValidator"},
]
_PASSWORD_DAYS = env.number("PASSWORD_MAX_AGE_DAYS", default=90, at_least=0, at_most=3650)
PASSWORD_MAX_AGE = timedelta(days=_PASSWORD_DAYS) if _PASSWORD_DAYS else None
# Five failures from one address lock the account there; so many from all together lock it everywhere.
AXES_HANDLER = "contests.views.lockout.LockoutHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], ["username"]]
AXES_FAILURE_LIMIT = 5
ACCOUNT_FAILURE_LIMIT = 20
AXES_COOLOFF_TIME = timedelta(minutes=env.number("LOCKOUT_MINUTES", default=15, at_least=1, at_most=1440))
AXES_RESET_ON_SUCCESS = True
# Whoever goes on trying while locked out does not keep the account from its owner any longer by that.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "contests.views.addresses.client_address"
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
# Who signed in when is kept by our own log.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# How many proxies in front of the application write down whose request they hand on.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=0, at_least=0, at_most=5)
IDLE_TIME = timedelta(minutes=env.number("IDLE_MINUTES", default=30, at_least=2, at_most=480))
SECOND_STEP_ROLES = env.chosen("SECOND_STEP_ROLES", Role.values)
OTP_TOTP_ISSUER = "竞赛红黑榜"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "office:home"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- security -------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "contests.views.refusals.csrf_failure"
# Neighbours under the same government domain, and the browsers' lists, are not ours to decide for.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
API_PER_MINUTE = env.number("API_PER_MINUTE", default=300, at_least=1, at_most=10**6)
API_PUSHES_PER_MINUTE = env.number("API_PUSHES_PER_MINUTE", default=30, at_least=1, at_most=10**6)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # Tabler's style sheet draws its small icons by data addresses.
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        # The hall screen comes back from the browser's storage by one.
        "worker-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- notices --------------------------------------------------------------------------------------------------

_MAIL = env.mail("EMAIL_URL")
NOTICES_BY_EMAIL = _MAIL is not None
if _MAIL is not None:
    EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"] or "", _MAIL["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL["EMAIL_USE_TLS"], _MAIL["EMAIL_USE_SSL"]
    DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM")
EMAIL_TIMEOUT = 10
# Days before a deadline on which those who have not reported are told.
NOTICE_DAYS = env.days("NOTICE_DAYS", default=[2, 1])
# Where robots may speak beside the platforms' own addresses.
ROBOT_GATEWAYS = env.hosts("ROBOT_GATEWAYS")
# What the links of mails begin with.
SITE_URL = CSRF_TRUSTED_ORIGINS[0] if CSRF_TRUSTED_ORIGINS else ""

# --- tasks ----------------------------------------------------------------------------------------------------

CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = backends.broker(_REDIS_URL, DATA_DIR / "queue.sqlite3")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
# A task is given back when its worker dies, so every task is written to be run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# The embedded queue has no fan-out: what is sent to every worker would stay in it.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(_REDIS_URL)
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "watch-calendar": {"task": "contests.tasks.watch_calendar", "schedule": 120.0},
    # With the seconds until a screen asks again it is in the hall within half a minute.
    "publish-due": {"task": "contests.tasks.publish_due", "schedule": 15.0},
    "verify-log": {"task": "contests.tasks.verify_log", "schedule": crontab(hour="3", minute="17")},
    "watch-notices": {"task": "contests.tasks.watch_notices", "schedule": 60.0},
    "remove-old-uploads": {"task": "contests.tasks.remove_old_uploads", "schedule": 6 * 60 * 60.0},
}
