"""The days before and after the whole months of a period, from the source rows.

What is added up is simply added. A client that is counted once counts for these days only where it
was not active in the whole months of the same cell: that part the cells have counted already.
"""

from dataclasses import replace

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from reporting import source
from reporting.facts.plans import ACTIVE_OR_NOT, MONTHS
from reporting.measures import MEASURES
from reporting.measures.base import ALL, VERIFIED
from reporting.periods import Period


def answers(question, found):
    """Figures, as source.answer gives them, to be added to those of the whole months."""
    once = [code for code in question.measures if code in ACTIVE_OR_NOT]
    if "month" in question.by:  # the cells of the ends hold no whole month
        once = []
    added = tuple(code for code in question.measures if code not in once)
    if added:
        for end in found.ends:
            yield source.answer(replace(question, measures=added, period=end))
    for code in once:
        yield _newly_active(question, found, MEASURES[code])


def _newly_active(question, found, one):
    figures = {}
    for state in one.states:
        rows = _rows(question, one, state)
        counted = rows.filter(_in_the_ends(question, found, one, rows))
        groups = source.grouped(
            counted, one.row, question.by, clients=Count("client", distinct=True)
        )
        figures[one.code, state] = {cell: sums["clients"] for cell, sums in groups}
    return figures


def _rows(question, one, state):
    if state == ALL:
        return source.sessions(question)
    rows = source.outcomes(question).filter(kind=one.outcome_kind)
    if one.counts == "first_exporters":
        rows = rows.filter(first_export=True)
    return rows.filter(source.IS_VERIFIED) if state == VERIFIED else rows


def _in_the_ends(question, found, one, rows):
    """A condition on rows: in one of the ends, of a client without rows in the cell's months."""
    condition = Q(pk__in=[])
    for end in found.ends:
        inside = {f"{one.date}__gte": end.start, f"{one.date}__lt": end.end}
        months = _whole_months_of_its_cell(question, found, end)
        if months is None:
            condition |= Q(**inside)
            continue
        active = rows.filter(client=OuterRef("client"))
        active = active.filter(**{f"{one.date}__gte": months.start, f"{one.date}__lt": months.end})
        for key in {"country", "center"} & set(question.by):
            active = active.filter(**{key: OuterRef(key)})
        if "funder" in question.by:
            active = active.annotate(its_funder=Coalesce("funder_id", 0))
            active = active.filter(its_funder=Coalesce(OuterRef("funder_id"), 0))
        condition |= Q(**inside) & ~Exists(active)
    return condition


def _whole_months_of_its_cell(question, found, end):
    part = next((MONTHS[key] for key in question.by if key in MONTHS), None)
    if part is None:
        return found.whole
    number = end.start.year * 12 + end.start.month - 1
    first = number - number % part
    year, month = divmod(first, 12)
    start = end.start.replace(year=year, month=month + 1, day=1)
    year, month = divmod(first + part, 12)
    return Period(start, start.replace(year=year, month=month + 1)).overlap(found.whole)
