"""What the audit trail watches here: who may do what, what a center is, what money is worth."""

from centers.audit.watched import watch
from centers.models import Center, ExchangeRate, Membership, User


def watch_all():
    watch(User, values=("is_active",), silent=("last_login", "theme", "language", "single_keys"))
    watch(
        Membership,
        values=("user", "role", "center", "country", "funder", "valid_from", "valid_until"),
    )
    watch(
        Center,
        values=("country", "parent", "code", "opened_on", "closed_on", "locked_through"),
        place=("{row}.id", "{row}.country_id"),
    )
    watch(
        ExchangeRate,
        values=("currency", "year", "month", "per_usd", "source"),
        silent=("loaded_at",),
    )
