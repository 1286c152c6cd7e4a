"""The results that invented clients claim: from changes between situations, and direct ones."""

from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from clients.actions.differences import changes_since
from clients.demo import words
from clients.demo.chances import CENT, lognormal, maybe, pick
from clients.models import Evidence, Outcome
from clients.models.kinds import StartTest

Kind, State = Outcome.Kind, Outcome.State
OLD = {"verified": 72, "evidenced": 10, "declared": 12, "returned": 6}
RECENT = {"verified": 16, "evidenced": 36, "declared": 43, "returned": 5}
ANSWERS = {"yes": 70, "in_part": 20, "no": 2, "": 8}
CAPITAL = {"micro_loan": 38, "bank_loan": 27, "grant": 13, "seed": 10, "own": 8, "guarantee": 4}
FORMAL = {"tax_number": 45, "permit": 25, "registry": 20, "social_security": 10}
INNOVATION = {"digital_sales": 50, "product": 35, "certification": 10, "property": 5}
PAPERS = {
    Kind.SALES_INCREASE: "tax_return",
    Kind.CAPITAL: "loan",
    Kind.FORMALIZED: "registration",
    Kind.JOBS_CREATED: "payroll",
    Kind.JOBS_RETAINED: "payroll",
}


def add_claims(random, life, today):
    """What the changes between situations say, and what the client tells directly."""
    for before, after in zip(life.situations, life.situations[1:], strict=False):
        for kind, facts in changes_since(before, after).items():
            claim = _claim(random, life, kind, after.as_of, today, **facts)
            claim.from_situation, claim.to_situation = before, after
    for chance, make in DIRECT:
        if random.random() < chance:
            kind, facts = make(random, life)
            first = life.client.first_session_on
            day = first + timedelta(days=random.randint(0, (today - first).days))
            _claim(random, life, kind, day, today, **facts)


def _claim(random, life, kind, day, today, **facts):
    client, director = life.client, life.place.director
    recent = (today - day).days < 45
    claim = Outcome(
        client=client,
        center=client.center,
        country=client.country,
        kind=kind,
        occurred_on=day,
        state=pick(random, RECENT if recent else OLD),
        attribution=pick(random, ANSWERS),
        funder=maybe(random, 0.75, random.choice(life.place.funders)),
        recorded_by=life.advisor,
        source="demo",
        **facts,
    )
    if claim.amount is not None:
        _freeze(claim, life)
    if claim.state == State.VERIFIED:
        claim.verified_by = director
        claim.verified_at = _noon(min(day + timedelta(days=random.randint(2, 30)), today))
    if claim.state == State.RETURNED:
        claim.returned_reason = random.choice(("no_evidence", "number", "date"))
    if claim.state in (State.VERIFIED, State.EVIDENCED):
        paper = PAPERS.get(kind, "signed")
        label = words.EVIDENCE[paper][life.place.language]
        life.evidence.append(Evidence(outcome=claim, kind=paper, label=label))
    life.outcomes.append(claim)
    return claim


def _noon(day):
    return datetime.combine(day, time(12), tzinfo=UTC)


def _freeze(claim, life):
    """The same as clients.actions.freeze, with rates looked up once for all."""
    found = life.rates.get((claim.currency, claim.occurred_on.year))
    if claim.currency == "USD":
        claim.rate, claim.amount_usd = Decimal(1), claim.amount
        claim.rate_date, claim.rate_source = f"{claim.occurred_on:%Y-%m}", "USD"
    elif found:
        claim.rate, claim.rate_date, claim.rate_source = found
        claim.amount_usd = (claim.amount / claim.rate).quantize(CENT, ROUND_HALF_UP)


def _money(random, life, median, spread):
    amount = (lognormal(random, median, spread) * life.per_usd).quantize(CENT)
    return {"amount": amount, "currency": life.client.country.currency}


def _jobs(random, life, kind):
    posts = 1 + int(random.lognormvariate(0.2, 0.7))
    women = sum(
        random.random() < (0.66 if life.client.contact_sex == "woman" else 0.36)
        for _ in range(posts)
    )
    part_time = sum(random.random() < 0.25 for _ in range(posts))
    facts = {"quantity": posts, "women": maybe(random, 0.95, women)}
    return kind, facts | {"full_time": posts - part_time, "part_time": part_time}


def _capital(random, life):
    facts = {"detail": pick(random, CAPITAL), "quantity": 1}
    return Kind.CAPITAL, facts | _money(random, life, 2400, 1.0)


def _exports(random, life):
    country = random.choice(("US", "GT", "MX", "CA", "ES"))
    facts = {"destinations": [country], "first_export": random.random() < 0.3}
    return Kind.EXPORT_SALES, facts | _money(random, life, 3800, 1.0)


def _start(random, life):
    tests = random.sample(StartTest.values, random.randint(1, 3))
    return Kind.BUSINESS_STARTED, {"quantity": 1, "start_tests": tests}


def _formal(random, life):
    return Kind.FORMALIZED, {"quantity": 1, "detail": pick(random, FORMAL)}


DIRECT = (
    (0.30, lambda random, life: _jobs(random, life, Kind.JOBS_CREATED)),
    (0.06, lambda random, life: _jobs(random, life, Kind.JOBS_RETAINED)),
    (0.30, lambda random, life: (Kind.SALES_INCREASE, _money(random, life, 1500, 1.1))),
    (0.18, _capital),
    (0.05, _exports),
    (0.12, _start),
    (0.14, _formal),
    (
        0.07,
        lambda random, life: (Kind.INNOVATION, {"quantity": 1, "detail": pick(random, INNOVATION)}),
    ),
    (
        0.02,
        lambda random, life: (Kind.PROCUREMENT, {"quantity": 1} | _money(random, life, 5200, 0.9)),
    ),
)
