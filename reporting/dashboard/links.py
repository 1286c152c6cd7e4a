"""Addresses that explain a figure of a dashboard: same place, same days, same filters."""

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

from reporting.closed_figures import FROZEN, TODAY
from reporting.figures import AMONG_JOBS, WOMEN
from reporting.measures import main_measures
from reporting.periods import Period


def full_query(board):
    """All that was asked, for the same figures elsewhere: also what to compare with."""
    return query(board, **({"compare": board.compare} if board.compare else {}))


def query(board, period=None, **cell):
    """The board's filters with its days written out; `cell` goes further, or elsewhere."""
    days = period or board.period
    asked = {"country": board.country.code, "start": days.start, "end": days.last_day}
    asked |= {key: values[0] for key, values in board.filters.chosen if key != "country"}
    if {"sex", "women_owned"} & set(cell) and board.closed:
        cell |= {FROZEN: 1}  # a part of a closed figure, not of today's
    return "&".join(_encoded(tuple(part.items())) for part in (asked, cell) if part)


@lru_cache(maxsize=5000)  # a page of centers has thousands of links, most of them of equal parts
def _encoded(pairs):
    return urlencode(pairs)


def file_url(board, name):
    """The address of one chart's or table's file."""
    return f"{reverse('reporting:dashboard-chart', args=[name])}?{board.query}"


def explained(board, code, period=None, **cell):
    """Why this figure is what it is."""
    return f"{_reasons(code, get_script_prefix())}?{query(board, period, **cell)}"


@lru_cache
def _reasons(code, prefix):
    """The address of why a measure's figures are what they are, below this prefix of addresses."""
    return reverse("reporting:explain", args=[code])


def explained_women(board, code, **cell):
    """Why women's part of this measure is what it is."""
    family = WOMEN[code]
    if family == AMONG_JOBS:
        return explained(board, code + AMONG_JOBS, **cell)
    if set(family) & {key for key, _values in board.filters.chosen}:
        return explained(board, code, **cell)  # the filter has decided already whose it is
    return explained(board, code, **cell, **family)


def explained_measures(countries, period):
    """(measure, country code, address) of every main measure: what a report's figures stand on."""
    days = {"start": period.start, "end": period.last_day}
    return [
        (one, code, f"{reverse('reporting:explain', args=[one.code])}?{urlencode(asked)}")
        for code in countries
        for asked in [{"country": code, **days}]
        for one in main_measures()
    ]


def explained_months(board, code, month):
    """Why the sum up to one of the fiscal year's months, given by its number from 0, is what it is.

    Where the board's period is closed, its months are meant as they were closed; others today's.
    """
    months = board.year.months()
    end = months[month + 1] if month + 1 < len(months) else board.year.end
    frozen = board.closed and board.closed.closing.start
    shown = {FROZEN: frozen if frozen and frozen < end else TODAY}
    return explained(board, code, Period(board.year.start, end), **shown)
