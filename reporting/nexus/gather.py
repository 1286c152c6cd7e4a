"""Sessions of a center in a US quarter as records of form 641, and what was missing on the way."""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from django.utils.translation import gettext as _

from centers.roles import Permission
from clients.models import Client, ClientContact, Consent, Outcome, Session
from clients.models.kinds import CapitalKind
from reporting.nexus import codes
from reporting.nexus.records import Capital, Counseling

EMAIL = re.compile(r"[.a-zA-Z0-9_-]+@[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)+")
LOANS = (CapitalKind.BANK_LOAN, CapitalKind.MICRO_LOAN)
EQUITY = (CapitalKind.SEED, CapitalKind.EQUITY, CapitalKind.OWN)
PERMISSION = Permission.CLIENT_EXPORT


@dataclass(frozen=True)
class Gap:
    """Something the form asks for that the record does not tell; `because` says what was done."""

    record: object  # a client or a session, with get_absolute_url
    because: str


def gather(user, center, period, location):
    """(records, gaps) of form 641. `location`: the number that SBA gave the center."""
    sessions = Session.objects.for_user(user, PERMISSION).reportable()
    sessions = sessions.filter(center=center, client__deleted_at=None)
    sessions = sessions.in_period(period.start, period.end)
    sessions = sessions.select_related("client__country", "advisor").order_by("held_on", "pk")
    sessions = list(sessions)
    people, consents = _people(sessions), _consents(sessions)
    capital, gaps, records, told = _capital(user, center, period), [], [], set()
    last = {session.client_id: session.pk for session in sessions}
    for session in sessions:
        client = session.client
        facts, found = _client_facts(client, people.get(client.pk), consents.get(client.pk))
        if client.pk not in told:
            gaps += [Gap(client, because) for because in found]
            told.add(client.pk)
        more, found = _session_facts(session)
        gaps += [Gap(session, because) for because in found]
        received = capital[client.pk] if last[client.pk] == session.pk else Capital()
        records.append(Counseling(location=location, capital=received, **facts, **more))
    return records, gaps


def _people(sessions):
    """{client: its first contact, else the first person named}"""
    first, role = {}, ClientContact.Role.FIRST_CONTACT
    clients = {session.client_id for session in sessions}
    links = ClientContact.objects.filter(client__in=clients).select_related("contact")
    for link in sorted(links, key=lambda link: (link.role != role, link.pk)):
        first.setdefault(link.client_id, link.contact)
    return first


def _consents(sessions):
    clients = {session.client_id for session in sessions}
    given = Consent.objects.filter(client__in=clients, kind=Consent.Kind.SERVICE, withdrawn_on=None)
    return {one.client_id: one for one in given.order_by("-given_on", "-pk")}


def _capital(user, center, period):
    """{client: Capital} of verified claims; guarantees and grants have no place in the form."""
    sums = defaultdict(Capital)
    claims = Outcome.objects.for_user(user, PERMISSION).verified()
    claims = claims.filter(center=center, kind=Outcome.Kind.CAPITAL).exclude(amount_usd=None)
    for claim in claims.in_period(period.start, period.end):
        before, usd = sums[claim.client_id], claim.amount_usd
        if claim.detail in LOANS:
            sums[claim.client_id] = Capital(
                before.loans + usd, before.loan_count + 1, before.equity, before.equity_count
            )
        elif claim.detail in EQUITY:
            sums[claim.client_id] = Capital(
                before.loans, before.loan_count, before.equity + usd, before.equity_count + 1
            )
    return sums


def _client_facts(client, person, consent):
    """(facts, reasons) of the client: parts 1 and 2 of the form."""
    said = [_("Race is not asked: “Prefer not to say”.")]
    said.append(_("Whether surveys may be sent is not asked: “No”."))
    if not consent:
        said.append(_("No consent on record: signature on file “No”."))
    names, surnames = (person.name, person.surname) if person else ("", "")
    if not (names and surnames):
        said.append(_("Names and surnames are not both known: the name is left out."))
        names = surnames = ""
    email = (person.email if person else "") or client.email
    if email and not EMAIL.fullmatch(email):
        said.append(_("The e-mail has characters that Nexus refuses: left out."))
        email = ""
    if client.phone:
        said.append(_("Nexus takes phones of ten US digits only: left out."))
    if not codes.SECTORS.get(client.sector):
        said.append(_("The sector is not known or has no equal in SBA's list: left out."))
    if client.contact_sex not in codes.SEXES:
        said.append(_("Sex is not stated or has no equal in SBA's list: left out."))
    return {
        "client_number": str(client.pk),
        "signature_on_file": bool(consent),
        "signed_on": consent.given_on if consent else None,
        "names": names,
        "surnames": surnames,
        "email": email,
        "city": client.municipality,
        "province": client.region,
        "country": country_name(client.country_id),
        "sex": codes.SEXES.get(client.contact_sex, ""),
        "company": client.name if client.stage != Client.Stage.PRE_VENTURE else "",
        "sector": codes.SECTORS.get(client.sector, ""),
        "women_share": client.declared_women_share,
        "rural": {True: "Rural", False: "Urban"}.get(client.rural, ""),
    }, said


def _session_facts(session):
    """(facts, reasons) of the session: part 3 of the form, and the stage on its day."""
    said, client = [], session.client
    in_business = in_business_on(client, session.held_on)
    if in_business == "Undetermined":
        said.append(_("When the client went into business is not known: “Undetermined”."))
    if session.mode not in codes.MODES:
        said.append(_("The mode has no equal in SBA's list: left out."))
    topic = codes.TOPICS.get(session.topic, "Other" if session.topic else "")
    if not topic:
        said.append(_("The session has no topic: left out."))
    language = client.language or client.country.language
    return {
        "session_number": str(session.pk),
        "held_on": session.held_on,
        "in_business": in_business,
        "topic": topic,
        "other_topic": session.get_topic_display() if topic == "Other" else "",
        "mode": codes.MODES.get(session.mode, ""),
        "language": codes.LANGUAGES.get(language, ""),
        "counselor": session.advisor.name if session.advisor else session.advisor_name,
        "contact_hours": hours_of(session.contact_minutes),
        "preparation_hours": hours_of(session.prep_minutes),
        "travel_hours": hours_of(session.travel_minutes),
    }, said


def in_business_on(client, day):
    """SBA's word for whether the client was in business on `day`: Yes, No or Undetermined."""
    if client.started_on:
        return "Yes" if client.started_on <= day else "No"
    known = {Client.Stage.PRE_VENTURE: "No", Client.Stage.IN_BUSINESS: "Yes"}
    return known.get(client.stage, "Undetermined")


def country_name(code):
    """SBA's name of a country, which is mostly the English one."""
    return codes.COUNTRIES.get(code) or Locale("en").territories[code]


def hours_of(minutes):
    """Hours with two decimals."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)
