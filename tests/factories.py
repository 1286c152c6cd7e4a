"""Rows for tests: plain functions with sensible, unique values. What a test is about, it passes.

    center = make_center(country=make_country("SV"))
    advisor = make_advisor(center)
    client = make_client(center=center, name="Panadería Karla")
    make_session(client=client, held_on=date(2024, 5, 2), contact_minutes=90)

Rows are written directly, past the actions: what a form or an import does belongs to its own tests.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone

from centers.folding import fold, fold_firm
from centers.models import (
    Center,
    Country,
    ExchangeRate,
    Funder,
    Membership,
    User,
)
from centers.roles import Role
from clients.models import (
    Appointment,
    Attendance,
    Client,
    ClientContact,
    Consent,
    Contact,
    Evidence,
    Export,
    FollowUp,
    ImportRun,
    Merge,
    Outcome,
    RecheckSample,
    Session,
    Situation,
    Training,
)
from reporting.models import Edition, PeriodClosing, Report, ReportLink, Target

PASSWORD = "correct horse battery"
DAY = date(2024, 5, 15)

_numbers = count(1)

COUNTRIES = {
    "SV": {"name": "El Salvador", "currency": "USD", "locale": "es_SV", "language": "es"},
    "GT": {"name": "Guatemala", "currency": "GTQ", "locale": "es_GT", "language": "es"},
    "BZ": {"name": "Belize", "currency": "BZD", "locale": "en_BZ", "language": "en"},
    "JM": {"name": "Jamaica", "currency": "JMD", "locale": "en_JM", "language": "en"},
    "CR": {"name": "Costa Rica", "currency": "CRC", "locale": "es_CR", "language": "es"},
    "HT": {"name": "Haiti", "currency": "HTG", "locale": "fr_HT", "language": "fr"},
}


def make_country(code="SV", **fields):
    """The country with this code, active; made where the migrations have not."""
    facts = COUNTRIES.get(code, {"name": code, "currency": "USD"})
    country, _made = Country.objects.get_or_create(code=code, defaults=facts)
    for name, value in ({"active": True} | fields).items():
        setattr(country, name, value)
    country.save()
    return country


def make_center(country=None, **fields):
    country = country or make_country()
    number = next(_numbers)
    fields = {"code": f"{country.code}-T{number}", "name": f"Centro {number}"} | fields
    return Center.objects.create(country=country, **fields)


def make_funder(country=None, **fields):
    number = next(_numbers)
    fields = {"code": f"F-{number}", "name": f"Fondo {number}"} | fields
    return Funder.objects.create(country=country, **fields)


def make_user(role=None, *, center=None, country=None, funder=None, **fields):
    """A person who reads English; with `role`, a membership at the center, country or network."""
    number = next(_numbers)
    fields = {"name": f"Ana Prueba {number}", "language": "en"} | fields
    email = fields.pop("email", f"person{number}@example.org")
    user = User.objects.create_user(email, fields.pop("password", PASSWORD), **fields)
    if role:
        Membership.objects.create(
            user=user, role=role, center=center, country=country, funder=funder
        )
    return user


def make_advisor(center=None, **fields):
    return make_user(Role.ADVISOR, center=center or make_center(), **fields)


def make_director(center=None, **fields):
    return make_user(Role.DIRECTOR, center=center or make_center(), **fields)


def make_coordinator(country=None, **fields):
    return make_user(Role.COORDINATOR, country=country or make_country(), **fields)


def make_funder_user(country=None, **fields):
    """A person of a funder: protected figures of the country only."""
    country = country or make_country()
    return make_user(Role.FUNDER, country=country, funder=make_funder(country), **fields)


def make_administrator(**fields):
    return make_user(Role.ADMINISTRATOR, **fields)


def field_payload(client, **changes):
    """What a phone sends of a session of `client`, without its envelope."""
    return {
        "client": client.pk,
        "contact_minutes": 45,
        "mode": "center",
        "topics": ["finance"],
        "held_on": timezone.localdate().isoformat(),
    } | changes


def make_client(center=None, **fields):
    center = center or make_center()
    number = next(_numbers)
    fields = {
        "name": f"Tienda {number}",
        "stage": Client.Stage.IN_BUSINESS,
        "sector": "G",
        "size": Client.Size.MICRO,
        "municipality": "Ilobasco",
        "registered_on": date(2024, 1, 10),
    } | fields
    fields.setdefault("folded_name", fold_firm(fields["name"]))
    fields.setdefault("search_text", fold(f"{fields['name']} {fields.get('phone', '')}"))
    return Client.objects.create(center=center, country=center.country, **fields)


def make_contact(client=None, *, role=ClientContact.Role.OWNER, share=None, **fields):
    """A woman; with `client`, linked to it in `role` owning `share` per cent."""
    number = next(_numbers)
    fields = {"name": "Karla", "surname": f"Zúniga {number}", "sex": "woman"} | fields
    fields.setdefault("country", client.country if client else make_country())
    fields.setdefault("folded_name", fold(f"{fields['name']} {fields['surname']}"))
    contact = Contact.objects.create(**fields)
    if client:
        ClientContact.objects.create(client=client, contact=contact, role=role, share=share)
    return contact


def make_consent(client, **fields):
    fields = {"given_on": DAY, "text_version": "1", "language": "es"} | fields
    return Consent.objects.create(client=client, **fields)


def _owned(client):
    client = client or make_client()
    return {"client": client, "center": client.center, "country": client.country}


def make_session(client=None, **fields):
    """An hour at the center on 2024-05-15."""
    fields = {"held_on": DAY, "contact_minutes": 60, "topic": "finance"} | fields
    return Session.objects.create(**_owned(client) | fields)


def make_training(center=None, *, present=(), absent=(), **fields):
    """Two hours about finance on 2024-05-15; the contacts who came and those who did not."""
    center = center or make_center()
    fields = {"title": "Costos", "held_on": DAY, "minutes": 120, "topic": "finance"} | fields
    training = Training.objects.create(center=center, country=center.country, **fields)
    for contacts, came in ((present, True), (absent, False)):
        for contact in contacts:
            Attendance.objects.create(training=training, contact=contact, present=came)
    return training


def make_situation(client=None, **fields):
    """As of 2024-05-15: 12,000.00 of national sales, three full-time jobs, two of them women's."""
    row = _owned(client) | {
        "as_of": DAY,
        "sales_national": Decimal("12000.00"),
        "sales_export": Decimal("0.00"),
        "women_full_time": 2,
        "women_part_time": 0,
        "men_full_time": 1,
        "men_part_time": 0,
    }
    row |= fields
    row.setdefault("currency", row["country"].currency)
    return Situation.objects.create(**row)


