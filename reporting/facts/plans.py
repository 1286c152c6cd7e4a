"""Which cells can answer a question: grain, countries, keys, whole months and ragged ends."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists
from django.utils import timezone
from django.utils.functional import cached_property

from centers.dates import add_months
from centers.models import Center, Country, Funder, whole_countries
from clients.models import Outcome, Session
from reporting.facts import codes
from reporting.measures import MEASURES
from reporting.measures.base import EVENT_ROWS
from reporting.periods import Period
from reporting.questions import USD

MONTHS = {"month": 1, "quarter": 3, "year": 12}
ALIKE = ("sex", "women_owned")
DETAILS = ("sector", "size")
TOLD = {"country", "center", "funder", *ALIKE, *DETAILS, *MONTHS}
# Counted with one row each (first session, earliest claim): these add up over any disjoint cells.
ONE_ROW_EACH = ("CLI-02", "BUS-01")
# Counted once a client, by whether it has any row: what the ends of a period add can be found.
ACTIVE_OR_NOT = ("CLI-01", "EXP-02", "EXP-03")


@dataclass(frozen=True)
class Plan:
    """`keys`: centers, funders or sectors asked for; None = all of them. `one_group`: each cell of
    the answer lies within one center or funder, or in all: only then do clients add up."""

    grain: int
    countries: list  # [""] where the grain has none
    keys: list
    one_group: bool
    whole: Period | None  # the whole months inside the period
    ends: tuple  # the days before and after them, as periods
    center_codes: dict  # {id: code} of the centers, where they are what is asked by

    def tells(self, code, by):
        """Whether cells (and the ends' source rows) give this measure."""
        one = MEASURES[code]
        if self.whole is None or one.row in EVENT_ROWS:
            return False
        if one.additive or code in ONE_ROW_EACH:
            return True
        return self.one_group and (not self.ends or "month" in by or code in ACTIVE_OR_NOT)

    def needs_source(self, question):
        """Whether sessions or claims are read beside the cells."""
        codes = [code for code in question.measures if MEASURES[code].row not in EVENT_ROWS]
        return bool(self.ends) or not all(self.tells(code, question.by) for code in codes)


class Place:
    """Where questions look that share person and filters: worked out once for all of them."""

    def __init__(self, question):
        self.question = question

    @cached_property
    def _centers(self):
        """[(id, code, country, closed on)] of the centers in the person's scope and filters."""
        centers = self.question.centers.order_by("code")
        return list(centers.values_list("pk", "code", "country", "closed_on"))

    @property
    def _unfiltered(self):
        return not self.question.filters["country"] and not self.question.filters["center"]

    @cached_property
    def marked_countries(self):
        """Countries whose marks must be drained before an answer; None = all."""
        return None if self.whole_network and self._unfiltered else self.countries

    @cached_property
    def countries(self):
        """Codes of the countries where these centers are, sorted."""
        asked = self.question.filters["country"]
        if not self.whole_network or self.question.filters["center"]:
            return sorted({country for _pk, _code, country, _closed in self._centers})
        if asked:
            return sorted(asked)
        return sorted(Center.objects.order_by().values_list("country", flat=True).distinct())

    @cached_property
    def _mine(self):
        """The countries where the person sees every center."""
        return Country.objects.where(self.question.user, self.question.permission)

    @cached_property
    def whole_network(self):
        """Whether the person sees all centers of all countries: nothing limits the countries."""
        return not self._mine.query.where

    @cached_property
    def whole_countries(self):
        """Whether the person sees all centers of these countries."""
        if self.whole_network:
            return True
        if known := whole_countries(self.question.user, self.question.permission):
            return set(self.countries) <= set(known)
        return self._mine.filter(pk__in=self.countries).count() == len(self.countries)

    @cached_property
    def everywhere(self):
        """Whether no center of the network is left out."""
        if self._unfiltered and self.whole_network:
            return True
        return not Center.objects.exclude(pk__in=self.question.centers).exists()

    @cached_property
    def center_codes(self):
        return {pk: code for pk, code, _country, _closed in self._centers}

    def centers_at_work(self, start):
        """Codes of the centers that were not closed by `start`, sorted."""
        return [
            code
            for _pk, code, _country, closed in self._centers
            if closed is None or closed > start
        ]

    @cached_property
    def nothing_ahead(self):
        """Whether no row is dated after today in this month: then it can be read as a whole."""
        today = timezone.localdate()
        ahead = {"country__in": self.countries}
        last = {"gt": today, "lt": add_months(today.replace(day=1), 1)}
        held = Session.objects.filter(**ahead, **{f"held_on__{k}": v for k, v in last.items()})
        occurred = Outcome.objects.filter(
            **ahead, **{f"occurred_on__{k}": v for k, v in last.items()}
        )
        return not Country.objects.filter(Exists(held) | Exists(occurred)).exists()

    def _rounded(self, period):
        """The period, up to the month's end where it ends tomorrow and no row lies beyond."""
        today = timezone.localdate()
        if period.end != today + timedelta(days=1) or period.end.day == 1:
            return period
        if not self.nothing_ahead:
            return period
        return Period(period.start, add_months(today.replace(day=1), 1))

    @cached_property
    def funder_ids(self):
        """Ids of the funders asked for, all where none is; 0 = without a funder."""
        asked = self.question.filters["funder"]
        funders = Funder.objects.filter(code__in=asked) if asked else Funder.objects.all()
        known = list(funders.order_by("pk").values_list("pk", flat=True))
        return known + [0] * (not asked or "none" in asked)

    def plan(self, period, by):
        """The Plan for a period broken down `by`, or None where cells cannot tell."""
        filtered = {key for key, _values in self.question.filters.chosen}
        used = filtered | set(by)
        if self.question.currency != USD or not used <= TOLD or filtered & set(MONTHS):
            return None
        grain = self._grain(used, by)
        if grain is None or len(set(by) & set(MONTHS)) > 1:
            return None
        whole, ends = split(self._rounded(period))
        step = _step(grain, whole, by)
        if grain == codes.CENTER and used.isdisjoint(ALIKE):
            coarse = _step(codes.CENTER_TOTAL, whole, by)
            grain, step = (codes.CENTER_TOTAL, coarse) if coarse else (grain, step)
        by_key, keys = self._keys(grain)
        one_group = by_key is None or by_key in by or len(keys) <= 1
        no_country = grain in (codes.CENTER, codes.CENTER_TOTAL, codes.REGION)
        countries = [""] if no_country else self.countries
        known = self.center_codes if "center" in by else {}
        return Plan(codes.stored(grain, step), countries, keys, one_group, whole, ends, known)

    def _keys(self, grain):
        """(the dimension that is the grain's key and must not be added up, the keys asked for)."""
        if grain in (codes.CENTER, codes.CENTER_TOTAL):
            return "center", sorted(self.center_codes)
        if grain == codes.FUNDER:
            return "funder", self.funder_ids
        if grain == codes.COUNTRY:
            return None, [0]
        sectors = self.question.filters["sector"]
        return None, [codes.sector_number(key) for key in sectors] if sectors else None

    def _grain(self, used, by):
        detail = not used.isdisjoint(DETAILS)
        funder = "funder" in used
        center = "center" in used or not self.whole_countries
        if detail + funder + center > 1:
            return None
        if center:
            return codes.CENTER if "country" not in by else None
        if funder:
            return codes.FUNDER
        if not detail:
            return codes.COUNTRY
        return codes.REGION if "country" not in used and self.everywhere else codes.DETAIL


def _step(grain, whole, by):
    """The longest of the grain's steps that fits the whole months and the breakdown, or 0."""
    finest = min((MONTHS[key] for key in by if key in MONTHS), default=12)
    fitting = [
        step
        for step in codes.STEPS[grain]
        if step <= finest
        and (step == 1 or whole and _begins(whole.start, step) and _begins(whole.end, step))
    ]
    return max(fitting, default=0)


def _begins(day, step):
    return codes.month_number(day) % step == 0


def split(period):
    """(whole months as a Period or None, (the days before, the days after))."""
    start = period.start if period.start.day == 1 else add_months(period.start.replace(day=1), 1)
    end = period.end.replace(day=1)
    if start >= end:
        return None, (period,)
    ends = []
    if period.start < start:
        ends.append(Period(period.start, start))
    if end < period.end:
        ends.append(Period(end, period.end))
    return Period(start, end), tuple(ends)
