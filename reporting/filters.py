"""The filters of figures: one form for the dashboard, its spreadsheet and its links."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.models import Center, Country, Funder
from centers.roles import Permission
from clients.forms.fields import DayField
from clients.models import Known, Session, Sex
from reporting.dimensions import Filters
from reporting.periods import BadPeriod, Period, calendar_year, fiscal_year, fiscal_year_of
from reporting.report.names import country_name, period_name

SELECTED = mark_safe(" selected")
YEARS_SHOWN = 5
OTHER = "dates"
NARROWING = ("center", "sex", "women_owned", "funder", "compare")


class Compare(models.TextChoices):
    """What a period is held against. The empty choice is the usual one."""

    YEAR = "", gettext_lazy("A year earlier")
    TWO_YEARS = "two", gettext_lazy("Two years earlier")
    BEFORE = "before", gettext_lazy("The period before")
    NOTHING = "nothing", gettext_lazy("Nothing")


class PlainSelect(forms.Select):
    """Written at once, not by a template for each choice: a country has hundreds of centers."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        written = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) == chosen else "", label) for key, label in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt(written), options)


class FigureFilter(forms.Form):
    """Place, period, whose records and what to compare with; choices come from the scope."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False, widget=PlainSelect)
    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False, widget=PlainSelect)
    start = DayField(label=gettext_lazy("First day"), required=False)
    end = DayField(label=gettext_lazy("Last day"), required=False)
    center = forms.ChoiceField(label=gettext_lazy("Center"), required=False, widget=PlainSelect)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False, widget=PlainSelect)
    women_owned = forms.ChoiceField(
        label=gettext_lazy("Women-owned"), required=False, widget=PlainSelect
    )
    funder = forms.ChoiceField(label=gettext_lazy("Funder"), required=False, widget=PlainSelect)
    compare = forms.ChoiceField(
        label=gettext_lazy("Compare with"),
        choices=Compare.choices,
        required=False,
        widget=PlainSelect,
    )

    def __init__(
        self, data, *, user, permission=Permission.FIGURES_VIEW, shown=NARROWING, common=False
    ):
        """`shown`: those of the narrowing filters that the page offers and reads.

        `common`: for several countries at once, whose periods are calendar years.
        """
        super().__init__({key: data[key] for key in data})
        for name in set(NARROWING) - set(shown):
            self.data.pop(name, None)
        self.shown, self.common = shown, common
        self.user, self.permission = user, permission
        self.countries = list(Country.objects.touching(user, permission).filter(active=True))
        self.place = self._place()
        centers = Center.objects.where(user, permission).filter(country=self.place)
        self.centers = list(centers.order_by("name"))
        self.fields["country"].choices = [
            (one.code, country_name({"code": one.code, "name": one.name})) for one in self.countries
        ]
        self.fields["period"].choices = self._period_choices()
        self.fields["center"].choices = [
            ("", _("All")),
            *((one.code, one.name) for one in self.centers),
        ]
        self.fields["sex"].choices = [("", _("Everybody")), *Sex.choices]
        self.fields["women_owned"].choices = [("", _("All firms")), *Known.choices]
        self.fields["funder"].choices = [
            ("", _("All")),
            *Funder.objects.filter(country=self.place, active=True).values_list("code", "name"),
        ]
        for field in self.fields.values():
            field.widget.attrs["class"] = "txt"
            field.error_messages |= {
                "invalid": _("%(field)s: write a date such as 2024-05-28.")
                % {"field": field.label},
                "invalid_choice": _("%(field)s: “%(value)s” is not on the list. Choose again.")
                % {"field": field.label, "value": "%(value)s"},
            }
        if self.place and not self.data.get("period"):
            dated = self.data.get("start") or self.data.get("end")
            self.data["period"] = OTHER if dated else self._newest()

    @property
    def choices(self):
        """The fields that a page shows in one row."""
        several = len(self.countries) > 1 and not self.common
        names = ["country"] * several + ["period", *self.shown]
        return [self[name] for name in names]

    @property
    def narrowed(self):
        """Whether a filter leaves less than the whole country."""
        return any(self.data.get(name) for name in self.shown)

    @property
    def plain_url(self):
        """The same place and period without the other filters."""
        kept = ("country", "period", "start", "end")
        return "?" + urlencode({key: self.data[key] for key in kept if self.data.get(key)})

    def clean(self):
        chosen = super().clean()
        if chosen.get("period") == OTHER or chosen.get("start") or chosen.get("end"):
            start, last = chosen.get("start"), chosen.get("end")
            if not start or not last:
                raise forms.ValidationError(_("Give the first and the last day of the period."))
            try:
                Period.through(start, last)
            except BadPeriod as error:
                raise forms.ValidationError(str(error)) from error
        return chosen

    def asked_period(self):
        """The chosen Period; the newest fiscal year with sessions where nothing is chosen."""
        chosen = self.cleaned_data
        if chosen.get("start") and chosen.get("end"):
            return Period.through(chosen["start"], chosen["end"])
        return self._named(chosen["period"])

    def asked(self):
        """The other filters as `impact` takes them."""
        chosen = self.cleaned_data
        return Filters.of(
            country=self.place.code,
            center=chosen.get("center"),
            sex=chosen.get("sex"),
            women_owned=chosen.get("women_owned"),
            funder=chosen.get("funder"),
        )

    def counted_period(self):
        """The chosen Period as far as it can have figures yet."""
        period = self.asked_period()
        return Period(period.start, counted_until(period))

    @property
    def period_name(self):
        period = self.asked_period()
        return period_name(period.start, period.end)

    @cached_property
    def narrowing(self):
        """The filters for all countries of the scope, without a place of one's choice."""
        chosen = {name: self.cleaned_data.get(name) for name in ("sex", "women_owned")}
        return Filters.of(country=[one.code for one in self.countries], **chosen)

    def compared(self, period, until):
        """The days to compare `period`, counted before the day `until`, with; or None."""
        chosen = self.cleaned_data.get("compare", "")
        if chosen == Compare.NOTHING:
            return None
        counted = Period(period.start, until)
        if chosen == Compare.BEFORE and not period.whole_months:
            gap = timedelta(days=period.days)
            return Period(counted.start - gap, counted.end - gap)
        months = {Compare.TWO_YEARS: 24, Compare.BEFORE: len(period.months())}.get(chosen, 12)
        return counted.moved(-months)

    def _place(self):
        asked, home = self.data.get("country"), self.user.home_country
        by_code = {one.code: one for one in self.countries}
        if asked in by_code:
            return by_code[asked]
        return by_code.get(home.code if home else "") or next(iter(self.countries), None)

    def _period_choices(self):
        if self.place is None:
            return []
        this = timezone.localdate().year
        last = fiscal_year_of(self.place, timezone.localdate()).start.year
        years = range(last, last - YEARS_SHOWN, -1)
        named = [f"F{year}" for year in years]
        if self.common:
            named = [f"C{year}" for year in range(this, this - YEARS_SHOWN, -1)]
        elif self.place.fiscal_year_start_month != 1:
            named += [f"C{year}" for year in range(this, last - 2, -1)]
        choices = []
        for key in named:
            period = self._named(key)
            choices.append((key, period_name(period.start, period.end)))
        return [*choices, (OTHER, _("Other dates"))]

    def _named(self, key):
        year = int(key[1:])
        return fiscal_year(self.place, year) if key[0] == "F" else calendar_year(year)

    def _newest(self):
        """The fiscal year of the newest session in scope, today's without one."""
        held = Session.objects.for_user(self.user, self.permission).reportable()
        newest = held.filter(held_on__lte=timezone.localdate())
        if not self.common:
            newest = newest.filter(country=self.place)
        day = newest.order_by("-held_on").values_list("held_on", flat=True).first()
        if self.common:
            return f"C{(day or timezone.localdate()).year}"
        return f"F{fiscal_year_of(self.place, day or timezone.localdate()).start.year}"


def counted_until(period, today=None):
    """The first day that cannot have figures yet: the period's end or tomorrow."""
    tomorrow = (today or timezone.localdate()) + timedelta(days=1)
    return max(min(period.end, tomorrow), period.start + timedelta(days=1))