def make_outcome(client=None, **fields):
    """A declared claim on 2024-05-15: two jobs, one of them a woman's, unless `kind` says else.

    Money kinds get 1,000.00 in US dollars. state="verified" gets a verifier and a moment.
    """
    row = _owned(client) | {"kind": Outcome.Kind.JOBS_CREATED, "occurred_on": DAY} | fields
    if row["kind"] in Outcome.JOB_KINDS:
        row = {"quantity": 2, "women": 1} | row
    elif row["kind"] in Outcome.MONEY_KINDS:
        row = {"amount": Decimal("1000.00"), "currency": "USD"} | row
        if row["currency"] == "USD":
            row = {"rate": Decimal(1), "amount_usd": row["amount"]} | row
    else:
        row = {"quantity": 1} | row
    if row.get("state") == Outcome.State.VERIFIED:
        row.setdefault("verified_at", datetime(2024, 6, 1, tzinfo=UTC))
        if "verified_by" not in row:
            row["verified_by"] = make_director(row["center"])
    if row.get("state") == Outcome.State.RETURNED:
        row.setdefault("returned_reason", "no_evidence")
    return Outcome.objects.create(**row)


def make_evidence(outcome, **fields):
    return Evidence.objects.create(outcome=outcome, **{"label": "Planilla ISSS"} | fields)


