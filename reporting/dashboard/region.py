"""The region: its countries beside each other, its totals, and how they stand against targets."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from centers import formats
from reporting.charts import Row, Table
from reporting.charts.spec import is_number
from reporting.dashboard.cards import CARDS, card
from reporting.dashboard.comparing import country_url
from reporting.dashboard.countries import figures_by_country
from reporting.dashboard.questions import BEFORE
from reporting.figures import Figures
from reporting.filters import counted_until
from reporting.measures import MEASURES
from reporting.models import Target
from reporting.periods import fiscal_year_of
from reporting.report.names import country_name
from reporting.report.words import share_shown, shown
from reporting.targets import Standing, planned


@dataclass
class Region:
    """Figures of all countries of one person's scope, with the sums of the countries' targets."""

    user: object
    form: object

    @cached_property
    def period(self):
        return self.form.asked_period()

    @cached_property
    def until(self):
        return counted_until(self.period)

    @property
    def last_day(self):
        return self.form.counted_period().last_day

    @property
    def runs(self):
        return self.until < self.period.end

    @property
    def asked_name(self):
        return self.form.period_name

    @property
    def compare(self):
        return self.form.cleaned_data["compare"]

    @property
    def query(self):
        """The address's query for the same figures elsewhere."""
        asked = {"start": self.period.start, "end": self.period.last_day}
        chosen = self.form.cleaned_data
        kept = {name: chosen[name] for name in self.form.shown if chosen.get(name)}
        return urlencode(asked | kept)

    @cached_property
    def before(self):
        return self.form.compared(self.period, self.until)

    @cached_property
    def countries(self):
        """{code: name} in the reader's language, by name."""
        named = {
            one.code: country_name({"code": one.code, "name": one.name})
            for one in self.form.countries
        }
        return dict(sorted(named.items(), key=lambda pair: pair[1]))

    @cached_property
    def figures(self):
        """Of the countries and of all together; `time` marks what is compared with."""
        filters = self.form.narrowing
        found = figures_by_country(self.user, self.form.counted_period(), filters, CARDS)
        if self.before:
            earlier = figures_by_country(self.user, self.before, filters, CARDS, parts=False)
            before = [table.marked("time", BEFORE) for table in earlier.tables]
            return Figures.of_tables(*found.tables, *before)
        return found

    @cached_property
    def targets(self):
        """{country code: {measure: Standing}} of the countries whose targets cover the period."""
        if self.form.cleaned_data.get("sex") or self.form.cleaned_data.get("women_owned"):
            return {}
        found = defaultdict(lambda: defaultdict(dict))
        years = range(self.period.start.year - 1, self.period.last_day.year + 1)
        rows = Target.objects.for_user(self.user).filter(
            country__in=list(self.countries), year__in=years, center=None, funder=None,
            advisor=None, measure__in=CARDS,
        )  # fmt: skip
        by_code = {one.code: one for one in self.form.countries}
        for target in rows:
            target.country = by_code[target.country_id]
            found[target.country_id][target.measure][target.year] = target
        return {
            code: {
                measure: standing
                for measure, by_year in measures.items()
                if (standing := self._standing(by_code[code], measure, by_year))
            }
            for code, measures in found.items()
        }

    def _standing(self, country, measure, by_year):
        """The result beside the parts of the yearly targets that lie in the period, or None.

        Different clients do not add up over fiscal years: their targets hold for whole ones alone.
        """
        own_year = fiscal_year_of(country, self.period.start)
        if not MEASURES[measure].additive and own_year.start != self.period.start:
            return None
        value = planned(by_year, country, self.period)
        expected = planned(by_year, country, self.form.counted_period())
        if not value:
            return None
        actual = self.figures.value(measure, country=country.code)
        return Standing(Whole(value), Decimal(actual), expected)

    def standing(self, measure, value):
        """The sum of the countries that have a target beside the sum of their targets, or None."""
        known = [found[measure] for found in self.targets.values() if measure in found]
        if not known:
            return None
        return Standing(
            Whole(sum(one.target.value for one in known)),
            sum(one.actual for one in known),
            sum(one.expected for one in known),
        )

    @property
    def with_targets(self):
        """How many countries have a target for what the region adds up."""
        return sum(1 for found in self.targets.values() if found)


@dataclass(frozen=True)
class Whole:
    """What targets add up to, where there is no one Target."""

    value: Decimal


def cards(region):
    """The five figures of the whole region; what explains them are the countries' rows."""
    return [card(region, code) for code in CARDS]


def rows(region):
    """One row a country by name, each figure with its reasons."""
    by_code = {one.code: one for one in region.form.countries}
    return [_row(region, by_code[code], name) for code, name in region.countries.items()]


def total(region):
    return _row(region, None, _("Region"))


def _row(region, country, name):
    place = {"country": country.code} if country else {}
    return {
        "country": country,
        "name": name,
        "cells": [_cell(region, country, code, place) for code in CARDS],
    }


def _cell(region, country, code, place):
    value = region.figures.value(code, **place)
    share = region.figures.women_share(code, **place)
    if country:
        found = region.targets.get(country.code, {}).get(code)
    else:
        found = region.standing(code, value)
    words = formats.integer(value) if MEASURES[code].is_money else shown(code, value)
    return {
        "number": value,
        "value": words,
        "url": country_url(region.form, country, code) if country else "",
        "share": share,
        "women": "" if share is None else share_shown(share),
        "standing": found,
        "reached": share_shown(found.share) if found and found.share is not None else "",
    }


def table(region):
    """The rows as a file: exact numbers, women's shares and per cent of the targets."""
    heads = []
    for code in CARDS:
        label = str(MEASURES[code].label)
        heads += [
            label,
            _("%(measure)s: women, %%") % {"measure": label},
            _("%(measure)s: %% of the target") % {"measure": label},
        ]
    lines = [*rows(region), total(region)]
    return Table(
        title=_("Countries of the region"),
        caption=region.asked_name,
        headers=(_("Country"), *heads),
        rows=tuple(Row(line["name"], tuple(_values(line)), ()) for line in lines),
    )


def _values(line):
    for cell in line["cells"]:
        found = cell["standing"]
        yield cell["number"]
        yield round(cell["share"], 1) if is_number(cell["share"]) else None
        yield round(found.share, 1) if found and found.share is not None else None
