"""A new training, and the list of who came to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.dates import today_of
from centers.models import Center, Funder
from centers.roles import Permission
from clients import actions
from clients.forms.fields import DayField, check_not_ahead
from clients.models import Contact, Training

FOUND = 20  # people that one search shows


class TrainingForm(forms.ModelForm):
    """An event of a center where `user` may record."""

    class Meta:
        model = Training
        fields = [
            *("center", "title", "held_on", "minutes", "topic", "mode"),
            *("funder", "capacity", "note"),
        ]
        field_classes = {"held_on": DayField}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        centers = Center.objects.where(user, Permission.CLIENT_EDIT).filter(closed_on=None)
        self._offer_centers(user, centers)
        self.fields["funder"].queryset = Funder.objects.in_use(centers.values("country"))
        for name in ("minutes", "capacity"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def _offer_centers(self, user, centers):
        if self.instance.pk:
            del self.fields["center"]  # an event stays where it was held
            return
        self.fields["center"].queryset = centers.select_related("country")
        self.fields["center"].initial = user.home_center or centers.first()
        self.fields["held_on"].initial = today_of(user)
        if centers.count() < 2:
            self.fields["center"].widget = forms.HiddenInput()

    def clean(self):
        data = super().clean()
        center = self.instance.center if self.instance.pk else data.get("center")
        funder = data.get("funder")
        if center and data.get("held_on"):
            try:
                check_not_ahead(data["held_on"], center)
                actions.check_open(center, data["held_on"])
            except (forms.ValidationError, actions.PeriodClosed) as refusal:
                closed = isinstance(refusal, actions.PeriodClosed)
                self.add_error("held_on", str(refusal) if closed else refusal)
        if center and funder and funder.country_id not in (None, center.country_id):
            self.add_error("funder", _("This funder does not pay in the center's country."))
        return data

    def record(self, *, by):
        return actions.record_training(by=by, **self.cleaned_data)

    def change(self, *, by):
        """Raises actions.PeriodClosed where the day before the change lies in a closed period."""
        # Read again: validation has already written the new day on the form's own instance.
        stored = Training.objects.select_related("center").get(pk=self.instance.pk)
        return actions.change_training(training=stored, by=by, **self.cleaned_data)


class AttendanceForm(forms.Form):
    """The whole list in one save; a search on the way keeps every tick.

    Names are shown of people in the user's scope alone; others on the list stay as they are.
    """

    q = forms.CharField(label=_("Search for a person"), required=False, max_length=120)

    def __init__(self, data, *, user, training):
        self.training = training
        people = Contact.objects.for_user(user).filter(erased_at=None)
        self.people = people.filter(country=training.country)
        super().__init__(data)
        self.listed = dict(training.attendances.values_list("contact_id", "present"))

    def rows(self):
        """[(contact, present)]: the list and what was ticked, then whom the search found."""
        shown, came = self._sent()
        if not self.is_bound:
            came = {pk for pk, present in self.listed.items() if present}
        wanted = set(self.listed) | (came & shown)
        rows = list(self.people.filter(pk__in=wanted))
        if text := (self.data.get("q") or "").strip()[:120]:
            rows += self.people.matching(text).exclude(pk__in=wanted)[:FOUND]
        return [(contact, contact.pk in came) for contact in rows]

    def unseen(self):
        """How many people on the list are none of the user's to name."""
        return len(self.listed) - self.people.filter(pk__in=self.listed).count()

    def save(self, *, by):
        shown, came = self._sent()
        known = self.people.in_bulk(shown)
        present = [known[pk] for pk in came if pk in known]
        return actions.save_attendance(
            training=self.training, by=by, shown=known.values(), present=present
        )

    def _sent(self):
        if not self.is_bound:
            return set(), set()
        shown = _numbers(self.data.get("shown", "").split(","))
        return shown, _numbers(self.data.getlist("present"))


def _numbers(texts):
    return {int(text) for text in texts if text.isdecimal() and len(text) < 19}
