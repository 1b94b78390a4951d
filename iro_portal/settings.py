"""Settings, from the environment alone. A missing one stops the start with one clear line.

`IRO_MODE` is `production` (the default), `demo` or `test`; only production insists on secrets and HTTPS.
"""

import sys
from pathlib import Path
from typing import Any

import environ
import pghistory

from accounts.audit.history import InsertEvent
from iro_portal.child_pages import *  # noqa: F403
from iro_portal.intake import *  # noqa: F403
from iro_portal.keeping import *  # noqa: F403
from iro_portal.loading import TEMPLATE_LOADERS
from iro_portal.logs import logging_to_stderr
from iro_portal.policy import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from iro_portal.schedule import broker_from, timed_work
from iro_portal.signing_in import *  # noqa: F403
from iro_portal.weak import too_weak

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()  # NAME_FILE is the path of a file that holds NAME


def required(name: str, what: str) -> str:
    """The value of an environment variable; without it the start ends with one line that names it."""
    value = env.str(name, default="").strip()
    if not value:
        sys.exit(f"IRO Portal cannot start: {name} is not set ({what}). See .env.example.")
    return value


MODE = env.str("IRO_MODE", default="production")
if MODE not in {"production", "demo", "test"}:
    sys.exit(f"IRO Portal cannot start: IRO_MODE is {MODE!r}; it must be production, demo or test.")
PRODUCTION = MODE == "production"
DEBUG = False
SECRET_KEY = (
    required("SECRET_KEY", "a long random text that signs sessions")
    if PRODUCTION
    else env.str("SECRET_KEY", default=f"only-for-{MODE}-never-for-real-records-0123456789-abcdefghij")
)
# keys that were replaced: what they signed and encrypted is still read (docs/operations/production.md)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = (
    [h.strip() for h in required("ALLOWED_HOSTS", "the host names people type, with commas").split(",")]
    if PRODUCTION
    else ["*"]
)
if PRODUCTION and (wrong := too_weak(SECRET_KEY, ALLOWED_HOSTS)):
    sys.exit(f"IRO Portal cannot start: {wrong}")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ADMIN_PATH = env.str("ADMIN_PATH", default="administration/").strip("/") + "/"
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")

DATABASES = {
    "default": env.db_url_config(
        required("DATABASE_URL", "the PostgreSQL database, postgres://user:password@host/name")
    )
}
if "postgresql" not in DATABASES["default"]["ENGINE"]:
    sys.exit("IRO Portal cannot start: DATABASE_URL must name a PostgreSQL database (postgres://…).")
DATABASES["default"] |= {
    # in the tests no thread of a live server may keep a connection that holds the database when it is to be
    # dropped; elsewhere a new connection prepares and plans every statement anew
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=0 if MODE == "test" else 600),
    "CONN_HEALTH_CHECKS": True,
    "ATOMIC_REQUESTS": False,
    "OPTIONS": {
        "connect_timeout": 5,
        # random_page_cost: as on every disk without a moving head. jit: our statements are long and answered
        # at once; to compile one takes longer than to answer it
        "options": env.str(
            "PG_OPTIONS",
            default="-c statement_timeout=30000 -c lock_timeout=8000 -c random_page_cost=1.1 -c jit=off",
        ),
    },
}
REDIS_URL = required("REDIS_URL", "the Redis-protocol server, redis://host:6379/0")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "crispy_forms",
    "pgtrigger",
    "pghistory",
    "accounts",
    "children",
    "reviews",
    "disputes",
    "reporting",
    "iro_portal",
    "demo",
    "bench",
]

