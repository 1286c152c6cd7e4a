"""The five questions a client answers, one at a time."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers import formats
from clients.models import Outcome

YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class Question(forms.Form):
    """One question; knows what was answered last time."""

    title = ""

    def __init__(self, *args, last, **kwargs):
        self.last = last
        super().__init__(*args, **kwargs)

    def hint(self):
        """A sentence with the last answer, or nothing where there is none."""
        return ""


class StillOpen(Question):
    title = gettext_lazy("Is your business working?")
    in_business = forms.ChoiceField(label="", choices=YES_NO, widget=forms.RadioSelect)


class Jobs(Question):
    title = gettext_lazy("How many people work in it now, you included?")
    women_full_time = forms.IntegerField(
        label=gettext_lazy("Women, full time"), min_value=0, max_value=9999
    )
    women_part_time = forms.IntegerField(
        label=gettext_lazy("Women, part time"), min_value=0, max_value=9999
    )
    men_full_time = forms.IntegerField(
        label=gettext_lazy("Men, full time"), min_value=0, max_value=9999
    )
    men_part_time = forms.IntegerField(
        label=gettext_lazy("Men, part time"), min_value=0, max_value=9999
    )

    def hint(self):
        if self.last is None or self.last.jobs is None:
            return ""
        return _("Last time: %(jobs)s people, %(women)s of them women.") % {
            "jobs": formats.integer(self.last.jobs),
            "women": formats.integer(self.last.women_jobs or 0),
        }


class Money(Question):
    name = ""

    def hint(self):
        value = getattr(self.last, self.name, None)
        if value is None:
            return ""
        return _("Last time: %(amount)s.") % {"amount": formats.money(value, self.last.currency)}


class Sales(Money):
    title = gettext_lazy("How much did you sell in your country in the last 12 months?")
    name = "sales_national"
    sales_national = forms.DecimalField(
        label=gettext_lazy("Amount"), min_value=0, max_digits=18, decimal_places=2
    )


class Exports(Money):
    title = gettext_lazy("And how much to other countries? Write 0 if nothing.")
    name = "sales_export"
    sales_export = forms.DecimalField(
        label=gettext_lazy("Amount"), min_value=0, max_digits=18, decimal_places=2
    )


class Help(Question):
    title = gettext_lazy("Did the center help with this?")
    attribution = forms.ChoiceField(
        label="", choices=Outcome.Attribution.choices[1:], widget=forms.RadioSelect
    )


QUESTIONS = [StillOpen, Jobs, Sales, Exports, Help]


def next_step(answers):
    """The number (from 1) of the first question without an answer; one past the last when done."""
    for number, question in enumerate(QUESTIONS, start=1):
        if not set(question.base_fields) <= set(answers):
            return number
    return len(QUESTIONS) + 1
