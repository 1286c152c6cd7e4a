"""Forms of reports: what to freeze, whom to send it to."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.forms.days import DayInput
from centers.models import Country, Funder
from centers.roles import Permission
from clients.forms.fields import DayField
from reporting.models import Edition, Report
from reporting.periods import BadPeriod, Period
from reporting.report.names import country_name

WORDS = ("headline", "women")  # what the author may say in own words, in each language


class ReportForm(forms.Form):
    """A report to build: where, when, for whom, in which shape and languages."""

    countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries"), widget=forms.CheckboxSelectMultiple
    )
    start = DayField(label=gettext_lazy("First day"), widget=DayInput({"class": "txt"}))
    end = DayField(label=gettext_lazy("Last day"), widget=DayInput({"class": "txt"}))
    template = forms.ChoiceField(
        label=gettext_lazy("Template"), choices=Report.Template.choices, widget=forms.RadioSelect
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("For"), choices=Edition.Audience.choices, widget=forms.RadioSelect
    )
    funder = forms.ChoiceField(
        label=gettext_lazy("Only what this funder paid for"),
        required=False,
        widget=forms.Select({"class": "txt"}),
    )
    stories = forms.BooleanField(
        label=gettext_lazy("Tell stories of the period"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Only those whose clients consent to their publication."),
    )
    budget = forms.DecimalField(
        label=gettext_lazy("Budget of the network in the period, US dollars"),
        required=False,
        min_value=1,
        max_digits=14,
        decimal_places=2,
        widget=forms.NumberInput({"class": "txt"}),
    )
    because = forms.CharField(
        label=gettext_lazy("Why the earlier edition is replaced"),
        required=False,
        max_length=240,
        widget=forms.TextInput({"class": "txt"}),
    )

    def __init__(self, *args, user, replaces=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.replaces = replaces
        mine = Country.objects.where(user, Permission.REPORT_CREATE).filter(active=True)
        self.fields["countries"].choices = [
            (one.code, country_name({"code": one.code, "name": one.name})) for one in mine
        ]
        funders = Funder.objects.filter(country__in=mine, active=True)
        self.fields["funder"].choices = [
            ("", _("Everything, whoever paid")),
            *funders.values_list("code", "name"),
        ]
        self.fields["funder"].queryset = funders
        if replaces:
            self.fields["because"].required = True
        else:
            del self.fields["because"]
        for code, name in settings.LANGUAGES:
            self.fields[f"headline_{code}"] = _own_headline(name)
            self.fields[f"women_{code}"] = _own_words(name)

    @property
    def own_words(self):
        """The fields of the author's own words, language by language, for a folded part."""
        return [self[f"{what}_{code}"] for code, _name in settings.LANGUAGES for what in WORDS]

    @property
    def words_have_errors(self):
        return any(field.errors for field in self.own_words)

    @property
    def other_fields(self):
        return [field for field in self if not field.name.startswith(WORDS)]

    def clean(self):
        chosen = super().clean()
        start, last = chosen.get("start"), chosen.get("end")
        if start and last:
            try:
                chosen["period"] = Period.through(start, last)
            except BadPeriod as error:
                self.add_error("end", str(error))
        return chosen

    def frozen_with(self):
        """What `editions.figures_for` is to be called with."""
        chosen = self.cleaned_data
        return {
            "period": chosen["period"],
            "countries": chosen["countries"],
            "audience": chosen["audience"],
            "funder": self.chosen_funder(),
            "words": self._words(),
            "budget": chosen["budget"],
        }

    def _words(self):
        """What the author wrote: {"headline": {language: text}, …}, without what is empty."""
        said = {what: {} for what in WORDS}
        for what in WORDS:
            for code, _name in settings.LANGUAGES:
                if text := self.cleaned_data[f"{what}_{code}"]:
                    said[what][code] = text
        return said

    def chosen_funder(self):
        code = self.cleaned_data["funder"]
        return self.fields["funder"].queryset.get(code=code) if code else None


def _own_headline(language):
    return forms.CharField(
        label=_("Headline, %(language)s") % {"language": language},
        required=False,
        max_length=140,
        help_text=_("Empty: the finding is worked out from the figures."),
        widget=forms.TextInput({"class": "txt"}),
    )


def _own_words(language):
    return forms.CharField(
        label=_("What is being done for women, %(language)s") % {"language": language},
        required=False,
        max_length=600,
        help_text=_("Stands on the page on women in business. Name nobody."),
        widget=forms.Textarea({"class": "txt", "rows": 2}),
    )


class SendForm(forms.Form):
    """Sends a finished report by an expiring link."""

    report = forms.ModelChoiceField(
        Report.objects.none(), label=gettext_lazy("Report"), widget=forms.Select({"class": "txt"})
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail of the reader"), widget=forms.EmailInput({"class": "txt"})
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that the link works"),
        min_value=1,
        max_value=365,
        initial=30,
        widget=forms.NumberInput({"class": "txt short"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the reader"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"class": "txt", "rows": 2}),
    )

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        ready = edition.reports.filter(state=Report.State.READY)
        self.fields["report"].queryset = ready
        self.fields["report"].initial = ready.first()
        self.fields["report"].label_from_instance = lambda one: (
            f"{one.get_template_display()} · {one.get_language_display()}"
        )
