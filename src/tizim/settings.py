"""Django's settings for every shell. No secret and no path of a workspace stands here: `tizim.db.connect` sets them.

TIZIM_DATABASE_URL   postgresql://… for an office's server instead of the embedded database
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).parent


def _database() -> dict[str, object]:
    url = urlsplit(os.environ.get("TIZIM_DATABASE_URL", ""))
    if url.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
        }
    return {"ENGINE": "tizim.db.sqlcipher", "NAME": ":memory:", "OPTIONS": {"transaction_mode": "IMMEDIATE"}}


# Signs form tokens of this process only; sessions are held in memory, so a new one at each start is right.
SECRET_KEY = secrets.token_urlsafe(48)
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["tizim.db"]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("kk", "Қазақша"), ("ug", "ئۇيغۇرچە"), ("ru", "Русский"), ("zh", "中文")]
LOCALE_PATHS = [HERE / "locale"]
LOGGING_CONFIG = None
ROOT_URLCONF = "tizim.web.urls"
MIDDLEWARE = [
    "tizim.web.middleware.speak",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tizim.web.middleware.Entrance",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": ["tizim.web.layout.words"],
            "builtins": ["tizim.web.layout", "tizim.web.parts"],
        },
    }
]
# A file that is sent stays in memory until the vault has encrypted it: nothing of it is ever on the disk in clear.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 200 * 1024 * 1024
STATIC_URL = "/static/"
APPEND_SLASH = False
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "tizim.web.views.refused"
