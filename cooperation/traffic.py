"""The traffic light of a plan: by dates and the last state told, never by opinion."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperation.models import Progress

SOON = timedelta(days=60)


class Light(TextChoices):
    DONE = "done", _("Done")
    ON_TRACK = "on_track", _("On track")
    WATCH = "watch", _("Watch")
    BEHIND = "behind", _("Behind")
    NOT_DUE = "not_due", _("Not started yet")
    DROPPED = "dropped", pgettext_lazy("activity", "Given up")


LOOKS = {  # the tag's colour and icon; the word always stands beside them
    Light.DONE: ("ok", "check"),
    Light.ON_TRACK: ("ok", "up"),
    Light.WATCH: ("warn", "clock"),
    Light.BEHIND: ("bad", "alert"),
    Light.NOT_DUE: ("", "clock"),
    Light.DROPPED: ("", "x"),
}


def quarter_of(day):
    """The first day of the quarter of `day`."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def end_of_quarter(start):
    """The last day of the quarter that begins on `start`."""
    return (start + timedelta(days=100)).replace(day=1) - timedelta(days=1)


def quarters_of(plan, today=None):
    """First days of the plan's quarters that have begun, the newest first."""
    last = min(today or timezone.localdate(), plan.ends_on)
    found, quarter = [], quarter_of(plan.starts_on)
    while quarter <= last:
        found.insert(0, quarter)
        quarter = end_of_quarter(quarter) + timedelta(days=1)
    return found


def light(activity, state, today=None):
    """The light of an activity whose last known `state` is a Progress.State or None.

    Behind: overdue, or not begun when half its time is over. Watch: due within 60 days, or not
    begun though its time has begun. Else on track; before its first day, not started yet.
    """
    today = today or timezone.localdate()
    if state == Progress.State.DONE:
        return Light.DONE
    if state == Progress.State.DROPPED:
        return Light.DROPPED
    if today > activity.due_on:
        return Light.BEHIND
    begun = state == Progress.State.STARTED
    if today < activity.starts_on:
        return Light.ON_TRACK if begun else Light.NOT_DUE
    half = activity.starts_on + (activity.due_on - activity.starts_on) / 2
    if not begun:
        return Light.BEHIND if today > half else Light.WATCH
    return Light.WATCH if activity.due_on - today <= SOON else Light.ON_TRACK


@dataclass
class Cell:
    country: object
    light: Light
    progress: object | None

    @property
    def kind(self):
        return LOOKS[self.light][0]

    @property
    def mark(self):
        return LOOKS[self.light][1]


def latest_progress(plan, until=None):
    """{(activity id, country id): its newest Progress}, up to the day `until`."""
    rows = Progress.objects.filter(activity__goal__plan=plan).select_related("country", "item")
    if until:
        rows = rows.filter(quarter__lte=until)
    return {(row.activity_id, row.country_id): row for row in rows.order_by("quarter", "pk")}


def board(plan, countries, today=None):
    """[(goal, [(activity, [Cell for each country])])] as of `today`."""
    today = today or timezone.localdate()
    newest = latest_progress(plan, until=today)
    goals = []
    for goal in plan.goals.prefetch_related("activities"):
        rows = []
        for activity in goal.activities.all():
            cells = []
            for country in countries:
                progress = newest.get((activity.pk, country.pk))
                state = progress.state if progress else None
                cells.append(Cell(country, light(activity, state, today), progress))
            rows.append((activity, cells))
        goals.append((goal, rows))
    return goals
