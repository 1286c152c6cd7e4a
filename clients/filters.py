"""One filter for a page, its spreadsheet and its API; an unreadable one finds nothing."""

from datetime import datetime, timedelta
from decimal import Decimal

from django import forms
from django.db.models import Count, Q, Sum
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from centers.dates import today_of, zone_for
from centers.folding import fold
from centers.models import Center
from centers.roles import Permission
from clients.actions import without_rate
from clients.forms.fields import DayField
from clients.models import Client, Known, Outcome, Session, Sex, Topic, Training
from clients.rules import LONG_TERM_MINUTES

SILENT = timedelta(days=90)
YEAR = timedelta(days=365)
ANY = [("", _("Any"))]


class ScopedFilter(forms.Form):
    """Free text, center and country; `user` limits the centers offered.

    `lacks`: those rows only of which a task says that they lack or wait for something.
    """

    permission = Permission.CLIENT_VIEW
    LACKS = {}  # {key: (label, queryset -> the rows that lack it)}
    q = forms.CharField(label=_("Search"), required=False, max_length=120)
    center = forms.ModelChoiceField(
        Center.objects.none(), label=_("Center"), required=False, empty_label=_("All centers")
    )
    country = forms.CharField(
        label=_("Country"), required=False, max_length=2, widget=forms.HiddenInput
    )
    lacks = forms.ChoiceField(label=_("Only those"), required=False)

    def __init__(self, data=None, *, user, **kwargs):
        self.user = user
        super().__init__(data, **kwargs)
        named = [(key, label) for key, (label, _rows) in self.LACKS.items()]
        self.fields["lacks"].choices = ANY + named
        if not named:
            del self.fields["lacks"]
        centers = Center.objects.where(user, self.permission)
        self.fields["center"].queryset = centers
        if centers.count() < 2:
            del self.fields["center"]

    def value(self, name):
        return self.cleaned_data.get(name)

    def apply(self, rows):
        """`rows` that match; none where the filter cannot be read."""
        return self.narrow(rows) if self.is_valid() else rows.none()

    def narrow(self, rows):
        if self.value("lacks"):
            rows = self.LACKS[self.value("lacks")][1](rows)
        chosen = {name: self.value(name) for name in ("center", "country") if self.value(name)}
        return rows.filter(**chosen)


class ClientFilter(ScopedFilter):
    """Chips: mine, long-term, not seen for 90 days, women-owned; stage."""

    mine = forms.BooleanField(label=_("Mine"), required=False)
    long_term = forms.BooleanField(label=_("Long-term"), required=False)
    silent = forms.BooleanField(label=_("No contact for 90 days"), required=False)
    women = forms.BooleanField(label=_("Women-owned"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=ANY + Client.Stage.choices, required=False)
    CHIPS = ("mine", "long_term", "silent", "women")
    LACKS = {
        "sex": (
            _("whose sex is not recorded"),
            lambda rows: rows.filter(contact_sex=Sex.NOT_STATED),
        )
    }

    def narrow(self, clients):
        clients = super().narrow(clients)
        today = today_of(self.user)
        if text := self.value("q"):
            clients = clients.matching(text)
        if self.value("mine"):
            clients = clients.filter(advisor=self.user)
        if self.value("women"):
            clients = clients.filter(women_owned=Known.YES)
        if self.value("long_term"):
            given = clients.with_minutes_since(today - YEAR)
            clients = given.filter(minutes__gte=LONG_TERM_MINUTES)
        if self.value("silent"):
            seen = Session.objects.alive().filter(held_on__gt=today - SILENT)
            clients = clients.exclude(pk__in=seen.values("client"))
        if self.value("stage"):
            clients = clients.filter(stage=self.value("stage"))
        return clients

    def chips(self):
        """The yes/no filters as links that switch one and keep the rest of the address."""
        chips = []
        for name in self.CHIPS:
            query = self.data.copy() if hasattr(self.data, "copy") else {}
            on = bool(query.pop(name, None))
            query.pop("page", None)
            if not on:
                query[name] = "on"
            encoded = query.urlencode() if hasattr(query, "urlencode") else ""
            chips.append({"url": f"?{encoded}", "label": self.fields[name].label, "current": on})
        return chips


class PeriodFilter(ScopedFilter):
    """Records of a span of days, `start` to `end`, both included as people say it."""

    day_field = ""
    start = DayField(label=_("From"), required=False)
    end = DayField(label=_("Until"), required=False)

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("The last day comes before the first."))
        return data

    def narrow(self, rows):
        rows = super().narrow(rows)
        if self.value("start"):
            rows = rows.filter(**{f"{self.day_field}__gte": self.value("start")})
        if self.value("end"):
            rows = rows.filter(**{f"{self.day_field}__lte": self.value("end")})
        return self.search(rows, self.value("q") or "")

    def search(self, rows, text):
        for word in fold(text).split():
            rows = rows.filter(client__search_text__contains=word)
        return rows


