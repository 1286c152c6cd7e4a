"""Settings read from the environment: a wrong value stops the start with one sentence."""

import warnings
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

reader = environ.Env()


def text(name, default=None):
    """The variable `name`, or the content of the file that `name_FILE` points to.

    Raises ImproperlyConfigured when neither is set and there is no default.
    """
    if path := reader.str(f"{name}_FILE", default=""):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}.") from error
    value = reader.str(name, default="") or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE) in the environment.")
    return value


def flag(name, default=False):
    """True for 'on', False for 'off'; anything else stops the start."""
    value = reader.str(name, default="on" if default else "off").lower()
    if value not in ("on", "off"):
        raise ImproperlyConfigured(f"{name} must be 'on' or 'off', not {value!r}.")
    return value == "on"


def number(name, default, *, least=0, most=10**9):
    """A whole number between `least` and `most`."""
    value = reader.str(name, default=str(default))
    if not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {least} to {most}, not {value!r}."
        )
    return int(value)


def names(name, default=()):
    """A comma-separated list."""
    return [part.strip() for part in reader.str(name, default=",".join(default)).split(",") if part]


def web_address(name, default):
    """An address such as https://sbdc.example.org, without a slash at its end."""
    value = reader.str(name, default=default)
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} must be a web address such as https://sbdc.example.org, not {value!r}."
        )
    return value.rstrip("/")


def database(name, default):
    """A Django database entry from a URL such as postgres://user:password@host/name."""
    url = reader.str(name, default=default)
    try:
        with warnings.catch_warnings(action="ignore"):
            entry = environ.Env.db_url_config(url)
    except Exception as error:
        raise ImproperlyConfigured(
            f"{name} is not a database URL such as postgres://… or sqlite:///…."
        ) from error
    if entry.get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        raise ImproperlyConfigured(f"{name} must begin with sqlite:/// or postgres://.")
    return entry


def replica(name, primary):
    """The database entry of a replica of `primary` (an entry too), or None where there is none."""
    url = text(name, default="")
    if not url:
        return None
    if not primary["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured(
            f"{name} needs a PostgreSQL database to follow: set DATABASE_URL to postgres://…, "
            f"or leave {name} out."
        )
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{name} must begin with postgres://.")
    entry = database(name, url)
    if _place(entry) == _place(primary):
        raise ImproperlyConfigured(
            f"{name} names the same database as DATABASE_URL: give the replica's address, "
            "or leave it out."
        )
    # It never takes long to find out that it is away, and nothing is ever written there.
    more = {"connect_timeout": 2, "options": "-c default_transaction_read_only=on"}
    entry["OPTIONS"] = more | entry.get("OPTIONS", {})
    return entry | {"TEST": {"MIRROR": "default"}}


def _place(entry):
    options = entry.get("OPTIONS", {})
    return options.get("host", entry.get("HOST")), entry.get("PORT"), entry.get("NAME")


def mail(name, default):
    """Django's EMAIL_… settings from a URL such as smtp+tls://user:password@host:587."""
    try:
        return reader.email_url(name, default=default)
    except (ImproperlyConfigured, KeyError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{name} is not a mail URL such as smtp+tls://user:password@host:587 or consolemail://."
        ) from error