MIDDLEWARE = [
    "accounts.middleware.WatchedUnderAnyName",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.drafts.browsers.MarkedBrowsers",
    "accounts.middleware.SessionLimits",
    "accounts.uploads.UploadLimits",
    "accounts.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ViewerMiddleware",
    "accounts.middleware.SetUpFirst",
    "children.middleware.ClosedRecords",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "iro_portal.urls"
WSGI_APPLICATION = "iro_portal.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": TEMPLATE_LOADERS,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "iro_portal.navigation.page",
            ],
            "builtins": [
                "accounts.templatetags.govuk",
                "accounts.templatetags.drafts",
                "accounts.templatetags.words",
                "accounts.templatetags.recording",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("govuk",)
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

# --- people and sessions
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.sign_in.backend.Backend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
BREACHED_PASSWORDS = env.str("BREACHED_PASSWORDS", default="")  # a file; see docs/accounts.md
if BREACHED_PASSWORDS and not Path(BREACHED_PASSWORDS).is_file():
    sys.exit("IRO Portal cannot start: BREACHED_PASSWORDS names no file.")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "accounts.sign_in.adapters.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
# How many proxies stand in front; each adds one address to X-Forwarded-For, the rest is anybody's word.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
# Ten wrong passwords lock one name for one machine (django-axes, below). These bound one machine alone: a
# whole council may share it, so signing in is not limited, and only wrong passwords count.
ACCOUNT_RATE_LIMITS = {
    "login": "900/m/ip",
    "login_failed": "120/900s/ip",
    "reset_password": "60/m/ip",  # of one person: accounts/sign_in/forgotten.py
    "reset_password_from_key": "60/m/ip",
    "reauthenticate": "20/m/user",
}
SECOND_FACTOR_REQUIRED = PRODUCTION  # of everybody, and no council may leave it out
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True  # after that only their hashes are kept
MFA_TOTP_ISSUER = "IRO Portal"
MFA_TOTP_TOLERANCE = 0  # one code at a time; accounts/sign_in/phone.py knows how far a phone's clock is off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # administrators enter the addresses; nobody signs up
MFA_ADAPTER = "accounts.sign_in.adapters.SecondFactorAdapter"
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=30 * 60)
SESSION_ABSOLUTE_SECONDS = env.int("SESSION_ABSOLUTE_SECONDS", default=12 * 60 * 60)
SESSION_ENGINE = "accounts.sign_in.sessions"
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "iro_portal.errors.csrf_failure"

# --- transport
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:  # by this prefix a browser takes them from this host over TLS alone, from no neighbour of it
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_SSL_REDIRECT = PRODUCTION and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# the hosts that a council's sign-in provider may stand on: nothing else is ever fetched for a council
SIGN_IN_HOSTS = env.list("SIGN_IN_HOSTS", default=["login.microsoftonline.com"])
CLAMAV = env.str("CLAMAV", default="")  # host:port or the path of a socket; empty: no scanner

# --- words, time, files
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE == "test"
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "iro_portal.cache.SharedCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "iro",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
    if MODE != "test"  # in the tests each process has its own
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MAIL_OF_MODE = {"demo": "consolemail://", "test": "memorymail://"}
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=MAIL_OF_MODE.get(MODE, "smtp://localhost:25"))
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="IRO Portal <no-reply@iro-portal.invalid>")

# --- history: triggers see bulk and raw writes too; the log itself can't be changed
PGTRIGGER_MIGRATIONS = False  # triggers are brought up to date after every migrate: quicker, and never behind
PGTRIGGER_INSTALL_ON_MIGRATE = True
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()