class SessionFilter(PeriodFilter):
    day_field = "held_on"
    mine = forms.BooleanField(label=_("Mine"), required=False)
    mode = forms.ChoiceField(label=_("Mode"), choices=ANY + Session.Mode.choices, required=False)
    topic = forms.ChoiceField(label=_("Topic"), choices=ANY + Topic.choices, required=False)
    LACKS = {
        "topic": (_("without a topic"), lambda rows: rows.reportable().without_topic()),
    }

    def narrow(self, sessions):
        sessions = super().narrow(sessions)
        if self.value("mine"):
            sessions = sessions.filter(Q(advisor=self.user))
        for name in ("mode", "topic"):
            if self.value(name):
                sessions = sessions.filter(**{name: self.value(name)})
        return sessions

    @staticmethod
    def totals(sessions):
        """How many sessions, and hours with clients: contact and preparation; travel apart."""
        sums = sessions.order_by().aggregate(
            records=Count("pk"),
            contact=Sum("contact_minutes"),
            prep=Sum("prep_minutes"),
            travel=Sum("travel_minutes"),
        )
        given = (sums["contact"] or 0) + (sums["prep"] or 0)
        travel = Decimal(sums["travel"] or 0) / 60
        return {"records": sums["records"], "hours": Decimal(given) / 60, "travel": travel}


class TrainingFilter(PeriodFilter):
    day_field = "held_on"
    mode = forms.ChoiceField(label=_("Mode"), choices=ANY + Training.Mode.choices, required=False)
    topic = forms.ChoiceField(label=_("Topic"), choices=ANY + Topic.choices, required=False)

    def search(self, trainings, text):
        for word in text.split():
            trainings = trainings.filter(title__icontains=word)
        return trainings

    def narrow(self, trainings):
        chosen = {name: self.value(name) for name in ("mode", "topic") if self.value(name)}
        return super().narrow(trainings).filter(**chosen)


class OutcomeFilter(PeriodFilter):
    day_field = "occurred_on"
    kind = forms.ChoiceField(label=_("Kind"), choices=ANY + Outcome.Kind.choices, required=False)
    state = forms.ChoiceField(label=_("State"), choices=ANY + Outcome.State.choices, required=False)
    LACKS = {
        "verification": (
            _("that wait for verification"),
            lambda rows: rows.filter(pk__in=Outcome.objects.waiting().values("pk")),
        ),
        "evidence": (
            _("that wait for evidence"),
            lambda rows: rows.filter(
                pk__in=Outcome.objects.waiting().filter(evidence=None).values("pk")
            ),
        ),
        "rate": (_("without an exchange rate"), without_rate),
    }

    def narrow(self, outcomes):
        outcomes = super().narrow(outcomes)
        for name in ("kind", "state"):
            if self.value(name):
                outcomes = outcomes.filter(**{name: self.value(name)})
        return outcomes


class FollowUpFilter:
    """`show`: late, sent, answered, all; else what is due. `mine`: of one's own clients."""

    def __init__(self, data, *, user):
        self.show, self.mine, self.user = data.get("show"), data.get("mine"), user

    def apply(self, followups):
        followups = followups.showing(self.show)
        if self.mine:
            followups = followups.filter(client__advisor=self.user)
        return followups.order_by("due_on", "pk")


class AgendaFilter:
    """The user's own appointments in the seven days from `from` (default today) on."""

    def __init__(self, data, *, user):
        self.user, self.today, self.zone = user, today_of(user), zone_for(user)
        try:
            self.first = parse_date(data.get("from") or "") or self.today
        except ValueError:
            self.first = self.today

    def apply(self, appointments):
        start = datetime.combine(self.first, datetime.min.time(), tzinfo=self.zone)
        mine = appointments.filter(advisor=self.user)
        return mine.between(start, start + timedelta(days=7))
