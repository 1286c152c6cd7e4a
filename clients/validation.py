"""What a claim of each kind must say: its own fields, and what cannot be right.

Pure functions, shared by the pages' forms, the import and the API. Nothing here writes.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centers.currencies import is_currency, minor_unit, round_to_minor_unit
from clients import rules
from clients.models import Formalization, Outcome
from clients.models.outcome import DETAILS

Kind = Outcome.Kind


JOBS = ("quantity", "women", "full_time", "part_time")
MONEY = ("amount", "currency")
# The facts each kind is made of, in the order in which a form asks for them.
FIELDS = {
    Kind.JOBS_CREATED: JOBS,
    Kind.JOBS_RETAINED: JOBS,
    Kind.JOBS_LOST: JOBS,
    Kind.SALES_INCREASE: MONEY,
    Kind.EXPORT_SALES: (*MONEY, "destinations", "first_export"),
    Kind.CAPITAL: ("detail", *MONEY, "quantity", "applied_on"),
    Kind.BUSINESS_STARTED: ("start_tests",),
    Kind.FORMALIZED: ("detail",),
    Kind.INNOVATION: ("detail", "quantity"),
    Kind.PROCUREMENT: ("quantity", *MONEY),
}
ALL_FIELDS = tuple(dict.fromkeys(name for names in FIELDS.values() for name in names))
REQUIRED = {
    Kind.JOBS_CREATED: ("quantity",),
    Kind.JOBS_RETAINED: ("quantity",),
    Kind.JOBS_LOST: ("quantity",),
    Kind.SALES_INCREASE: MONEY,
    Kind.EXPORT_SALES: (*MONEY, "destinations"),
    Kind.CAPITAL: ("detail", *MONEY),
    Kind.BUSINESS_STARTED: ("start_tests",),
    Kind.FORMALIZED: ("detail",),
    Kind.INNOVATION: ("detail",),
    Kind.PROCUREMENT: MONEY,
}
EMPTY = {"destinations": [], "start_tests": [], "first_export": False, "detail": "", "currency": ""}


def own_fields(kind, values):
    """`values` with the facts of other kinds emptied; a thing that is counted counts at least once.

    A start is one start, a certificate one innovation, unless more is said.
    """
    clean = dict(values)
    for name in ALL_FIELDS:
        if name not in FIELDS[kind]:
            clean[name] = EMPTY.get(name)
    if kind not in (*Outcome.JOB_KINDS, *Outcome.MONEY_KINDS):
        clean["quantity"] = clean.get("quantity") or 1
    return clean


def outcome_problems(kind, values, *, client, today):
    """{field: sentence} of what must be mended before the claim can be stored.

    `values`: the facts by field name; `today`: the center's local date.
    """
    problems = {}
    for name in REQUIRED[kind]:
        if values.get(name) in (None, "", []):
            problems[name] = MISSING[name]()
    problems |= _day_problems(kind, values, client, today)
    if kind in Outcome.JOB_KINDS:
        problems |= _job_problems(values)
    if "amount" in FIELDS[kind] and values.get("amount") is not None and values["amount"] <= 0:
        problems["amount"] = _("The amount must be more than zero.")
    if "amount" in FIELDS[kind] and values.get("currency"):
        problems |= _currency_problems(values.get("amount"), values["currency"])
    if kind in DETAILS and values.get("detail") and values["detail"] not in DETAILS[kind].values:
        problems["detail"] = _("Choose one of the kinds in the list.")
    unknown = set(values.get("start_tests") or ()) - set(rules.START_TESTS)
    if unknown:
        problems["start_tests"] = _("Choose among the four signs of being in business.")
    return problems


def _currency_problems(amount, currency):
    if not is_currency(currency):
        return {"currency": _("Write the currency as its three-letter code, for example USD.")}
    if amount is not None and amount != round_to_minor_unit(amount, currency):
        digits = minor_unit(currency)
        sentence = ngettext(
            "%(currency)s has %(digits)s decimal place; the amount has more.",
            "%(currency)s has %(digits)s decimal places; the amount has more.",
            digits,
        )
        return {"amount": sentence % {"currency": currency, "digits": digits}}
    return {}


MISSING = {
    "quantity": lambda: _("Say how many."),
    "amount": lambda: _("Say the amount."),
    "currency": lambda: _("Say the currency of the amount."),
    "detail": lambda: _("Choose the kind."),
    "destinations": lambda: _("Name at least one country the exports went to."),
    "start_tests": lambda: _("Mark at least one sign that the business is working."),
}


def _day_problems(kind, values, client, today):
    day, applied = values.get("occurred_on"), values.get("applied_on")
    if not day:
        return {"occurred_on": _("Say the day of the result.")}
    if day > today:
        return {"occurred_on": _("The day of the result lies in the future.")}
    if applied and applied > day:
        return {"applied_on": _("The application cannot be later than the money.")}
    first = client.first_session_on
    if kind == Kind.BUSINESS_STARTED and (first is None or day < first):
        return {
            "occurred_on": _(
                "A start counts from the client's first session on. Log that session first, "
                "or correct the day."
            )
        }
    return {}


def _job_problems(values):
    problems, jobs = {}, values.get("quantity")
    if jobs == 0:
        problems["quantity"] = _("The number of jobs must be more than zero.")
    if jobs is None:
        return problems
    if (values.get("women") or 0) > jobs:
        problems["women"] = _("Women cannot be more than all jobs (%(jobs)s).") % {"jobs": jobs}
    full, part = values.get("full_time"), values.get("part_time")
    if (full or 0) + (part or 0) > jobs or None not in (full, part) and full + part != jobs:
        problems["part_time"] = _("Full time and part time must add up to all jobs (%(jobs)s).") % {
            "jobs": jobs
        }
    return problems


def start_problems(outcome):
    """Sentences why a claimed start cannot be verified: signs, registrations, a start before."""
    if outcome.kind != Kind.BUSINESS_STARTED:
        return []
    client, problems = outcome.client, []
    held = client.formalizations.exclude(since__gt=outcome.occurred_on)
    registrations = set(held.values_list("kind", flat=True))
    required = set(outcome.country.in_business_requires)
    if missing := sorted(required - registrations):
        labels = dict(Formalization.Kind.choices)
        problems.append(
            _("The country asks for these registrations first: %(kinds)s.")
            % {"kinds": ", ".join(str(labels.get(one, one)) for one in missing)}
        )
    elif not rules.in_business(registrations, outcome.start_tests, required):
        problems.append(_("No sign of being in business is marked."))
    if client.first_session_on is None or outcome.occurred_on < client.first_session_on:
        problems.append(_("The start lies before the client's first session."))
    others = Outcome.objects.verified().filter(kind=Kind.BUSINESS_STARTED, client=client)
    if others.exclude(pk=outcome.pk).exists():
        problems.append(_("A start of this client is already verified; it counts once."))
    return problems
