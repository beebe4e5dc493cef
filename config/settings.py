"""All settings, in one file. What differs between places comes typed from the environment (config/env.py)."""

import os
from pathlib import Path

import pghistory
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from config import embedded
from config.env import Env, broker_url, database_settings, json_list
from config.logs import logging_config
from config.production import faults

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = Env()

PRODUCTION = env.bool("PRODUCTION", default=False)
if PRODUCTION and (found := faults(os.environ)):
    raise ImproperlyConfigured("\n".join(["Production does not start:", *found]))
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development-and-the-demo" * 2)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])

INSTALLED_APPS = [
    "people",
    "reminders",
    "rewards",
    "roles",
    "mentoring",
    "pathways",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sites",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "rules",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.headers.PermissionsPolicyMiddleware",
    "config.headers.PrivatePagesMiddleware",
    "people.design.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rewards.looks.middleware.PayAccessMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "people.memberships.second_factor.SecondFactorMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "people.User"
SITE_ID = 1
SERVICE_NAME = "Clinical Leadership Pathways"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],  # the .jinja files; the .html beside them are Django's
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "config.jinja.environment",
            "context_processors": ["people.forms.tokens.one_token_a_page"],
        },
    },
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
    },
]

CSRF_FAILURE_VIEW = "people.pages.errors.stale_form"
FORM_RENDERER = "people.forms.rendering.NhsRenderer"

DATABASES = {"default": database_settings(env.str("DATABASE_URL", default="") or embedded.database_url())}
REDIS_URL = env.str("REDIS_URL", default="") or embedded.redis_url()
REDIS_PREFIX = env.str("REDIS_PREFIX", default="pathways")  # keeps tests and the demo apart on one server
CACHES = {
    "default": {
        "BACKEND": "people.cache.Cache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A record's history is found by the record: an index on every other foreign key of its events would slow each write.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")  # a GET changes no record

AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # once: the field can show what is typed
ACCOUNT_SIGNUP_FORM_CLASS = "people.accounts.signup.NameForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "login": "people.accounts.forms.LoginForm",
    "signup": "people.accounts.forms.SignupForm",
    "add_email": "people.accounts.forms.AddEmailForm",
    "change_password": "people.accounts.forms.ChangePasswordForm",
    "set_password": "people.accounts.forms.SetPasswordForm",
    "reset_password": "people.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "people.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "people.accounts.forms.ReauthenticateForm",
}
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# How many proxies stand before the web server: the rate limits (django-allauth's own) count by visitor.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # passkeys on http://localhost
MFA_FORMS = {
    "authenticate": "people.accounts.forms.AuthenticateForm",
    "reauthenticate": "people.accounts.forms.MfaReauthenticateForm",
    "activate_totp": "people.accounts.forms.ActivateTotpForm",
    "add_webauthn": "people.accounts.forms.AddKeyForm",
    "edit_webauthn": "people.accounts.forms.EditKeyForm",
}
# Memberships that see other people's pay need a second factor (people/memberships/second_factor.py).
MFA_REQUIRED_FOR_PAY_VIEWERS = env.bool("MFA_REQUIRED_FOR_PAY_VIEWERS", default=PRODUCTION)

# Organisations' own sign-in: a JSON list of {"provider_id", "name", "client_id", "secret", "settings":
# {"server_url"}}. OIDC_ORIGINS lists where their sign-in pages stand: a form of ours leads there.
OIDC_PROVIDERS = json_list("OIDC_PROVIDERS", env.str("OIDC_PROVIDERS", default="[]"))
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_PROVIDERS}}
SOCIALACCOUNT_ADAPTER = "people.accounts.adapters.OrganisationSignIn"
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
LOGIN_REDIRECT_URL = "/home/"
LOGIN_URL = "/accounts/login/"

# Nothing from other servers, no script or style within a page; sign-in providers are reached by redirect.
CONTENT_SECURITY_POLICY = {
    "default-src": ["'self'"],
    "base-uri": ["'none'"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "form-action": ["'self'", *env.list("OIDC_ORIGINS", default=[])],
    "frame-ancestors": ["'none'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]  # of letters too: a person may choose among them
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.assets.DesignSystemFinder",
]

# What people upload lies outside what the web server gives out: views answer it to who may read it.
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "documents"))
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "people.documents.receiving.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Hashed names and compressed copies, kept by browsers for good, where collectstatic has run.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION or DEMO
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Sessions: in the database, read from the cache; a working day long. Cookies go over https alone in production.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [
    r"^healthz$",
    r"^readyz$",
    r"^healthz/reminders$",
    r"^metrics$",
]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# With proxies before us, they say whether the visitor came by https; without, nobody's word is taken for it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
PERMISSIONS_POLICY = {
    **dict.fromkeys(["camera", "geolocation", "microphone", "payment", "usb", "browsing-topics"], "()"),
    "publickey-credentials-create": "(self)",
    "publickey-credentials-get": "(self)",
}

