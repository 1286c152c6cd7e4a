"""The filters of figures: one form for the dashboard, its spreadsheet and its links."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.models import Center, Country, Funder
from centers.roles import Permission
from clients.forms.fields import DayField
from clients.models import Session, Sex
from reporting.dimensions import Filters
from reporting.periods import BadPeriod, Period, calendar_year, fiscal_year, fiscal_year_of
from reporting.report.names import country_name, period_name

YEARS_SHOWN = 5
OTHER = "dates"


class FigureFilter(forms.Form):
    """Country, period, center, sex and funder; every choice comes from the person's scope."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    start = DayField(label=gettext_lazy("First day"), required=False)
    end = DayField(label=gettext_lazy("Last day"), required=False)
    center = forms.ChoiceField(label=gettext_lazy("Center"), required=False)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False)
    funder = forms.ChoiceField(label=gettext_lazy("Funder"), required=False)

    def __init__(self, data, *, user, permission=Permission.FIGURES_VIEW):
        super().__init__(data)
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
        self.fields["funder"].choices = [
            ("", _("All")),
            *Funder.objects.filter(country=self.place, active=True).values_list("code", "name"),
        ]
        for field in self.fields.values():
            field.widget.attrs["class"] = "txt"

    def clean(self):
        chosen = super().clean()
        if chosen.get("period") == OTHER or chosen.get("start") or chosen.get("end"):
            start, last = chosen.get("start"), chosen.get("end")
            if not start or not last:
                raise forms.ValidationError(_("Give the first and the last day of the period."))
            try:
                Period(start, last + timedelta(days=1))
            except BadPeriod as error:
                raise forms.ValidationError(str(error)) from error
        return chosen

    def asked_period(self):
        """The chosen Period; the newest fiscal year with sessions where nothing is chosen."""
        chosen = self.cleaned_data
        if chosen.get("start") and chosen.get("end"):
            return Period(chosen["start"], chosen["end"] + timedelta(days=1))
        return self._named(chosen.get("period") or self._newest())

    def asked(self):
        """The other filters as `impact` takes them."""
        chosen = self.cleaned_data
        return Filters.of(
            country=self.place.code,
            center=chosen.get("center"),
            sex=chosen.get("sex"),
            funder=chosen.get("funder"),
        )

    def _place(self):
        asked, home = self.data.get("country"), self.user.home_country
        by_code = {one.code: one for one in self.countries}
        if asked in by_code:
            return by_code[asked]
        return by_code.get(home.code if home else "") or next(iter(self.countries), None)

    def _period_choices(self):
        if self.place is None:
            return []
        last = fiscal_year_of(self.place, timezone.localdate()).start.year
        years = range(last, last - YEARS_SHOWN, -1)
        named = [f"F{year}" for year in years]
        if self.place.fiscal_year_start_month != 1:
            named += [f"C{year}" for year in range(timezone.localdate().year, last - 2, -1)]
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
        newest = held.filter(country=self.place, held_on__lte=timezone.localdate())
        day = newest.order_by("-held_on").values_list("held_on", flat=True).first()
        return f"F{fiscal_year_of(self.place, day or timezone.localdate()).start.year}"


def counted_until(period, today=None):
    """The first day that cannot have figures yet: the period's end or tomorrow."""
    tomorrow = (today or timezone.localdate()) + timedelta(days=1)
    return max(min(period.end, tomorrow), period.start + timedelta(days=1))
