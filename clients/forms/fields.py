"""Fields that several forms share."""

import phonenumbers
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers import formats
from centers.dates import local_today
from centers.forms.days import DayInput
from clients import identity
from clients.imports.cells.numbers import read_money
from clients.imports.cells.refused import Refused
from clients.imports.cells.style import Style


class DayField(forms.DateField):
    widget = DayInput

    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", {"invalid": _("Write a date such as 2024-05-28.")})
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)


def check_not_ahead(day, center):
    """Raises ValidationError where `day` is after today at `center` (None: for the server)."""
    today = local_today(center) if center else timezone.localdate()
    if day and day > today:
        raise forms.ValidationError(_("This date is in the future. Write today or an earlier day."))
    return day


class MoneyField(forms.DecimalField):
    """An amount as people of the country write it: 15,000.50 or 15.000,50, with a mark or without.

    A field of text: the browser's number field sends nothing at all of what it cannot read, so
    that a typed amount would be lost. What may be a thousand times another is refused.
    """

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(**{"max_digits": 18, "decimal_places": 2, **kwargs})

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value):
        if isinstance(value, str) and value.strip() and not value.strip().startswith("-"):
            try:
                style = Style(timezone.localdate(), decimal_mark=formats.separators()[0])
                value = read_money(value, style).amount
            except Refused as refused:
                raise forms.ValidationError(
                    _("Write the amount in digits with one decimal mark, for example 15623.10.")
                ) from refused
        return super().to_python(value)


class PhoneField(forms.CharField):
    """A phone number, read as of the country given; kept in the international form if it is one.

    A number that phonenumbers cannot read is accepted when it has 6 to 15 digits: extensions and
    village lines exist. Never compulsory by itself.
    """

    def __init__(self, *, country=None, **kwargs):
        kwargs.setdefault("max_length", 40)
        self.country = country
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}), **kwargs
        )

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        digits = sum(char.isdigit() for char in text)
        if not 6 <= digits <= 15 or any(char.isalpha() for char in text.split("ext")[0]):
            raise forms.ValidationError(
                _("A phone number has 6 to 15 digits, such as 7012 3456 or +503 7012 3456.")
            )
        return written(text, self.country)


def written(text, country):
    """`text` in the international form where it is a possible number of `country` (ISO code)."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return text.strip()
    if not phonenumbers.is_possible_number(number):
        return text.strip()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class AsksAboutNumbers:
    """A form that asks once about an identity number that looks wrong, and keeps it if told so."""

    def ask_about_number(self, name, find_doubt):
        """Checks the field `name` by `find_doubt(text)`: a sentence of doubt, or "".

        A number that was stored before, or is marked as right, is not asked about.
        """
        try:
            text = identity.clean_number(self.cleaned_data.get(name))
        except forms.ValidationError as refusal:
            self.add_error(name, refusal)
            return
        self.cleaned_data[name] = text
        doubt = find_doubt(text)
        if not doubt or text == self.initial.get(name):
            return
        keep = f"{name}_is_right"
        right = forms.MultipleChoiceField(
            label=_("Please confirm"),
            choices=[(text, _("%(number)s is right as written") % {"number": text})],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields[keep] = right
        self.order_fields(_after(name, keep, list(self.fields)))
        said = right.widget.value_from_datadict(self.data, self.files, self.add_prefix(keep))
        if text not in (said or ()):
            self.add_error(name, _("%(doubt)s If it is right, mark that below.") % {"doubt": doubt})


def _after(name, new, names):
    """`names` with `new` directly after `name`."""
    names.remove(new)
    place = names.index(name) + 1
    return [*names[:place], new, *names[place:]]
