"""Trainings as figures: the events, and the different people who came to them."""

from django.db.models import Count, Exists, OuterRef, Q

from clients.models import Attendance, Training
from reporting.grouping import grouped
from reporting.measures.base import ALL


def events(question):
    """Trainings in scope, period and filters."""
    rows = Training.objects.for_user(question.user, question.permission)
    rows = rows.in_period(question.period.start, question.period.end)
    return question.filters.apply(rows, "training")


def listed(question):
    """People on the lists of trainings in scope, period and filters, whether they came or not."""
    mine = Training.objects.for_user(question.user, question.permission)
    mine = mine.in_period(question.period.start, question.period.end)
    rows = Attendance.objects.filter(training__in=mine.values("pk"))
    return question.filters.apply(rows, "attendance")


def came(question):
    return listed(question).filter(present=True)


def first_of_each(question):
    """Of each person who came the earliest attendance: one row a person."""
    earlier = came(question).filter(contact=OuterRef("contact")).filter(_before())
    return came(question).filter(~Exists(earlier))


def _before():
    same_day = Q(training__held_on=OuterRef("training__held_on"), pk__lt=OuterRef("pk"))
    return Q(training__held_on__lt=OuterRef("training__held_on")) | same_day


def answer(question):
    """(code, state, cell, figure) of the measures that are asked for."""
    if "TRN-01" in question.measures:
        rows = events(question)
        for cell, sums in grouped(rows, "training", question.by, events=Count("pk")):
            yield "TRN-01", ALL, cell, sums["events"]
    if "TRN-02" in question.measures:
        people = Count("contact", distinct=True)
        for cell, sums in grouped(came(question), "attendance", question.by, people=people):
            yield "TRN-02", ALL, cell, sums["people"]
