"""How a client stands on a day: sales and jobs. Shows the last values, asks about odd ones."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers import formats
from centers.models import ExchangeRate
from clients import actions
from clients.currencies_offered import currencies_for
from clients.forms.fields import DayField, MoneyField, check_not_ahead
from clients.models import Situation
from clients.sanity import facts_of, situation_questions, unanswered

MONEY = ("sales_national", "sales_export")
JOBS = ("women_full_time", "women_part_time", "men_full_time", "men_part_time")


class SituationForm(forms.ModelForm):
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    as_of = DayField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("Sales are those of the 12 months up to this day."),
    )
    confirmed = forms.MultipleChoiceField(
        label=gettext_lazy("Please confirm"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Situation
        fields = ["as_of", "wave", "currency", *MONEY, *JOBS, "formal_jobs", "figures_from"]
        field_classes = dict.fromkeys(MONEY, MoneyField)

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        others = client.situations.alive().exclude(pk=self.instance.pk)
        if self.instance.pk:  # a correction: what stood before it
            others = others.filter(as_of__lt=self.instance.as_of)
            self.fields["uuid"].required = False
        self.last = others.order_by("-as_of", "-pk").first()
        choices = currencies_for(client.country)
        self.fields["currency"] = forms.ChoiceField(label=gettext_lazy("Currency"), choices=choices)
        for name in (*MONEY, *JOBS, "formal_jobs"):
            field = self.fields[name]
            field.widget.attrs["inputmode"] = "decimal" if name in MONEY else "numeric"
            field.min_value = 0
            if hint := self._last_time(name):
                field.help_text = hint
        asked = self.data.getlist("asked") if hasattr(self.data, "getlist") else []
        self.fields["confirmed"].choices = [(key, key) for key in asked]

    def _last_time(self, name):
        value = getattr(self.last, name, None)
        if value is None:
            return ""
        written = (
            formats.money(value, self.last.currency) if name in MONEY else formats.integer(value)
        )
        when = formats.day(self.last.as_of)
        return _("Last time (%(day)s): %(value)s") % {"day": when, "value": written}

    def clean_as_of(self):
        day = check_not_ahead(self.cleaned_data["as_of"], self.client.center)
        same = self.client.situations.alive().filter(as_of=day).exclude(pk=self.instance.pk)
        if self.instance.pk and same.exists():
            raise forms.ValidationError(
                _("There is another situation of that day. Correct or delete that one.")
            )
        return day

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        figures = [data[name] for name in (*MONEY, *JOBS)]
        if all(figure is None for figure in figures):
            raise forms.ValidationError(_("Write at least the sales or the jobs."))
        jobs = sum(data[name] or 0 for name in JOBS)
        if data["formal_jobs"] is not None and data["formal_jobs"] > jobs:
            self.add_error("formal_jobs", _("There cannot be more formal jobs than jobs."))
        for name in MONEY:
            if data[name] is not None and data[name] < 0:
                self.add_error(name, _("Sales cannot be less than zero."))
        if not self.errors:
            self._ask(data)
        return data

    def _ask(self, data):
        """Turns doubts into questions; they are confirmed by marking them."""
        earlier = self.client.situations.alive().filter(as_of__lt=data["as_of"])
        earlier = earlier.exclude(pk=self.instance.pk)
        before = facts_of(earlier.order_by("-as_of", "-pk").first())
        rate = ExchangeRate.objects.valid_for(data["currency"], data["as_of"])
        questions = situation_questions(before, data, rate and rate.per_usd)
        open_questions = unanswered(questions, data["confirmed"])
        self.fields["confirmed"].choices = [(one.key, one.sentence) for one in questions]
        if open_questions:
            self.add_error("confirmed", _("Mark what is right, or correct the figure above."))

    @property
    def questions(self):
        """Keys of what was asked, to be sent back with the answers."""
        return [key for key, _sentence in self.fields["confirmed"].choices]

    def record(self, *, by):
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return actions.record_situation(
            client=self.client, by=by, uuid=self.cleaned_data["uuid"], **facts
        )

    def correct(self, *, situation, by):
        """Hands the corrected facts to the action; `situation` as it is stored."""
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return actions.change_situation(situation=situation, by=by, **facts)

    def _post_clean(self):
        """The database's rules are checked on the situation as a whole, by the action."""
