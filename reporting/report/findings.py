"""Headlines that state the finding, worked out from the figures by rules."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centers import formats
from reporting.charts import HIDDEN
from reporting.charts.spec import is_number
from reporting.parts import part_shown

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
            "%(count)s client was advised in %(period)s; no result told of here is verified yet",
            "%(count)s clients were advised in %(period)s; no result told of here is verified yet",
            int(clients),
        ) % {"count": formats.integer(clients), "period": period}
    if clients == HIDDEN:
        return _("The figures of %(period)s are confidential") % {"period": period}
    if any(map(figures.value, RESULTS)):
        return _("Verified results of %(period)s") % {"period": period}
    return _("No client was advised in %(period)s") % {"period": period}


def _jobs(jobs, share, period):
    said = {"count": formats.integer(jobs), "period": period}
    if not is_number(share) or jobs < 2:
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
    said["share"] = part_shown(share / 100)
    return _("%(count)s verified jobs in %(period)s, %(share)s of them women's") % said


def jobs_over_years(years, totals, shares, *, whole=True):
    """What happened to jobs from the first year shown to the last.

    Nothing is said of a last year that is not `whole`, or whose jobs are confidential.
    """
    known = [(year, jobs) for year, jobs in zip(years, totals, strict=True) if is_number(jobs)]
    if not whole or len(known) < 2 or not known[0][1] or not is_number(totals[-1]):
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
        text = _("About as many jobs as in %(year)s") % said
    if is_number(shares[0]) and is_number(shares[-1]) and shares[0] <= HALF < shares[-1]:
        return _("%(finding)s, and women became the majority") % {"finding": text}
    return text


def women_in_results(shares):
    """Where women lag. `shares`: {what (a label in words): per cent or None or HIDDEN}."""
    known = {what: value for what, value in shares.items() if is_number(value)}
    behind = [what for what, value in known.items() if value < HALF - CLEAR]
    if len(known) < 2 or HIDDEN in shares.values():  # no finding about what must not be seen
        return _("Women in each result")
    if not behind:
        return _("Women hold about half of every result, or more")
    lowest = min(known, key=known.get)
    return _("Women lag most in: %(what)s") % {"what": lowest}


def women_by_center(shares):
    """In how many centers most clients are women. `shares`: per cent, None or HIDDEN each."""
    most, known, hidden = _with_most_women(shares)
    if not known:
        return _("Women among clients, by center")
    if most == known and not hidden:
        return _("In every center most clients are women")
    said = {"most": formats.integer(most), "all": formats.integer(known)}
    if hidden:
        return (
            ngettext(
                "In %(most)s of the %(all)s center that can be shown most clients are women",
                "In %(most)s of the %(all)s centers that can be shown most clients are women",
                known,
            )
            % said
        )
    return (
        ngettext(
            "In %(most)s of %(all)s centers most clients are women",
            "In %(most)s of %(all)s centers most clients are women",
            most,
        )
        % said
    )


def women_by_country(shares):
    """The same of countries, where there are several."""
    most, known, hidden = _with_most_women(shares)
    if known < 2:
        return _("Women among clients, by country")
    if most == known and not hidden:
        return _("In every country most clients are women")
    if hidden:
        words = _("In %(most)s of the %(all)s countries that can be shown most clients are women")
    else:
        words = ngettext(
            "In %(most)s of %(all)s countries most clients are women",
            "In %(most)s of %(all)s countries most clients are women",
            most,
        )
    return words % {"most": formats.integer(most), "all": formats.integer(known)}


def _with_most_women(shares):
    """(shares above the half, all known ones, those that are confidential)"""
    shares = list(shares)
    known = [value for value in shares if is_number(value)]
    return sum(value > HALF for value in known), len(known), shares.count(HIDDEN)


def women_against_capital(clients, capital):
    """Women among clients beside their part of the capital."""
    if not is_number(clients):
        return _("Women in each result")
    said = {"clients": part_shown(clients / 100)}
    if not is_number(capital):
        return _("Women are %(clients)s of the clients") % said
    said["capital"] = part_shown(capital / 100)
    if capital < clients - CLEAR:
        return _("Women are %(clients)s of clients but obtain %(capital)s of the capital") % said
    if capital > clients + CLEAR:
        return _("Women are %(clients)s of clients and obtain %(capital)s of the capital") % said
    return _("Women are %(clients)s of clients and obtain about as much of the capital") % said


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
    """Which group has the most clients. `groups`: {name: count}.

    "" where some are hidden, or where no group is larger than all others.
    """
    if not groups or not is_number(total) or not total or HIDDEN in groups.values():
        return ""
    name = max(groups, key=groups.get)
    if list(groups.values()).count(groups[name]) > 1:
        return ""
    return _("The largest group of clients: %(group)s (%(share)s).") % {
        "group": name,
        "share": part_shown(groups[name] / total),
    }


def changes_after(sales):
    """What became of the sales of those who answered. `sales`: quartiles as strings."""
    median = sales.get("median")
    if median in (None, HIDDEN):
        return ""
    said = {"median": formats.percent(abs(Decimal(median)) / 100, 1)}
    if Decimal(median) > 0:
        return _("Half of the clients compared raised their sales by %(median)s or more.") % said
    if Decimal(median) < 0:
        return _("Half of the clients compared lost %(median)s or more of their sales.") % said
    return _("Half of the clients compared sell as much as before, or more.")


def jobs_against_plan(actual, expected, before, year=""):
    """How jobs to date stand against what was expected, else against those of `year`."""
    if is_number(expected) and expected and is_number(actual):
        gap = actual - expected
        if gap > 0:
            return _("Verified jobs are ahead of the target to date")
        if not gap:
            return _("Verified jobs are where the target expects them to date")
        if actual >= expected * Decimal("0.9"):
            return _("Verified jobs are close to the target to date")
        return _("Verified jobs are behind the target to date")
    if is_number(actual) and is_number(before) and before:
        if actual > before:
            return _("More verified jobs to date than in %(year)s") % {"year": year}
        if actual < before:
            return _("Fewer verified jobs to date than in %(year)s") % {"year": year}
    return _("Verified jobs to date")
