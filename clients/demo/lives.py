"""The invented life of a client: who it is, its sessions, how it stood, what it claims."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from centers.dates import add_months
from centers.folding import fold_firm
from clients import rules
from clients.actions.clients import search_text
from clients.demo import words
from clients.demo.chances import lognormal, maybe, pick, visits
from clients.models import (
    Client,
    ClientContact,
    Consent,
    Contact,
    FollowUp,
    Session,
    Situation,
)

Role = ClientContact.Role
SEXES = {"woman": 57, "man": 38, "not_stated": 4.5, "other": 0.5}
STAGES = {"pre_venture": 22, "start_up": 25, "in_business": 53}
SIZES = {"micro": 79, "small": 13, "medium": 2, "": 6}
MINUTES = {30: 12, 45: 18, 60: 38, 75: 5, 90: 17, 120: 10}
MODES = {"center": 42, "visit": 21, "chat": 14, "video": 12, "phone": 9, "email": 2}
TOPICS = {
    "finance": 20,
    "marketing": 19,
    "formalization": 12,
    "digital": 11,
    "credit": 9,
    "business_plan": 8,
    "production": 7,
    "women": 4,
    "quality": 3,
    "export": 3,
    "legal": 2,
    "": 2,
}
SHARES = {100: 44, 60: 12, 51: 4, 50: 13, 40: 4, 0: 11, None: 12}  # of women, a woman's firm


@dataclass
class Life:
    """One client with everything that hangs on it, not stored yet."""

    client: Client
    place: object
    advisor: object
    per_usd: Decimal = Decimal(1)  # units of the country's currency for a US dollar, lately
    rates: dict = field(default_factory=dict)  # (currency, year): (rate, its period, its source)
    contacts: list = field(default_factory=list)
    links: list = field(default_factory=list)
    consents: list = field(default_factory=list)
    sessions: list = field(default_factory=list)
    situations: list = field(default_factory=list)
    outcomes: list = field(default_factory=list)
    evidence: list = field(default_factory=list)
    followups: list = field(default_factory=list)


def invent(random, places, start, today, most_sessions):
    """A client of one of `places` that registered between `start` and `today`, with sessions."""
    place = random.choice(places)
    advisor = random.choice(place.advisors)
    # Some were there when the records begin; the others come evenly.
    days = (today - start).days
    registered = start + timedelta(
        days=random.randrange(days // 4 if maybe(random, 0.15, 1) else days)
    )
    life = Life(_client(random, place, advisor, registered), place, advisor)
    number = min(most_sessions, 1 + int(random.lognormvariate(2.1, 0.95)), 90)
    others = [other for other in places if other.center.country_id == place.center.country_id]
    for day in visits(random, number, registered, today):
        life.sessions.append(_session(random, life, day, others))
    life.client.first_session_on = min(one.held_on for one in life.sessions)
    return life


def _client(random, place, advisor, registered):
    language = place.language
    firms = words.FIRMS[language]
    sector = pick(random, {key: weight for key, (weight, _words) in firms.items()})
    kind = random.choice(firms[sector][1].split())
    surname = random.choice(words.SURNAMES[language].split())
    name = f"{kind} {random.choice(words.FIRM_NAMES[language])} {surname}"
    digits = f"{random.randint(0, 9_999_999):07}"
    stage = pick(random, STAGES)
    return Client(
        center=place.center,
        country=place.center.country,
        advisor=advisor,
        name=name,
        folded_name=fold_firm(name),
        stage=stage,
        sector=maybe(random, 0.95, sector, ""),
        size=pick(random, SIZES) if stage != "pre_venture" else "",
        municipality=place.center.municipality,
        rural=maybe(random, 0.9, random.random() < 0.3),
        phone=maybe(random, 0.93, f"7{digits[:3]}-{digits[3:]}", ""),
        phone_key=f"7{digits}",
        registered_on=registered,
        started_on=None if stage == "pre_venture" else registered - timedelta(days=700),
        contact_sex=pick(random, SEXES),
        language=language,
        created_at=_moment(registered),
    )


def _moment(day, hour=15):
    return datetime.combine(day, time(hour), tzinfo=UTC)


def add_people(random, life):
    """The person behind the firm with roles and share, and the consent; labels follow."""
    client, language = life.client, life.place.language
    sex = client.contact_sex
    names = words.MEN if sex == "man" else words.WOMEN
    surnames = words.SURNAMES[language].split()
    person = Contact(
        country=client.country,
        name=random.choice(names[language].split()),
        surname=f"{random.choice(surnames)} {random.choice(surnames)}",
        sex=sex,
        birth_year=maybe(random, 0.8, random.randint(1955, 2005)),
        phone=client.phone,
        phone_key=client.phone_key,
    )
    person.folded_name = fold_firm(str(person))
    share = pick(random, SHARES) if sex == "woman" else maybe(random, 0.85, 0)
    life.contacts.append(person)
    life.links.append(ClientContact(client=client, contact=person, role=Role.FIRST_CONTACT))
    if share:
        link = ClientContact(client=client, contact=person, role=Role.OWNER, share=Decimal(share))
        life.links.append(link)
    managed = sex == "woman" if sex in ("woman", "man") and random.random() < 0.6 else None
    if managed is not None:
        life.links.append(ClientContact(client=client, contact=person, role=Role.MANAGER))
    owned = None if share is None else Decimal(share)
    client.declared_women_share = owned
    client.women_owned = rules.women_owned(owned, managed)
    client.women_led = rules.women_led(owned, managed)
    client.search_text = search_text(client, [person])
    if random.random() < 0.95:
        consent = Consent(client=client, given_on=client.registered_on, text_version="1")
        consent.language, consent.recorded_by = language, life.advisor
        life.consents.append(consent)


def _session(random, life, day, places):
    place = random.choice(places) if random.random() < 0.03 else life.place
    own = place is life.place
    advisor = life.advisor if own and random.random() < 0.85 else random.choice(place.advisors)
    mode = pick(random, MODES)
    return Session(
        client=life.client,
        center=place.center,
        country=place.center.country,
        advisor=advisor,
        recorded_by=advisor,
        held_on=day,
        contact_minutes=pick(random, MINUTES),
        prep_minutes=random.choice((0, 0, 0, 15, 30)),
        travel_minutes=random.choice((20, 40, 60)) if mode == "visit" else 0,
        mode=mode,
        topic=pick(random, TOPICS),
        funder=maybe(random, 0.75, random.choice(place.funders)),
        note=maybe(random, 0.5, random.choice(words.NOTES[place.language]), ""),
        reportable=random.random() > 0.015,
        source="demo",
    )


def add_situations(random, life, today):
    """The baseline, and what follow-ups months later found; follow-ups still open stay open."""
    client = life.client
    if random.random() < 0.8:
        life.situations.append(_baseline(random, life))
    for months in client.country.followup_months:
        due = add_months(client.first_session_on, months)
        life.followups.append(_followup(random, life, months, due, today))


def _baseline(random, life):
    client = life.client
    in_business = client.stage != Client.Stage.PRE_VENTURE
    rate = life.per_usd
    sales = lognormal(random, 9000, 1.1) * rate if in_business else Decimal(0)
    exports = sales * Decimal("0.2") if in_business and random.random() < 0.05 else Decimal(0)
    jobs = int(random.lognormvariate(0.9, 0.7)) if in_business else 0
    women = sum(random.random() < 0.58 for _ in range(jobs))
    return Situation(
        client=client,
        center=client.center,
        country=client.country,
        as_of=client.registered_on,
        wave=Situation.Wave.BASELINE,
        currency=client.country.currency,
        sales_national=maybe(random, 0.9, round(sales, 2)),
        sales_export=round(exports, 2),
        women_full_time=women,
        women_part_time=0,
        men_full_time=jobs - women,
        men_part_time=maybe(random, 0.9, 0),
        source="demo",
        recorded_by=life.advisor,
    )


def _followup(random, life, months, due, today):
    row = FollowUp(client=life.client, center=life.client.center, country=life.client.country)
    row.months, row.due_on = months, due
    if due >= today - timedelta(days=5):
        return row
    answered = random.random() < 0.55
    if answered and life.situations:
        row.sent_at, row.sent_by = _moment(due), "whatsapp"
        row.answered_at = _moment(min(due + timedelta(days=random.randint(0, 20)), today))
        row.situation = _grown(random, life, months, row.answered_at.date())
        life.situations.append(row.situation)
    elif due < today - timedelta(days=75):
        row.closed_at = _moment(due + timedelta(days=60))
        row.closed_reason = "No contestó" if life.place.language == "es" else "No answer"
    elif random.random() < 0.5:
        row.sent_at, row.sent_by = _moment(due), "whatsapp"
    return row


def _grown(random, life, months, day):
    before = life.situations[-1]
    growth = Decimal(str(round(random.lognormvariate(0.12, 0.3), 4)))
    jobs_more = random.choices((-1, 0, 1, 2, 4), (8, 50, 25, 12, 5))[0]
    women_more = jobs_more if random.random() < 0.6 else 0
    grown = Situation(
        client=life.client,
        center=life.client.center,
        country=life.client.country,
        as_of=day,
        wave=str(months),
        currency=before.currency,
        women_full_time=max(0, before.women_full_time + women_more),
        women_part_time=before.women_part_time,
        men_full_time=max(0, before.men_full_time + jobs_more - women_more),
        men_part_time=before.men_part_time,
        source="demo",
        recorded_by=life.advisor,
    )
    for name in ("sales_national", "sales_export"):
        sales = getattr(before, name)
        setattr(grown, name, None if sales is None else round(sales * growth, 2))
    return grown
