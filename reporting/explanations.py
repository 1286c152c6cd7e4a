"""One figure explained: its question read from an address, its records, those left out and why."""

from dataclasses import dataclass, replace

from django.db.models import Count, Sum
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers import formats
from centers.models import Center, Country
from centers.roles import Permission
from clients.models import Attendance, Client, Session, Training
from reporting import explaining
from reporting.closed_figures import FROZEN, PLACES, TODAY, OnTime, closed, closed_since
from reporting.dimensions import DIMENSIONS, BadQuestion, Filters
from reporting.filters import FigureFilter, counted_until
from reporting.impact import impact
from reporting.measures import MEASURES
from reporting.periods import Period
from reporting.questions import make
from reporting.report.names import country_name, period_name
from reporting.table import headline_state

# How the records of a measure become its figure, by what the measure counts.
FORMULAS = {
    "sessions": gettext_lazy("Number of reportable sessions"),
    "minutes": gettext_lazy("Sum of contact and preparation minutes ÷ 60"),
    "clients": gettext_lazy("Number of different clients with a reportable session"),
    "events": gettext_lazy("Number of trainings"),
    "people": gettext_lazy("Number of different people who came to a training"),
    "new_clients": gettext_lazy(
        "Number of clients whose first reportable session is in the period"
    ),
    "long_term": gettext_lazy("Number of different clients with 5 hours or more in the period"),
    "quantity": gettext_lazy("Sum of the posts claimed"),
    "women": gettext_lazy("Sum of the women among the posts claimed"),
    "half_posts": gettext_lazy("Full-time posts + ½ × part-time posts"),
    "records": gettext_lazy("Number of claims"),
    "cents": gettext_lazy("Sum of the amounts in US dollars, each at its frozen rate"),
    "things": gettext_lazy("Sum of the quantities claimed; a claim without one is one"),
    "exporters": gettext_lazy("Number of different clients with export sales"),
    "first_exporters": gettext_lazy("Number of different clients that exported for the first time"),
    "starts": gettext_lazy("Number of different clients, each with its earliest start"),
}
PLACED = {
    "session": gettext_lazy("day of the session"),
    "training": gettext_lazy("day of the training"),
    "attendance": gettext_lazy("day of the training"),
    "outcome": gettext_lazy("day of the result"),
}


PLACE_AND_TIME = ("country", "period", "start", "end")


