"""Which measures a client counts in this year, and what is missing for the others."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers import formats
from centers.dates import local_today
from clients.labels import labels_on
from clients.models import Known, Outcome
from reporting import explaining, source
from reporting.dimensions import Filters
from reporting.explanations import write
from reporting.measures import MEASURES, main_measures
from reporting.measures.base import ALL, DECLARED, EVENT_ROWS, VERIFIED
from reporting.periods import fiscal_year_of
from reporting.questions import make
from reporting.report.names import period_name

LABELS = {
    "women_owned": gettext_lazy("Women-owned"),
    "women_majority": gettext_lazy("Women's majority"),
    "women_led": gettext_lazy("Women-led"),
    "woman_founded": gettext_lazy("Founded by a woman"),
    "woman_contact": gettext_lazy("First contact a woman"),
}
WAITING = gettext_lazy("declared, awaiting verification")


@dataclass(frozen=True)
class OfClient(Filters):
    """Filters that keep the records of one client."""

    client: int = 0

    def apply(self, rows, row):
        return super().apply(rows, row).filter(client=self.client)


def of(user, client):
    """{period, counts: [(measure, value)], missing: [(measure, sentence)]} in this fiscal year."""
    period = fiscal_year_of(client.country, local_today(client.center))
    codes = [code for code, one in MEASURES.items() if one.row not in EVENT_ROWS]
    question = make(user, period, OfClient(client=client.pk), measures=codes)
    figures = {
        key: cells.get((), 0)
        for key, cells in source.answer(question).items()
        if key[0] in MEASURES
    }
    claims = Outcome.objects.filter(client=client).in_period(period.start, period.end)
    kinds = set(claims.order_by().values_list("kind", flat=True).distinct())
    counts, missing = [], []
    for one in main_measures():
        if one.row in EVENT_ROWS:
            continue  # people attend trainings, not clients
        state = one.states[-1]
        if figure := figures[one.code, state]:
            counts.append((one, write(one, one.value(figure))))
        missing += [(one, sentence) for sentence in _missing(one, figures, question, kinds)]
    return {
        "period": period,
        "period_name": period_name(period.start, period.end),
        "labels": _labels(client),
        "counts": counts,
        "missing": missing,
    }


def _labels(client):
    """[(label, yes · no · not known)] of women in business, as they hold today."""
    found = labels_on(client, local_today(client.center))
    words = dict(Known.choices)
    return [(name, words[getattr(found, key)]) for key, name in LABELS.items()]


def _missing(one, figures, question, kinds):
    """Sentences of what keeps the client, or more of it, out of this measure."""
    if one.code == "CLI-03":
        return _hours_to_long_term(figures)
    if one.outcome_kind not in kinds:
        return []
    waiting = figures[one.code, DECLARED] - figures[one.code, VERIFIED]
    sentences = []
    if waiting > 0:
        value = write(one, one.value(waiting))
        sentences.append(f"{value} {WAITING}")
    sentences += _left_out(one, question)
    return sentences


def _hours_to_long_term(figures):
    spent = figures["SES-02", ALL]
    lacking = source.LONG_TERM_MINUTES - spent
    if not spent or lacking <= 0:
        return []
    hours = formats.decimal(MEASURES["SES-02"].value(lacking), 1)
    return [_("%(hours)s more hours this year make a long-term client") % {"hours": hours}]


def _left_out(one, question):
    """Reasons of this client's claims of the kind that do not count even as declared."""
    rows = explaining.left_out(question, one.code, DECLARED)
    hidden = ("deleted", "counted_earlier")
    reasons = rows.exclude(reason__in=hidden).values_list("reason", flat=True)
    return [str(explaining.REASONS[reason]) for reason in dict.fromkeys(reasons)]