LOGGING = logging_config(as_json=PRODUCTION, level=env.str("LOG_LEVEL", default="INFO"))

# A task is acknowledged when it is done, so a worker's death loses none; each is safe to run twice.
CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{REDIS_PREFIX}:", "visibility_timeout": 300}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 270  # below the visibility timeout: a task ends before it is handed out again
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
# Each entry expires when the next is due, so that a worker that was away finds one of each, not a day's pile.
CELERY_BEAT_SCHEDULE = {
    "what is due": {"task": "reminders.tasks.sweep", "schedule": 60.0, "options": {"expires": 60}},
    "what follows from the data": {  # the first just after midnight in London
        "task": "reminders.tasks.follow",
        "schedule": crontab(minute="3"),
        "options": {"expires": 3600},
    },
    "mail goes out": {"task": "reminders.tasks.deliver", "schedule": 10.0, "options": {"expires": 10}},
    "applications past their time": {
        "task": "roles.keeping.tasks.erase",
        "schedule": crontab(minute="30", hour="2"),
        "options": {"expires": 24 * 3600},
    },
    "splits come into force": {  # hourly, the first just after midnight in London
        "task": "pathways.splits.tasks.bring_into_force",
        "schedule": crontab(minute="1"),
        "options": {"expires": 3600},
    },
    "splits follow merged services": {
        "task": "pathways.splits.tasks.follow_mergers",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "job plans that nobody wrote are forgotten": {
        "task": "pathways.jobplans.tasks.forget_unwritten",
        "schedule": crontab(hour="2", minute="45"),
        "options": {"expires": 24 * 3600},
    },
    "logs of practice that nobody wrote are forgotten": {
        "task": "pathways.practice.tasks.forget_unwritten",
        "schedule": crontab(hour="2", minute="55"),
        "options": {"expires": 24 * 3600},
    },
    "long lists that wait are written": {
        "task": "rewards.exports.tasks.write_waiting",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "long lists past their day are thrown away": {
        "task": "rewards.exports.tasks.throw_away",
        "schedule": crontab(minute="40"),
        "options": {"expires": 3600},
    },
    "payroll that was asked for is written": {
        "task": "rewards.payroll.tasks.write_waiting",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "payroll extracts that nobody wrote are forgotten": {
        "task": "rewards.payroll.tasks.forget_unwritten",
        "schedule": crontab(hour="2", minute="50"),
        "options": {"expires": 24 * 3600},
    },
    "saved searches, at once": {
        "task": "roles.saved.tasks.alert",
        "args": ["at_once"],
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "saved searches, daily": {  # late after a night without a worker rather than not at all
        "task": "roles.saved.tasks.alert",
        "args": ["daily"],
        "schedule": crontab(hour="7", minute="0"),
        "options": {"expires": 12 * 3600},
    },
    "saved searches, weekly": {
        "task": "roles.saved.tasks.alert",
        "args": ["weekly"],
        "schedule": crontab(hour="7", minute="10", day_of_week="mon"),
        "options": {"expires": 24 * 3600},
    },
    "allowances are protected after their term": {
        "task": "roles.appointments.tasks.protect_after_terms",
        "schedule": crontab(hour="0", minute="20"),
        "options": {"expires": 24 * 3600},
    },
    "reviews follow the line": {
        "task": "roles.reviews.tasks.follow_the_line",
        "schedule": crontab(hour="1", minute="10"),
        "options": {"expires": 24 * 3600},
    },
    "points are reached": {
        "task": "rewards.progression.tasks.follow_steps",
        "schedule": crontab(hour="0", minute="30"),
        "options": {"expires": 24 * 3600},
    },
    "offers run out": {
        "task": "roles.selection.tasks.lapse_offers",
        "schedule": crontab(minute="2"),
        "options": {"expires": 3600},
    },
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("EMAIL_HOST", default="127.0.0.1")
EMAIL_PORT = env.int("EMAIL_PORT", default=2525)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
MAIL_DIR = VAR_DIR / "mail"  # the demo's letters (config/mailsink.py), a Maildir
# A Maildir that the mail server fills before it answers, if there is one; and how long a worker's claim on a message
# holds, longer than the mail server takes to keep a letter (docs/adr/0006-told-once.md).
MAIL_EVIDENCE = env.str("MAIL_EVIDENCE", default=str(MAIL_DIR) if DEMO else "")
MAIL_LEASE_SECONDS = env.int("MAIL_LEASE_SECONDS", default=120)
MAIL_FIRST_PAUSE_SECONDS = 30  # before a second try; it doubles up to four hours (reminders/trouble.py)
MAIL_RUNS = env.int("MAIL_RUNS", default=2)  # deliveries at a time, over all workers
# What looks after the service asks (docs/adr/0023-seen-from-outside.md): /metrics answers whoever has the token, and
# nobody without one set; /healthz/reminders turns red when an email or a due is later than this.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
REMINDERS_LATE_MINUTES = env.int("REMINDERS_LATE_MINUTES", default=30)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Clinical Leadership Pathways <no-reply@demo.example>")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
