"""Which cells can answer a question: grain, countries, keys, whole months and ragged ends."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists
from django.utils import timezone
from django.utils.functional import cached_property

from centers.dates import add_months
from centers.models import Center, Country, Funder
from clients.models import Outcome, Session
from reporting.facts import codes
from reporting.measures import MEASURES
from reporting.periods import Period
from reporting.questions import USD

MONTHS = {"month": 1, "quarter": 3, "year": 12}
ALIKE = ("sex", "women_owned")
DETAILS = ("sector", "size")
TOLD = {"country", "center", "funder", *ALIKE, *DETAILS, *MONTHS}
# Counted with one row each (first session, earliest claim): these add up over any disjoint cells.
ONE_ROW_EACH = ("CLI-02", "BUS-01")


@dataclass(frozen=True)
class Plan:
    """`keys`: ids of the centers or funders asked for, else [0]. `one_group`: each cell of the
    answer lies within one center or funder, or in all of them: only then do clients add up."""

    grain: int
    countries: list  # [""] where the grain has none
    keys: list
    one_group: bool
    whole: Period | None  # the whole months inside the period
    ends: tuple  # the days before and after them, as periods
    center_codes: dict  # {id: code} of all centers asked for

    def tells(self, code, by):
        """Whether cells (and the ends' source rows) give this measure."""
        one = MEASURES[code]
        if self.whole is None:
            return False
        if one.additive or code in ONE_ROW_EACH:
            return True
        return self.one_group and (not self.ends or "month" in by)


class Place:
    """Where questions look that share person and filters: worked out once for all of them."""

    def __init__(self, question):
        self.question = question

    @cached_property
    def _centers(self):
        """[(id, country, code)] of the centers in the person's scope and the filters."""
        return list(self.question.centers.order_by("pk").values_list("pk", "country", "code"))

    @cached_property
    def countries(self):
        return sorted({country for _pk, country, _code in self._centers})

    @cached_property
    def whole_countries(self):
        """Whether the person sees all centers of these countries."""
        question = self.question
        mine = Country.objects.where(question.user, question.permission)
        return mine.filter(pk__in=self.countries).count() == len(self.countries)

    @cached_property
    def everywhere(self):
        return not Center.objects.exclude(pk__in=self.question.centers).exists()

    @cached_property
    def center_ids(self):
        return [pk for pk, _country, _code in self._centers]

    @cached_property
    def center_codes(self):
        return {pk: code for pk, _country, code in self._centers}

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
        by_key, keys = {
            codes.CENTER: ("center", lambda: self.center_ids),
            codes.FUNDER: ("funder", lambda: self.funder_ids),
        }.get(grain, (None, lambda: [0]))
        keys = keys()
        one_group = by_key is None or by_key in by or len(keys) <= 1
        whole, ends = split(self._rounded(period))
        countries = [""] if grain in (codes.CENTER, codes.REGION) else self.countries
        if whole and by_quarters(whole) and "month" not in by:
            grain += codes.BY_QUARTER
        return Plan(grain, countries, keys, one_group, whole, ends, self.center_codes)

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


def by_quarters(period):
    return period.start.month % 3 == 1 and period.end.month % 3 == 1


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
