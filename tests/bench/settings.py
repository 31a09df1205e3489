"""The site as it runs in `make demo`, on data of its own that is thrown away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="portal-bench-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ.update(
    ENV_FILE=os.devnull,
    DEBUG="off",
    SECRET_KEY="a key for benchmarks, kept secret from nobody at all",
    FIELD_KEYS="bench:YmVuY2gta2V5LWJlbmNoLWtleS1iZW5jaC1rZXktISE=",
    SITE_URL="http://127.0.0.1:8000",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    RATE_LIMITS="off",
    VAR_DIR=str(FOLDER),
)

from portal.settings import *  # noqa: E402, F403  # after the environment is as it should be
from portal.settings import LOGGING  # noqa: E402

LOGGING["root"]["level"] = "WARNING"  # the table is all there is to read
