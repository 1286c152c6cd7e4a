"""The five questions a client answers, one at a time; doubts about an answer are asked once."""

from decimal import Decimal

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers import formats
from centers.dates import local_today
from centers.models import ExchangeRate
from clients import actions
from clients.forms.fields import MoneyField
from clients.models import FollowUp, Outcome, Situation
from clients.sanity import MEN, SALES, WOMEN, facts_of, situation_questions, unanswered

YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class Question(forms.Form):
    """One question; knows what was answered last time."""

    title = ""
    swaps = ()  # keys of doubts about this answer beside another question's

    def __init__(self, *args, last=None, **kwargs):
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
    swaps = ("swap:sales",)

    def hint(self):
        value = getattr(self.last, self.name, None)
        if value is None:
            return ""
        return _("Last time: %(amount)s.") % {"amount": formats.money(value, self.last.currency)}


class Sales(Money):
    title = gettext_lazy("How much did you sell in your country in the last 12 months?")
    name = "sales_national"
    sales_national = MoneyField(label=gettext_lazy("Amount"), min_value=0)


class Exports(Money):
    title = gettext_lazy("And how much to other countries? Write 0 if nothing.")
    name = "sales_export"
    sales_export = MoneyField(label=gettext_lazy("Amount"), min_value=0)


class Help(Question):
    title = gettext_lazy("Did the center help with this?")
    attribution = forms.ChoiceField(
        label="", choices=Outcome.Attribution.choices[1:], widget=forms.RadioSelect
    )


QUESTIONS = [StillOpen, Jobs, Sales, Exports, Help]


def last_situation(followup):
    """What the client reported last, else None."""
    told = Situation.objects.alive().filter(client=followup.client_id)
    return told.order_by("-as_of", "-pk").first()


def next_step(answers):
    """The number (from 1) of the first question without an answer or with a doubt still open.

    One past the last when all is said. Who closed the business is not asked for its jobs.
    """
    closed = answers.get("in_business") == "no"
    for number, question in enumerate(QUESTIONS, start=1):
        if question is Jobs and closed:
            continue
        if number in answers.get("doubted", ()) or not set(question.base_fields) <= set(answers):
            return number
    return len(QUESTIONS) + 1


def doubts(followup, answers, last):
    """Sanity questions about the answers so far beside the situation `last`, not yet confirmed."""
    now = {name: Decimal(answers[name]) for name in SALES if name in answers}
    if answers.get("in_business") != "no":
        now |= {name: answers[name] for name in (*WOMEN, *MEN) if name in answers}
    now["currency"] = followup.client.country.currency
    rate = ExchangeRate.objects.valid_for(now["currency"], local_today(followup.center))
    asked = situation_questions(facts_of(last), now, rate and rate.per_usd)
    return unanswered(asked, answers.get("confirmed", ()))


def concerns(doubt, number):
    """Whether a doubt is asked beside the question with this number."""
    question = QUESTIONS[number - 1]
    return doubt.field in question.base_fields or doubt.key in question.swaps


@transaction.atomic
def keep(*, followup, by, given, confirmed=(), last=None):
    """Keeps `given` answers at once; with all five and no open doubt they become a situation.

    `confirmed`: keys of doubts the client was asked about and stands by. Returns the follow-up and
    the doubts that are open. What was answered to the end stays as it is.
    """
    followup = FollowUp.objects.select_for_update().get(pk=followup.pk)
    if followup.answered_at:
        return followup, []
    answers = {**followup.answers, **given}
    raised = doubts(followup, answers, last or last_situation(followup))
    still_open = unanswered(raised, confirmed)
    numbers = range(1, len(QUESTIONS) + 1)
    asking = {
        "confirmed": [
            *answers.get("confirmed", ()),
            *(one.key for one in raised if one not in still_open),
        ],
        "doubted": [n for n in numbers if any(concerns(one, n) for one in still_open)],
    }
    changed = {name: keys for name, keys in asking.items() if keys != answers.get(name, [])}
    followup = actions.save_answer(followup=followup, **given, **changed)
    if next_step(followup.answers) > len(QUESTIONS):
        actions.finish_followup(followup=followup, by=by)
    return followup, still_open
