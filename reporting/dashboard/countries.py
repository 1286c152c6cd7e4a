"""Figures of several countries in one reading: what a comparison and the region stand on."""

from reporting.figures import AMONG_JOBS, BY_OWNER, BY_SEX, WOMEN, Figures
from reporting.impact import Figures as Reading

FAMILIES = ((("sex",), BY_SEX), (("women_owned",), BY_OWNER))


def figures_by_country(user, period, filters, measures, *, parts=True):
    """Figures by {"country": …}, with women's parts by their families, and of all countries.

    `measures` that have women's shares bring these along. A client is of one country, so that the
    countries add up to the whole, different clients included. `filters`: country codes and others.
    Without `parts` no women's shares.
    """
    reading = Reading(user, filters)
    if not parts:
        return Figures.of_tables(reading.table(period, ("country",), measures))
    tables = []
    for by, codes in _readings(measures):
        table = reading.table(period, ("country", *by), codes, totals=False)
        tables += [table, *(table.summed(kept) for kept in (("country",), by, ()))]
    return Figures.of_tables(*tables)


def _readings(measures):
    """(breakdown beside the country, measures): each measure is read once, the first that fits."""
    left = list(dict.fromkeys([*measures, *(code + AMONG_JOBS for code in _jobs(measures))]))
    for by, family in FAMILIES:
        codes = [code for code in left if WOMEN.get(code) == family]
        left = [code for code in left if code not in codes]
        if by == FAMILIES[-1][0]:
            codes, left = [*codes, *left], []  # what has no family is summed over the owners
        if codes:
            yield by, tuple(codes)


def _jobs(measures):
    return [code for code in measures if WOMEN.get(code) == AMONG_JOBS]
