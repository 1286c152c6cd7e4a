"""Trainings of a center in a US quarter as records of form 888, and what was missing on the way."""

from collections import defaultdict

from django.utils.translation import gettext as _

from clients.models import Attendance, Client, ClientContact, Training
from reporting.nexus import codes
from reporting.nexus.gather import PERMISSION, Gap, country_name, hours_of, in_business_on
from reporting.nexus.records import Training as Record


def gather_trainings(user, center, period, location):
    """(records, gaps) of form 888. `location`: the number that SBA gave the center."""
    trainings = Training.objects.for_user(user, PERMISSION).filter(center=center)
    trainings = list(trainings.in_period(period.start, period.end).for_list())
    trainings.sort(key=lambda training: (training.held_on, training.pk))
    trading, records, gaps = _trading(trainings, user), [], []
    for training in trainings:
        if not training.present:
            gaps.append(Gap(training, _("Nobody came by the list: the event is left out.")))
            continue
        facts, found = _facts(training, trading[training.pk])
        gaps += [Gap(training, because) for because in found]
        records.append(Record(location=location, **facts))
    return records, gaps


def _trading(trainings, user):
    """{training: {"Yes": people in business on its day, "No": not yet in business}}"""
    days = {training.pk: training.held_on for training in trainings}
    came = Attendance.objects.filter(training__in=days, present=True)
    pairs = list(came.values_list("training", "contact"))
    clients = Client.objects.for_user(user, PERMISSION)
    links = ClientContact.objects.filter(client__in=clients, contact__in=came.values("contact"))
    of_contact = defaultdict(list)
    for link in links.select_related("client"):
        of_contact[link.contact_id].append(link.client)
    found = {pk: {"Yes": 0, "No": 0} for pk in days}
    for training, contact in pairs:
        said = {in_business_on(client, days[training]) for client in of_contact[contact]}
        if "Yes" in said:
            found[training]["Yes"] += 1
        elif said == {"No"}:
            found[training]["No"] += 1
    return found


def _facts(training, trading):
    """(facts, reasons) of one event."""
    said = [_("The language of the event is not asked: the country's.")]
    topic = codes.TOPICS.get(training.topic, "Other")
    unstated = training.present - training.women - training.men
    if unstated:
        told = _("Sex not stated or without an equal in SBA's list, in the total only: %(people)s.")
        said.append(told % {"people": unstated})
    unknown = training.present - trading["Yes"] - trading["No"]
    if unknown:
        told = _("Not known whether in business on the day, in the total only: %(people)s.")
        said.append(told % {"people": unknown})
    if not training.center.municipality:
        said.append(_("The center's municipality is not on record: left out."))
    return {
        "number": str(training.pk),
        "started_on": training.held_on,
        "title": training.title,
        "sessions": 1,  # an event is of one day
        "hours": hours_of(training.minutes),
        "total": training.present,
        "women": training.women,
        "men": training.men,
        "in_business": trading["Yes"],
        "not_in_business": trading["No"],
        "topic": topic,
        "other_topic": training.get_topic_display() if topic == "Other" else "",
        "format": codes.FORMATS[training.mode],
        "city": training.center.municipality,
        "country": country_name(training.country_id),
        "language": codes.LANGUAGES.get(training.country.language, ""),
    }, said
