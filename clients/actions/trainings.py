"""What happens when a training is recorded and when its attendance list is saved."""

from django.db import transaction
from django.utils import timezone

from clients.actions.periods import check_open
from clients.models import Attendance, Training


@transaction.atomic
def record_training(*, center, by, **fields):
    """Stores an event of `center`; raises PeriodClosed where its day lies in a closed period."""
    check_open(center, fields["held_on"])
    return Training.objects.create(center=center, country=center.country, recorded_by=by, **fields)


@transaction.atomic
def change_training(*, training, by, **fields):
    """Changes an event whose day, old and new, is in an open period; its center stays."""
    check_open(training.center, training.held_on, fields.get("held_on"))
    for name, value in fields.items():
        setattr(training, name, value)
    training.save()
    return training


@transaction.atomic
def delete_training(*, training, by, reason):
    """Puts an event aside with its reason; nothing is removed. Raises PeriodClosed."""
    check_open(training.center, training.held_on)
    return _put_aside(training, timezone.now(), reason)


@transaction.atomic
def restore_training(*, training, by):
    """Takes an event that was put aside back, with its list. Raises PeriodClosed."""
    check_open(training.center, training.held_on)
    return _put_aside(training, None, "")


def _put_aside(training, moment, reason):
    training.deleted_at, training.deleted_reason = moment, reason
    training.save(update_fields=["deleted_at", "deleted_reason", "updated_at"])
    return training


@transaction.atomic
def save_attendance(*, training, by, shown, present):
    """Saves the whole list at once.

    `shown` are the contacts that the person had before them, `present` those of them who came.
    Whoever is new and came is added; whoever was listed and did not come stays listed as absent;
    people who were not shown stay as they are. Raises PeriodClosed.
    """
    check_open(training.center, training.held_on)
    # One save at a time, so that two people with the same list do not add a person twice.
    Training.objects.select_for_update().get(pk=training.pk)
    came = {contact.pk for contact in present}
    shown_now = {contact.pk for contact in shown}
    listed = training.attendances.filter(contact__in=shown_now)
    known = set(listed.values_list("contact_id", flat=True))
    listed.filter(contact__in=came).update(present=True)
    listed.exclude(contact__in=came).update(present=False)
    Attendance.objects.bulk_create(
        Attendance(training=training, contact_id=pk, present=True)
        for pk in sorted((came & shown_now) - known)
    )
    training.save(update_fields=["updated_at"])  # who keeps in step asks for it
    return training
