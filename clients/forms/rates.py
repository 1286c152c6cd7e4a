"""Exchange rates by hand or by file; everybody keeps to the currencies of their countries."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.currencies import CURRENCIES
from centers.models import Country
from centers.rates import BadRates, Rate, read_rates
from centers.roles import Permission

MOST = 1024 * 1024


def foreign_currencies(user):
    """Currencies of countries where the user may not load rates: left to those who may."""
    mine = Country.objects.where(user, Permission.RATE_EDIT)
    own = set(mine.values_list("currency", flat=True))
    others = Country.objects.exclude(pk__in=mine.values("pk")).filter(active=True)
    return set(others.values_list("currency", flat=True)) - own


class RateForm(forms.Form):
    """One rate of a month or a year."""

    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1990, max_value=2100)
    month = forms.IntegerField(
        label=gettext_lazy("Month"),
        min_value=1,
        max_value=12,
        required=False,
        help_text=gettext_lazy("Empty: the average of the year."),
    )
    per_usd = forms.DecimalField(
        label=gettext_lazy("Units per US dollar"), max_digits=20, decimal_places=8
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=160)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        closed = foreign_currencies(user) | {"USD"}
        self.fields["currency"].choices = [
            (code, code) for code in sorted(CURRENCIES) if code not in closed
        ]

    def clean_per_usd(self):
        value = self.cleaned_data["per_usd"]
        if value <= 0:
            raise forms.ValidationError(_("A rate is more than zero."))
        return value

    def rates(self):
        return [Rate(**self.cleaned_data)]


class RateFileForm(forms.Form):
    """A table of rates as CSV."""

    file = forms.FileField(
        label=gettext_lazy("Table of rates (CSV)"),
        help_text=gettext_lazy("Columns: currency, year, month (or empty), per_usd, source."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST:
            raise forms.ValidationError(_("The file is larger than 1 MB. Split it."))
        try:
            rates = read_rates(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is no CSV text in UTF-8.")) from None
        except BadRates as fault:
            raise forms.ValidationError(fault.faults[:20]) from fault
        if others := {one.currency for one in rates} & foreign_currencies(self.user):
            raise forms.ValidationError(
                _("%(currencies)s belongs to another country; its coordinator loads it.")
                % {"currencies": ", ".join(sorted(others))}
            )
        return rates

    def rates(self):
        return self.cleaned_data["file"]
