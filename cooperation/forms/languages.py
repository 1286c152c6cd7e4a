"""Form fields for texts in several languages, and small helpers that forms share."""

from datetime import UTC

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SHORT = forms.TextInput
LONG = forms.Textarea


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class WallClockField(forms.DateTimeField):
    """A day and an hour as a clock on the wall shows them: without a time zone.

    Which zone they are meant in, the form decides; the server's own must not refuse an hour.
    """

    widget = MomentInput

    def to_python(self, value):
        with timezone.override(UTC):
            moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment else moment


def check_order(form, start, end, *, strict=False):
    """Puts a sentence on the field `end` where its day lies before that of `start`.

    With `strict` the two may not be the same either.
    """
    first, last = form.cleaned_data.get(start), form.cleaned_data.get(end)
    if first and last and (last < first or (strict and last == first)):
        form.add_error(end, _("The end lies before the beginning."))


def clean_currency(value):
    """The currency in capitals; raises ValidationError for anything but three letters."""
    value = value.upper()
    if value and not (len(value) == 3 and value.isascii() and value.isalpha()):
        raise forms.ValidationError(_("Write the currency with three letters, such as USD."))
    return value


class WebAddressField(forms.URLField):
    """An address without a scheme is taken for one on https."""

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)


class InLanguagesMixin:
    """For each name in `in_languages` a field in each language, kept as {language: text}.

    `in_languages`: {model field: (label, widget class, whether one language must be filled)}.
    """

    in_languages = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, widget, _needed) in self.in_languages.items():
            texts = getattr(self.instance, name) or {}
            for code, language in settings.LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=_("%(label)s, %(language)s") % {"label": label, "language": language},
                    required=False,
                    widget=widget(attrs={"lang": code}),
                    initial=texts.get(code, ""),
                    max_length=200 if widget is SHORT else None,
                )

    def clean(self):
        cleaned = super().clean()
        for name, (_label, _widget, needed) in self.in_languages.items():
            texts = {
                code: cleaned[f"{name}_{code}"]
                for code, _language in settings.LANGUAGES
                if cleaned.get(f"{name}_{code}")
            }
            if needed and not texts:
                first = settings.LANGUAGES[0][0]
                self.add_error(f"{name}_{first}", _("Fill in at least one language."))
            cleaned[name] = texts
            setattr(self.instance, name, texts)
        return cleaned

    def texts(self):
        """{model field: {language: text}} as filled in."""
        return {name: self.cleaned_data[name] for name in self.in_languages}
