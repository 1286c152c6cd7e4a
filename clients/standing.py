"""Where a client stands: before and now, what its record lacks, what is ahead."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.models import Outcome
from clients.timeline import local_day, openable


def before_and_now(client):
    """Rows (label, before, now, unit) from the first and the last situation; None without any."""
    rows = list(client.situations.all())
    if not rows:
        return None
    first, last = rows[0], rows[-1]
    compared = [
        (_("Jobs"), first.jobs, last.jobs, ""),
        (_("of them, women"), first.women_jobs, last.women_jobs, ""),
        (_("Sales, 12 months"), first.sales, last.sales, last.currency),
        (_("of them, exports"), first.sales_export, last.sales_export, last.currency),
    ]
    if first.currency != last.currency:
        compared = [row for row in compared if not row[3]]
    return {
        "base": first,
        "now": last,
        "rows": [row for row in compared if row[1] is not None or row[2] is not None],
        "single": first.pk == last.pk,
    }


def _agreed(client):
    return any(consent.withdrawn_on is None for consent in client.consents.all())


def missing_facts(client, people):
    """What the record still lacks: (sentence, section of the edit page) pairs."""
    first = people[0].contact if people else None
    checks = [
        (client.phone or (first and first.phone), _("Phone"), "business"),
        (first and first.sex != "not_stated", _("Sex of the contact"), "people"),
        (client.municipality, _("Municipality"), "business"),
        (client.sector, _("Sector"), "business"),
        (client.size or client.stage == "pre_venture", _("Size"), "business"),
        (client.stage != "in_business" or client.started_on, _("In business since"), "business"),
        (client.women_owned != "unknown", _("Who owns it, by sex"), "people"),
        (_agreed(client), _("Consent"), "consent"),
    ]
    return [{"label": label, "section": section} for known, label, section in checks if not known]


def pending(client, user, today):
    """What is ahead or waits: appointments, next steps, follow-ups, claims without evidence."""
    items, linked = [], openable(client, user)
    for one in client.appointments.all():
        if (day := local_day(one.starts_at, client)) >= today:
            items.append({"title": _("Appointment"), "day": day, "url": ""})
    sessions = sorted(client.sessions.all(), key=lambda one: (one.held_on, one.pk))
    steps = [one for one in sessions if one.next_step and one.next_step_on]
    latest = {one.next_step: one for one in steps if one.next_step_on >= today}
    for text, session in latest.items():
        url = session.get_absolute_url() if linked(session) else ""
        items.append({"title": text, "day": session.next_step_on, "url": url})
    for one in client.followups.all():
        if one.answered_at or one.closed_at:
            continue
        title = ngettext("%d-month follow-up", "%d-month follow-up", one.months) % one.months
        items.append({"title": title, "day": one.due_on, "url": "", "late": one.due_on < today})
    for one in client.outcomes.all():
        if one.in_doubt:
            title = _("Figures to decide: %(kind)s")
        elif one.state in (Outcome.State.DECLARED, Outcome.State.RETURNED):
            title = _("Evidence: %(kind)s")
        else:
            continue
        items.append(
            {
                "title": title % {"kind": one.get_kind_display()},
                "day": one.occurred_on,
                "url": one.get_absolute_url() if linked(one) else "",
            }
        )
    return items
