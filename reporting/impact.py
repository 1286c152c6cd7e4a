"""The one aggregation: pages, commands, PDF, spreadsheets and the API all read this table."""

from reporting import source
from reporting.measures import MEASURES
from reporting.questions import known_keys, make
from reporting.table import Cell, Table


def impact(user, period, filters=None, by=(), *, measures=None, **more):
    """The figures that `user` may see for `period` (half open), as a Table.

    `filters`: Filters, or {"country": "SV", "sex": ["woman"]}. `by`: keys of dimensions, crossed
    when there are several. `measures`: codes, default all that know the breakdowns. Further:
    `currency` ("USD" or "local"), `permission` (default: the right to see true figures). Totals
    come first, then the cells of the breakdown; a breakdown with fixed values shows zeros too.
    Raises BadQuestion or BadPeriod with a sentence for what cannot be answered.
    """
    question = make(user, period, filters, by, measures, **more)
    cells = list(_cells(question.without_breakdown(), question.measures))
    if question.by:
        cells += _cells(question, question.measures)
    return Table(cells)


def _cells(question, codes):
    figures = source.answer(question)
    shown = known_keys(question, question.by[0]) if len(question.by) == 1 else None
    for code in codes:
        one = MEASURES[code]
        unit = question.currency if one.is_money else one.unit
        for state in one.states:
            found = figures[code, state]
            for cell in _order(found, question, shown):
                by = dict(zip(question.by, cell, strict=True))
                yield Cell(code, state, by, found.get(cell, 0), unit)


def _order(found, question, shown):
    if not question.by:
        return [()]
    expected = [(key,) for key in shown or ()]
    return expected + sorted(set(found) - set(expected))
