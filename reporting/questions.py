"""What is asked of the figures: for whom, when, which rows, broken down how."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from centers.models import Center, Country
from centers.roles import Permission
from reporting.dimensions import BadQuestion, Filters, dimension
from reporting.measures import MEASURES, measure
from reporting.periods import Period

USD = "USD"


@dataclass(frozen=True)
class Question:
    """One question. `currency`: USD, or the code of the asked countries' own currency."""

    user: object
    period: Period
    filters: Filters = Filters()
    by: tuple = ()
    measures: tuple = ()
    currency: str = USD
    permission: Permission = Permission.FIGURES_VIEW

    @property
    def centers(self):
        """The centers of the user's scope that the filters on place leave, a queryset."""
        centers = Center.objects.where(self.user, self.permission)
        if countries := self.filters["country"]:
            centers = centers.filter(country__in=countries)
        if codes := self.filters["center"]:
            centers = centers.filter(code__in=codes)
        return centers

    def at(self, cell):
        """The question behind one cell: {"sex": "woman", "month": "2024-01"} as filters."""
        return replace(self, filters=self.filters.with_cell(cell), by=())

    def without_breakdown(self):
        return replace(self, by=())


def make(user, period, filters=None, by=(), measures=None, **more):
    """A checked Question; raises BadQuestion with a sentence for what cannot be answered."""
    by = (by,) if isinstance(by, str) else tuple(by)
    for key in by:
        dimension(key)
    if measures:
        codes = tuple(dict.fromkeys(measures))
        for code in codes:
            _check_breakdowns(measure(code), by)
    else:
        codes = tuple(one.code for one in MEASURES.values() if set(by) <= set(one.breakdowns))
    filters = filters if filters is not None else Filters()
    if isinstance(filters, dict):
        filters = Filters.of(**filters)
    question = Question(user, period, filters, by, codes, **more)
    if question.currency == "local":
        question = replace(question, currency=_local_currency(question))
    return question


def _check_breakdowns(one, by):
    for key in by:
        if key not in one.breakdowns:
            raise BadQuestion(
                _("%(measure)s cannot be broken down by %(key)s. It can be by: %(known)s.")
                % {"measure": one.code, "key": key, "known": ", ".join(one.breakdowns)}
            )


def _local_currency(question):
    countries = Country.objects.filter(pk__in=question.centers.values("country"))
    if asked := question.filters["country"]:
        countries = Country.objects.filter(pk__in=asked)
    currencies = sorted(set(countries.values_list("currency", flat=True)))
    if len(currencies) != 1:
        raise BadQuestion(
            _(
                "Amounts of different currencies are never added up (%(currencies)s). "
                "Ask for one country, or for US dollars."
            )
            % {"currencies": ", ".join(currencies) or "–"}
        )
    return currencies[0]


def known_keys(question, key, place=None):
    """Every key that a breakdown by `key` shows, also where its figure is zero; else None.

    `place`: a facts.plans.Place of the same person and filters, which may know them already.
    """
    one = dimension(key)
    if asked := question.filters[key]:
        return [value for value in asked if value]
    if one.truncate:
        return list(dict.fromkeys(one.name(day) for day in question.period.months()))
    if key == "center" and place:
        return place.centers_at_work(question.period.start)
    if key == "country" and place:
        return place.countries
    if key == "center":
        at_work = question.centers.exclude(closed_on__lte=question.period.start)
        return list(at_work.order_by("code").values_list("code", flat=True))
    if key == "country":
        return sorted(set(question.centers.values_list("country", flat=True)))
    if one.choices:
        return [value for value, _label in one.choices]
    return None
