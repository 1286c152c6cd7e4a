"""Who learnt from whom: agreed exchanges and replicated practices, country by country."""

from collections import Counter

from cooperation.models import Exchange, Replication


def learning_matrix():
    """(countries, rows): a row for each learner, a cell for each teacher.

    A cell holds {exchanges, practices, total}; exchanges count from the agreement on.
    """
    agreed = Exchange.objects.exclude(state__in=[Exchange.State.PROPOSED, Exchange.State.DECLINED])
    exchanges = Counter(agreed.values_list("learner__name", "teacher__name"))
    taken_over = Replication.objects.filter(original__country__isnull=False)
    practices = Counter(taken_over.values_list("country__name", "original__country__name"))
    pairs = {*exchanges, *practices}
    learners = sorted({learner for learner, _teacher in pairs})
    teachers = sorted({teacher for _learner, teacher in pairs})
    rows = []
    for learner in learners:
        cells = [
            {
                "teacher": teacher,
                "exchanges": exchanges[learner, teacher],
                "practices": practices[learner, teacher],
                "total": exchanges[learner, teacher] + practices[learner, teacher],
            }
            for teacher in teachers
        ]
        rows.append({"learner": learner, "cells": cells, "total": sum(c["total"] for c in cells)})
    return teachers, rows
