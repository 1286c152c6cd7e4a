"""Accounts of a demonstration: kept in a file, offered on its login page, told on its console."""

import json

from django.conf import settings

from centers.roles import Role


def _file():
    return settings.VAR_DIR / "demo-logins.json"


def keep(password, accounts):
    """Remembers `accounts`, pairs of role and e-mail, which all have `password`."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    known = {"password": password, "accounts": [[str(role), email] for role, email in accounts]}
    _file().write_text(json.dumps(known), encoding="utf-8")


def offered():
    """{"password": …, "accounts": [(label of the role, e-mail)]}; empty but on a demonstration."""
    if not settings.DEMO or not _file().exists():
        return {}
    known = json.loads(_file().read_text(encoding="utf-8"))
    return known | {"accounts": [(Role(role).label, email) for role, email in known["accounts"]]}