# --- what upper floors hand to lower ones (dotted names)
AFTER_CHILDREN_CHANGED = [
    "reviews.cycle.replay.after_children_changed",
    "reviews.triggers.finding.after_children_changed",
]
BEFORE_CHILDREN_REMOVED = [
    "reviews.cycle.replay.before_children_removed",
    "reviews.triggers.finding.before_children_removed",
]
BEFORE_NAME_ENDS = ["children.restriction.actions.check_may_end"]  # a name on a record is about to end
BEFORE_WRITTEN = ["children.retention.locking.refuse_locked"]  # an action on a child is about to be written
BEFORE_RECORD_ERASED = [
    "disputes.concern.erasing.keep_for_brothers_and_sisters",
    "reviews.inviting.erasing.forget_addresses",
]
MAIL_LINKS = ["reviews.inviting.links.put_in"]  # a secret link stands in a mail only when it is sent
MAIL_READERS = [  # whether somebody may still read what a mail is about, asked when it is sent
    "accounts.mail.reading.reads_request",
    *(f"{app}.mailed.reads" for app in ("children", "reviews", "disputes", "reporting")),
]
OUR_APPS = ("accounts", "children", "reviews", "disputes", "reporting")
WATCHED = [  # what the status page and the metrics show
    "accounts.site.watching.of_work",
    "children.imports.watched.of_imports",
    "reviews.cycle.watched.of_clock",
]
CODE_WORDS = ["children.codesets.words_of", "reviews.cycle.wording.words_of"]  # of a code in the trail
ROW_WORDS = ["reviews.record.own.held.words_of"]  # what a column of a row says, for who is given a record
START_STEPS = [
    "accounts.beginning.steps.council_steps",
    "children.beginning.steps",
    "reviews.beginning.steps",
    "disputes.beginning.steps",
    "reporting.beginning.steps",
]
LINKS_OF = (
    *("children.needs.views", "children.packs.views", "reviews.cycle.views", "reviews.triggers.reason_views"),
    *("reviews.letters.views", "reviews.feedback.views", "reviews.midway.asked_views"),
    *("reviews.inviting.words_views", "reviews.record.own.views", "disputes.panels"),
)
SETTINGS_LINKS = [f"{place}.settings_links" for place in LINKS_OF]
OFFICIAL_NUMBERS = ["reporting.comparators.beside.unknown_numbers"]  # what to say of a council's numbers
TERMS_PREVIEWS = ["reviews.cycle.preview.of_terms", "reporting.council.preview.of_terms"]
HOME_CARDS = [
    "accounts.site.home.cards",
    "accounts.beginning.views.cards",
    "reviews.day.home.cards",
    "children.child.home.cards",
    "children.restriction.home.cards",
    "children.retention.home.cards",
    "reviews.meeting.home.cards",
    "reviews.letters.lists.cards",
    "reviews.decisions.home.cards",
    "reviews.monitoring.home.cards",
    "disputes.home.cards",
    "reporting.home.waiting",
    "reporting.home.cards",
]
RECORD_KINDS = [f"{app}.recording.kinds" for app in ("children", "reviews", "disputes")]
AFTER_RECORDING_SET = ["reporting.tasks.after_recording_set"]
ENDED_WITH_SESSIONS = ["reviews.diary.feed.stop_addresses"]  # what opens something without signing in
AFTER_WORKER_LINKED = ["children.workers.actions.pass_on_team"]
INDEPENDENCE_CHECKS = ["children.people.independence.check_people"]
ACTS_AS_IRO = ["disputes.cover.covered.acted_for"]  # children of whom somebody acts as the IRO in something
IRO_ACTS_FOR_TOO = ["disputes.cover.covered.joined_to"]  # other children of whom a child's IRO does so
TRAIL_HIDES = [  # rows of the trail that a reader may not see
    "disputes.access.hidden_from_trail",
    "reviews.joint.access.hidden_from_trail",
]
CHILD_MODEL = "children.Child"
CHILD_NUMBERS = ["children.access.numbers_of"]
LOGGED_CHILDREN = ["children.access.numbers_in_log"]
LOGGED_CHILD_OF_NUMBER = ["children.access.of_number_in_log"]
RETURN_TABLES = ["children.imports.tables", "reviews.cycle.importing"]
JOB_HANDLERS = [
    "accounts.mail.outbox",
    "accounts.sign_in.forgotten",
    "children.tasks",
    "children.retention.bundles",
    "reviews.tasks",
    "reporting.tasks",
]

# --- long and timed work
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or broker_from(REDIS_URL)
CELERY_IMPORTS = ["reporting.edition.loaded"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # the worker waits for the broker while it is unavailable
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 20 * 60,  # always longer than the time limit of a task
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = timed_work(sweep_seconds=env.float("JOB_SWEEP_SECONDS", default=30))
METRICS_TOKEN = env.str("METRICS_TOKEN", default="").strip()
JOB_STALE_SECONDS = env.int("JOB_STALE_SECONDS", default=60)

LOGGING = logging_to_stderr(
    env.str("LOG_LEVEL", default="WARNING"), as_json=env.str("LOG_FORMAT", default="text") == "json"
)

if MODE == "test":
    # the test runner signs people in hundreds of times; the hash is proven in its own test
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
SILENCED_SYSTEM_CHECKS: list[str] = []
