"""The one aggregation: pages, commands, PDF, spreadsheets and the API all read this table."""

from django.db import router

from reporting import source
from reporting.facts import upkeep
from reporting.facts.answer import answer, totals_of, up_to_date
from reporting.facts.locks import one_moment
from reporting.facts.plans import Place
from reporting.measures import MEASURES
from reporting.models import ServiceCell
from reporting.questions import known_keys, make
from reporting.table import Part, Table

# A client is in one cell of each of these, so that even different clients add up to the total.
ONE_CELL_EACH = {"country", "sex", "women_owned", "women_led", "stage", "size", "sector", "area"}


class Figures:
    """Tables for one person and one set of filters: scope and facts are made ready once."""

    def __init__(self, user, filters=None, **more):
        """`more`: `currency` ("USD" or "local") and `permission`, as for `impact`."""
        self.user, self.filters, self.more = user, filters, more
        self.place = None
        self.facts_ready = False
        self.seen = {}

    def table(self, period, by=(), measures=None, *, totals=True):
        """As `impact`; without `totals` the cells of the breakdown alone."""
        question = make(self.user, period, self.filters, by, measures, **self.more)
        total = question.without_breakdown()
        plan = self._plan(question)
        total_plan = self._plan(total) if question.by and totals else plan
        with one_moment(router.db_for_read(ServiceCell)):
            plan, total_plan, seen = self._in_step((question, plan), (total, total_plan))
            figures = answer(question, plan, seen)
            if not question.by or not totals:
                return Table(parts=list(_parts(question, figures, self.place)))
            if set(question.by) <= ONE_CELL_EACH:
                found = totals_of(figures)
            else:
                found = answer(total, total_plan, seen)
        parts = [*_parts(total, found), *_parts(question, figures, self.place)]
        return Table(parts=parts)

    def _in_step(self, *asked):
        """The plans of (question, plan), and what was read before.

        Cells alone are of one moment. Where source rows are read beside them, what was read before
        is too old, and no change may wait for its facts: else the source rows answer alone.
        """
        plans = [plan for _question, plan in asked]
        if all(plan and not plan.needs_source(question) for question, plan in asked):
            return *plans, self.seen
        if any(plans) and upkeep.waiting(self.place.marked_countries, most=1):
            plans = [None] * len(plans)
        return *plans, {}

    def _plan(self, question):
        if self.place is None:
            self.place = Place(question)
        plan = self.place.plan(question.period, question.by)
        if plan and not self.facts_ready:
            self.facts_ready = up_to_date(self.place)
        return plan if self.facts_ready else None


def impact(user, period, filters=None, by=(), *, measures=None, **more):
    """The figures that `user` may see for `period` (half open), as a Table.

    `filters`: Filters, or {"country": "SV", "sex": ["woman"]}. `by`: keys of dimensions, crossed
    when there are several. `measures`: codes, default all that know the breakdowns. Further:
    `currency` ("USD" or "local"), `permission` (default: the right to see true figures). Totals
    come first, then the cells of the breakdown; a breakdown with fixed values shows zeros too.
    Raises BadQuestion or BadPeriod with a sentence for what cannot be answered. For several tables
    of one person and filters, Figures is quicker.
    """
    return Figures(user, filters, **more).table(period, by, measures)


def reference(user, period, filters=None, by=(), *, measures=None, **more):
    """The same Table straight from the source rows: what `impact` is held against."""
    question = make(user, period, filters, by, measures, **more)
    asked = [question.without_breakdown()] + [question] * bool(question.by)
    return Table(parts=[part for one in asked for part in _parts(one, source.answer(one))])


def _parts(question, figures, place=None):
    """The Parts of a table; `place` knows the centers and countries, if it was made already."""
    shown = [()]
    if question.by:
        known = known_keys(question, question.by[0], place) if len(question.by) == 1 else None
        shown = [(key,) for key in known or ()]
    named = {}
    for code in question.measures:
        one = MEASURES[code]
        unit = question.currency if one.is_money else one.unit
        for state in one.states:
            yield Part(code, state, unit, question.by, figures[code, state], shown, named)
