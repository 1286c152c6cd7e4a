"""Headlines that state the finding, worked out from the figures by rules."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centers import formats
from reporting.charts import HIDDEN
from reporting.charts.spec import is_number

HALF, WHOLE = Decimal(50), Decimal(100)
RESULTS = ("JOB-01", "CAP-01", "SAL-01", "EXP-01", "BUS-01", "FOR-01", "JOB-02", "INN-01")
CLEAR = Decimal(5)  # points of difference worth a word


def headline(figures, period):
    """The one sentence at the top of the report."""
    jobs, clients = figures.value("JOB-01"), figures.value("CLI-01")
    capital = figures.value("CAP-01")
    if is_number(jobs) and jobs:
        return _jobs(jobs, figures.women_share("JOB-01"), period)
    if is_number(capital) and capital:
        return _("%(amount)s of verified capital reached clients in %(period)s") % {
            "amount": formats.money_short(capital),
            "period": period,
        }
    if is_number(clients) and clients and any(map(figures.value, RESULTS)):  # a mark is one, too
        return ngettext(
            "%(count)s client was advised in %(period)s",
            "%(count)s clients were advised in %(period)s",
            int(clients),
        ) % {"count": formats.integer(clients), "period": period}
    if is_number(clients) and clients:
        return ngettext(
            "%(count)s client was advised in %(period)s; no result is verified yet",
            "%(count)s clients were advised in %(period)s; no result is verified yet",
            int(clients),
        ) % {"count": formats.integer(clients), "period": period}
    if HIDDEN in (jobs, capital, clients):
        return _("The figures of %(period)s are confidential") % {"period": period}
    return _("No activity was recorded in %(period)s") % {"period": period}


def _jobs(jobs, share, period):
    said = {"count": formats.integer(jobs), "period": period}
    if not is_number(share):
        return (
            ngettext(
                "%(count)s verified job in %(period)s",
                "%(count)s verified jobs in %(period)s",
                int(jobs),
            )
            % said
        )
    if share > HALF:
        return _("%(count)s verified jobs in %(period)s, and more than half are women's") % said
    said["share"] = formats.percent(share / 100)
    return _("%(count)s verified jobs in %(period)s, %(share)s of them women's") % said


def jobs_over_years(years, totals, shares):
    """What happened to jobs from the first year shown to the last."""
    known = [(year, jobs) for year, jobs in zip(years, totals, strict=True) if is_number(jobs)]
    if len(known) < 2 or not known[0][1]:
        return _("Jobs created through the years")
    (first_year, first), (_last_year, last) = known[0], known[-1]
    said = {"year": first_year, "times": formats.decimal(last / first, 1)}
    if last >= first * 2:
        text = _("There are %(times)s times as many jobs as in %(year)s") % said
    elif last > first * Decimal("1.05"):
        text = _("More jobs than in %(year)s") % said
    elif last < first * Decimal("0.95"):
        text = _("Fewer jobs than in %(year)s") % said
    else:
        text = _("As many jobs as in %(year)s") % said
    if is_number(shares[0]) and is_number(shares[-1]) and shares[0] <= HALF < shares[-1]:
        return _("%(finding)s, and women became the majority") % {"finding": text}
    return text


def women_in_results(shares):
    """Where women lag. `shares`: {what (a label in words): per cent or None or HIDDEN}."""
    known = {what: value for what, value in shares.items() if is_number(value)}
    behind = [what for what, value in known.items() if value < HALF - CLEAR]
    if not known or HIDDEN in shares.values():  # no finding about what must not be seen
        return _("Women in each result")
    if not behind:
        return _("Women hold about half of every result, or more")
    lowest = min(known, key=known.get)
    return _("Women lag most in: %(what)s") % {"what": lowest}


def women_by_center(shares):
    """In how many centers most clients are women. `shares`: per cent, None or HIDDEN each."""
    most, known = _with_most_women(shares)
    if not known:
        return _("Women among clients, by center")
    if most == known:
        return _("In every center most clients are women")
    return ngettext(
        "In %(most)s of %(all)s centers most clients are women",
        "In %(most)s of %(all)s centers most clients are women",
        most,
    ) % {"most": formats.integer(most), "all": formats.integer(known)}


def women_by_country(shares):
    """The same of countries, where there are several."""
    most, known = _with_most_women(shares)
    if known < 2:
        return _("Women among clients, by country")
    if most == known:
        return _("In every country most clients are women")
    words = ngettext(
        "In %(most)s of %(all)s countries most clients are women",
        "In %(most)s of %(all)s countries most clients are women",
        most,
    )
    return words % {"most": formats.integer(most), "all": formats.integer(known)}


def _with_most_women(shares):
    """(shares above the half, all known ones)"""
    known = [value for value in shares if is_number(value)]
    return sum(value > HALF for value in known), len(known)


def women_against_capital(clients, capital):
    """Women among clients beside their part of the capital."""
    if not is_number(clients):
        return _("Women in each result")
    said = {"clients": formats.percent(clients / 100)}
    if not is_number(capital):
        return _("Women are %(clients)s of the clients") % said
    said["capital"] = formats.percent(capital / 100)
    if capital < clients - CLEAR:
        return _("Women are %(clients)s of clients but obtain %(capital)s of the capital") % said
    if capital > clients + CLEAR:
        return _("Women are %(clients)s of clients and obtain %(capital)s of the capital") % said
    return _("Women obtain capital in proportion: %(capital)s") % said


def targets_reached(shares):
    """How many targets were reached. `shares`: per cent of each, None or HIDDEN."""
    known = [value for value in shares if is_number(value)]
    if not known or len(known) < len(list(shares)):
        return _("How far each target was reached")
    reached = sum(value >= WHOLE for value in known)
    return ngettext(
        "%(reached)s of %(all)s target was reached",
        "%(reached)s of %(all)s targets were reached",
        len(known),
    ) % {"reached": formats.integer(reached), "all": formats.integer(len(known))}


def largest_group(groups, total):
    """Which group most clients are of. `groups`: {name: count}; "" where some are hidden."""
    if not groups or not is_number(total) or not total or HIDDEN in groups.values():
        return ""
    name = max(groups, key=groups.get)
    return _("Most clients are in: %(group)s (%(share)s).") % {
        "group": name,
        "share": formats.percent(groups[name] / total),
    }


def changes_after(sales):
    """What became of the sales of those who answered. `sales`: quartiles as strings."""
    median = sales.get("median")
    if median in (None, HIDDEN):
        return ""
    said = {"median": formats.decimal(abs(Decimal(median)), 1)}
    if Decimal(median) > 0:
        return _("Half of the clients that were compared sell %(median)s %% more, or above.") % said
    if Decimal(median) < 0:
        return _("Half of the clients that were compared sell %(median)s %% less, or below.") % said
    return _("Half of the clients that were compared sell as much as before, or more.")


def jobs_against_plan(actual, expected, before, year=""):
    """How jobs to date stand against what was expected, else against those of `year`."""
    if is_number(expected) and expected and is_number(actual):
        gap = actual - expected
        if gap >= 0:
            return _("Verified jobs are ahead of the target to date")
        if actual >= expected * Decimal("0.9"):
            return _("Verified jobs are close to the target to date")
        return _("Verified jobs are behind the target to date")
    if is_number(actual) and is_number(before) and before:
        if actual > before:
            return _("More verified jobs to date than in %(year)s") % {"year": year}
        if actual < before:
            return _("Fewer verified jobs to date than in %(year)s") % {"year": year}
    return _("Verified jobs to date")
