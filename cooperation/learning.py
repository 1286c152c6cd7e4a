"""Who learnt from whom: agreed exchanges and replicated practices, country by country."""

from collections import Counter

from clients.countries import country_name
from cooperation.models import Exchange, Item, Replication


def replicated_practices(number=50):
    """The newest Replications whose original the public may read."""
    rows = Replication.objects.filter(original__in=Item.objects.published())
    return rows.select_related("country", "original__country", "adapted").prefetch_related(
        "original__texts", "adapted__texts"
    )[:number]


def learning_matrix():
    """(countries, rows): a row for each learner, a cell for each teacher.

    A cell holds {exchanges, practices, total}; exchanges count from the agreement on.
    """
    agreed = Exchange.objects.exclude(state__in=[Exchange.State.PROPOSED, Exchange.State.DECLINED])
    exchanges = Counter(agreed.values_list("learner", "teacher"))
    taken_over = Replication.objects.filter(original__country__isnull=False)
    practices = Counter(taken_over.values_list("country", "original__country"))
    pairs = {*exchanges, *practices}
    learners = sorted({learner for learner, _teacher in pairs}, key=country_name)
    teachers = sorted({teacher for _learner, teacher in pairs}, key=country_name)
    rows = []
    for learner in learners:
        cells = [
            {
                "teacher": country_name(teacher),
                "exchanges": exchanges[learner, teacher],
                "practices": practices[learner, teacher],
                "total": exchanges[learner, teacher] + practices[learner, teacher],
            }
            for teacher in teachers
        ]
        total = sum(cell["total"] for cell in cells)
        rows.append({"learner": country_name(learner), "cells": cells, "total": total})
    return [country_name(teacher) for teacher in teachers], rows