def make_closing(country, **fields):
    fields = {"start": date(2023, 1, 1), "end": date(2024, 1, 1), "figures": []} | fields
    return PeriodClosing.objects.create(country=country, **fields)


def make_recheck_sample(country, **fields):
    fields = {
        "starts_on": date(2024, 1, 1),
        "ends_on": date(2025, 1, 1),
        "population": 1,
        "seed": 1,
    } | fields
    return RecheckSample.objects.create(country=country, **fields)


def make_followup(client=None, **fields):
    fields = {"months": 6, "due_on": date(2024, 11, 15)} | fields
    return FollowUp.objects.create(**_owned(client) | fields)


def make_appointment(client=None, **fields):
    row = _owned(client) | {"starts_at": datetime(2024, 5, 20, 15, tzinfo=UTC)} | fields
    if "advisor" not in row:
        row["advisor"] = make_advisor(row["center"])
    return Appointment.objects.create(**row)


def make_merge(survivor=None):
    """Another client of the same center, merged into `survivor`."""
    survivor = survivor or make_client()
    loser = make_client(survivor.center, name=f"{survivor.name} dos", merged_into=survivor)
    return Merge.objects.create(survivor=survivor, loser=loser, moved={}, before={}, after={})


def make_rate(currency="GTQ", year=2024, per_usd="7.75", month=None):
    """Units of `currency` for a US dollar; replaces the rate the migrations brought, if any."""
    values = {"per_usd": Decimal(per_usd), "source": "test"}
    keys = {"currency": currency, "year": year, "month": month}
    return ExchangeRate.objects.update_or_create(**keys, defaults=values)[0]


def make_import(center=None, **fields):
    """An import that was cancelled: what remains is its name and its day."""
    center = center or make_center()
    fields = {"file_name": "workbook.xlsx", "state": ImportRun.State.CANCELLED} | fields
    return ImportRun.objects.create(center=center, country=center.country, **fields)


def make_edition(country=None, **fields):
    """An edition of 2024 for funders, of one center without any activity."""
    country = country or make_country()
    data = {
        "start": "2024-01-01",
        "end": "2025-01-01",
        "cut": "2025-01-31T12:00:00+00:00",
        "countries": [{"code": country.code, "name": country.name, "paper": country.paper}],
        "funder": None,
        "centers": [],
        "definitions": {},
        "lines": [],
        "rates": [],
        "followup": {"due": 0, "answered": 0, "survival_asked": 0, "surviving": 0},
    }
    row = {"start": date(2024, 1, 1), "end": date(2025, 1, 1), "data": data, "sha256": "0" * 64}
    edition = Edition.objects.create(**row | fields)
    edition.countries.add(country)
    return edition


def make_report(edition=None, **fields):
    """A finished one-page flyer in Spanish."""
    row = {"template": "flyer", "language": "es", "state": "ready", "sha256": "0" * 64} | fields
    # Its file lies in the folder of the month it was queued in, which a row gets when stored.
    report = Report(edition=edition or make_edition(), queued_at=timezone.now(), **row)
    report.file.save(f"{report.uuid}.pdf", ContentFile(b"%PDF-1.7"), save=True)
    return report


def make_report_link(report=None, **fields):
    """A link that works until 2100."""
    row = {"email": "reader@example.org", "expires_at": datetime(2100, 1, 1, tzinfo=UTC)} | fields
    return ReportLink.objects.create(report=report or make_report(), **row)


def make_target(country=None, **fields):
    """The country's own target of 120 jobs in 2024; with `center`, that center's."""
    center = fields.get("center")
    country = country or (center.country if center else make_country())
    fields = {"measure": "JOB-01", "year": 2024, "value": Decimal("120.00")} | fields
    return Target.objects.create(country=country, **fields)


def make_export(user=None, **fields):
    """An export whose file is no longer kept."""
    user = user or make_director()
    fields = {
        "what": "clients",
        "kind": "csv",
        "reason": "Yearly report",
        "state": "expired",
    } | fields
    return Export.objects.create(user=user, **fields)