@dataclass
class Explanation:
    """The question behind one figure: `measure` in `state` for the filters of an address."""

    user: object
    measure: object
    state: str
    period: object
    filters: object
    # Which part of a closed figure is meant as it was frozen (closed_figures.FROZEN).
    frozen: str = ""

    @cached_property
    def question(self):
        """Of a closed period, only what was there when it was closed."""
        filters = self.filters
        if self.closing:
            filters = OnTime(self.filters.chosen, self.closing.start)
        return make(self.user, self.period, filters, (), (self.measure.code,))

    @cached_property
    def figure(self):
        """What every page shows for this question, an exact Decimal."""
        return self.counted_today if self.closing is None else self._as_closed

    @cached_property
    def counted_today(self):
        """The figure as the records stand now, also where the period is closed."""
        table = impact(self.user, self.period, self.filters, (), measures=(self.measure.code,))
        return table.value(self.measure.code, self.state)

    @cached_property
    def counted(self):
        """The records that make the figure, newest first; `figure` is the part of each."""
        rows = explaining.counted(self.question, self.measure.code, self.state)
        return _for_list(rows)

    @cached_property
    def left_out(self):
        """Records of the same kind that do not count, each with its one `reason`."""
        asked = replace(self.question, filters=self.filters) if self.closing else None
        rows = explaining.left_out(self.question, self.measure.code, self.state, asked)
        return _for_list(rows)

    @cached_property
    def total(self):
        """Sum over the counted records, in units: `figure`, but for what was `restated`."""
        return self.measure.value(self._sums["total"] or 0)

    @property
    def records(self):
        """How many records are counted."""
        return self._sums["records"]

    @cached_property
    def _sums(self):
        return self.counted.order_by().aggregate(total=Sum("figure"), records=Count("pk"))

    @cached_property
    def reasons(self):
        """[(sentence, number of records)] of what is left out, the most frequent first."""
        groups = self.left_out.order_by().values("reason").annotate(n=Count("pk"))
        found = sorted(groups, key=lambda row: -row["n"])
        return [(explaining.REASONS[row["reason"]], row["n"]) for row in found]

    @cached_property
    def _frozen(self):
        """(the PeriodClosing of this very period, its figure), or (None, None)."""
        if self.frozen == TODAY:
            return None, None
        country = Country.objects.get(pk=self.filters["country"][0])
        mine = Center.objects.where(self.user, Permission.FIGURES_VIEW).filter(country=country)
        place = self.filters
        if start := parse_date(self.frozen):
            return self._frozen_months(country, start, mine)
        if self.frozen:
            place = Filters(tuple(one for one in place.chosen if one[0] in PLACES))
        found = closed(self.user, country, self.period, place, mine)
        cell = {key: keys[0] for key, keys in self.filters.chosen if key not in PLACES}
        figure = found.value(self.measure.code, self.state, cell) if found else None
        return (None, None) if figure is None else (found.closing, figure)

    def _frozen_months(self, country, start, centers):
        """Months of a closed period as they were closed, after what came before it as it is."""
        found = closed_since(self.user, country, start, self.period, self.filters, centers)
        measure, until = self.measure.code, self.period.end
        figure = found.months_to(measure, self.state, until) if found else None
        if figure is None or not (self.measure.additive and self.period.whole_months):
            return None, None
        if self.period.start < start:
            before = Period(self.period.start, start)
            table = impact(self.user, before, self.filters, (), measures=(measure,))
            figure += table.value(measure, self.state)
        return found.closing, figure

    @property
    def closing(self):
        return self._frozen[0]

    @property
    def _as_closed(self):
        return self._frozen[1]

    @property
    def restated(self):
        """Of a closed figure, what its records no longer say: restated, merged or taken away."""
        return self.figure - self.total

    @property
    def since_closing(self):
        """How much more would be counted today than when the period was closed."""
        return self.counted_today - self.figure

    @property
    def formula(self):
        return FORMULAS[self.measure.counts]

    @property
    def placed_by(self):
        return PLACED.get(self.measure.row, PLACED["outcome"])

    @property
    def period_name(self):
        return period_name(self.period.start, self.period.end)

    @property
    def place_name(self):
        country = Country.objects.get(pk=self.filters["country"][0])
        return country_name({"code": country.code, "name": country.name})

    @property
    def chosen(self):
        """[(dimension, value)] of the filters in words."""
        return [
            (DIMENSIONS[key].label, ", ".join(str(DIMENSIONS[key].label_of(one)) for one in keys))
            for key, keys in self.filters.chosen
            if key != "country"
        ]

    def part(self, row):
        """A counted record's part of the figure, written in the measure's unit."""
        return write(self.measure, self.measure.value(row.figure))


def write(measure, value):
    """A value of a measure as people read it."""
    if measure.is_money:
        return formats.money(value, "USD", 2)
    return formats.decimal(value, measure.decimals) if measure.decimals else formats.integer(value)


def _for_list(rows):
    if rows.model is Client:
        return rows.select_related("center").order_by("name", "pk")
    if rows.model is Training:
        return rows.select_related("center").order_by("-held_on", "-pk")
    if rows.model is Attendance:
        rows = rows.select_related("training__center", "contact")
        return rows.order_by("-training__held_on", "-pk")
    day = "-held_on" if rows.model is Session else "-occurred_on"
    return rows.select_related("client", "center").order_by(day, "-pk")


def read(user, code, data):
    """The Explanation for a measure and an address's query (those of the dashboard, or a cell's).

    Raises BadQuestion with a sentence where the query makes no sense.
    """
    measure = MEASURES[code]
    form = FigureFilter({key: data[key] for key in PLACE_AND_TIME if key in data}, user=user)
    if form.place is None:
        raise BadQuestion(_("Your roles cover no country that takes part."))
    if not form.is_valid():
        faults = [str(one) for errors in form.errors.values() for one in errors]
        raise BadQuestion(" ".join(faults))
    period = form.asked_period()
    period = Period(period.start, counted_until(period))
    filters = form.asked().with_cell(_cell(measure, data))
    state = data.get("state") or headline_state(code)
    if state not in measure.states:
        state = headline_state(code)
    return Explanation(user, measure, state, period, filters, frozen=str(data.get(FROZEN, "")))


def _cell(measure, data):
    """The values of breakdowns that the address names: the dashboard's filters, or a cell's."""
    cell = {}
    for key in measure.breakdowns:
        if (value := data.get(key)) and key != "country":
            DIMENSIONS[key].check([value])
            cell[key] = value
    return cell
