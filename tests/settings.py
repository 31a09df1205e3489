"""The project's settings for tests: only what makes them fast, quiet and the same everywhere."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.update(
    ENV_FILE=os.devnull,  # what a developer keeps in .env is no part of a test
    DEBUG="off",
    SECRET_KEY="a key for tests, kept secret from nobody at all",
    FIELD_KEYS="test:dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktdGVzdDE=",
    SITE_URL="http://testserver",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    EMAIL_URL="memorymail://",
    CACHE_URL="locmemcache://tests",
    TASK_BACKEND="django_tasks.backends.immediate.ImmediateBackend",
    RATE_LIMITS="off",
    ELASTICSEARCH_URL="",
    GEOCODER="",
)
for name in ("MEDIA_ROOT", "STATIC_ROOT", "FROM_EMAIL", "PROXIES", "SECURITY_CONTACT"):
    os.environ.pop(name, None)
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="portal-tests-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from portal.settings import *  # noqa: E402, F403  # after the environment is as it should be
from portal.settings import BASE_DIR, DATABASES, STORAGES  # noqa: E402

TESTING = True
# Migrated and filled databases, kept between runs under a hash of what they were made from: see tests/databases.py.
TEMPLATES_OF_DATABASES = Path(os.environ.get("TEST_TEMPLATES", BASE_DIR / "var" / "test"))

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["OPTIONS"].pop("pool")  # a pool holds on to databases that tests drop

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
