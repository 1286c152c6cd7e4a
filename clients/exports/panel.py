"""A panel for evaluators: one line a client and wave, no names, a key that fits this file alone.

What could point to a person is left out or made coarse: no names, contacts, documents, notes,
municipality or day; births in bands of ten years; the month instead of the day.
"""

import hashlib
import hmac
import secrets
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from centers.roles import Permission
from clients.exports.columns import Column
from clients.models import ClientContact, Situation

EXPORT = Permission.CLIENT_EXPORT


def _column(name, label, kind="text", about=""):
    return Column(name, label, kind, lambda row, key=name: row[key], about=about)


COLUMNS = (
    _column("client_key", _("Client key"), "code", _("Differs from export to export")),
    _column("wave", _("Wave"), "code"),
    _column("as_of_month", _("Month of the figures"), "code"),
    _column("center", _("Center code"), "code"),
    _column("region", _("Department or parish")),
    _column("sector", _("Sector (ISIC section)"), "code"),
    _column("stage", _("Stage"), "code"),
    _column("size", _("Size"), "code"),
    _column("women_owned", _("Women-owned"), "code"),
    _column("contact_sex", _("Sex of the first contact"), "code"),
    _column("birth_decade", _("Decade of birth"), "code"),
    _column("client_since_month", _("Client since, month"), "code"),
    _column("sessions", _("Sessions up to then"), "number"),
    _column("hours", _("Hours with the client up to then"), "number"),
    _column("currency", _("Currency"), "code"),
    _column("sales_national", _("National sales, 12 months"), "money"),
    _column("sales_export", _("Export sales, 12 months"), "money"),
    _column("women_full_time", _("Women, full time"), "number"),
    _column("women_part_time", _("Women, part time"), "number"),
    _column("men_full_time", _("Men, full time"), "number"),
    _column("men_part_time", _("Men, part time"), "number"),
)
FIGURES = (
    "currency", "sales_national", "sales_export", "women_full_time", "women_part_time",
    "men_full_time", "men_part_time",
)  # fmt: skip


def panel_rows(user, country):
    """The lines as dicts, in an order that says nothing; two calls never share a key."""
    secret = secrets.token_bytes(32)
    situations = Situation.objects.for_user(user, EXPORT).filter(
        country=country, client__deleted_at=None, client__merged_into=None
    )
    rows = list(situations.select_related("client", "center"))
    births = _births(country)
    served = _served(rows)
    lines = [_line(row, secret, births, served) for row in rows]
    return sorted(lines, key=lambda line: (line["client_key"], line["as_of_month"], line["wave"]))


def _line(row, secret, births, served):
    client = row.client
    key = hmac.new(secret, client.uuid.bytes, hashlib.sha256).hexdigest()[:16]
    birth = births.get(client.pk)
    sessions, minutes = served[row.pk]
    return {
        "client_key": key,
        "wave": row.wave,
        "as_of_month": f"{row.as_of:%Y-%m}",
        "center": row.center.code,
        "region": client.region,
        "sector": client.sector,
        "stage": client.stage,
        "size": client.size,
        "women_owned": client.women_owned,
        "contact_sex": client.contact_sex,
        "birth_decade": f"{birth // 10 * 10}s" if birth else "",
        "client_since_month": f"{client.registered_on:%Y-%m}",
        "sessions": sessions,
        "hours": (Decimal(minutes) / 60).quantize(Decimal("0.01")),
        **{name: getattr(row, name) for name in FIGURES},
    }


def _births(country):
    """{client: year of birth of its first contact}."""
    links = ClientContact.objects.filter(
        client__country=country, role=ClientContact.Role.FIRST_CONTACT
    )
    return dict(links.order_by("-pk").values_list("client", "contact__birth_year"))


def _served(rows):
    """{situation: (sessions, minutes with the client) up to its day}."""
    found = {}
    for start in range(0, len(rows), 500):
        part = rows[start : start + 500]
        for row in part:
            found[row.pk] = (0, 0)
        annotated = Situation.objects.filter(pk__in=[row.pk for row in part]).annotate(
            sessions=Count("client__sessions", filter=_until_then()),
            contact=Sum("client__sessions__contact_minutes", filter=_until_then()),
            prep=Sum("client__sessions__prep_minutes", filter=_until_then()),
        )
        for pk, sessions, contact, prep in annotated.values_list(
            "pk", "sessions", "contact", "prep"
        ):
            found[pk] = (sessions, (contact or 0) + (prep or 0))
    return found


def _until_then():
    return Q(
        client__sessions__held_on__lte=F("as_of"),
        client__sessions__deleted_at=None,
        client__sessions__reportable=True,
    )
