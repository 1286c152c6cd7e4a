"""Settings of the test run: fast hashing, plain static files, jobs run at once."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-and-never-anywhere-else")
os.environ.setdefault("SBDC_DEMO", "on")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from sbdc.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
AXES_ENABLED = False
