"""Visits, participants, costs and replicated practices of an exchange."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from centers.access import requires
from centers.roles import Permission
from cooperation.actions import exchanges as actions
from cooperation.forms.exchanges import (
    CostShareForm,
    ParticipantForm,
    ReplicationForm,
    VisitForm,
    VisitReportForm,
)
from cooperation.models import CostShare, Participant, Replication
from cooperation.views.exchanges import own_exchange
from cooperation.views.pages import form_page, step

PUBLISH = Permission.CONTENT_PUBLISH


@requires(PUBLISH)
def visit_add(request, pk):
    exchange = own_exchange(request, pk)
    return form_page(
        request,
        VisitForm(request.POST or None),
        save=lambda form: actions.add_visit(exchange=exchange, **form.cleaned_data),
        title=_("Plan a visit"),
        done=_("The visit is planned."),
        back=exchange.get_absolute_url(),
    )


def _part(request, pk, relation, key):
    """An exchange of the person's country, and the row of it with this key."""
    exchange = own_exchange(request, pk)
    return exchange, get_object_or_404(_rows(exchange, relation), pk=key)


def _rows(exchange, relation):
    if relation == "participants":
        return Participant.objects.filter(visit__exchange=exchange)
    return getattr(exchange, relation)


def _saved(request, exchange, form, *, title, done=None, remove=""):
    """The page of a form that stores its own row; then back to the exchange."""
    return form_page(
        request,
        form,
        save=lambda form: form.save(),
        title=title,
        done=done or _("Saved."),
        back=exchange.get_absolute_url(),
        remove=remove,
    )


@requires(PUBLISH)
def visit_edit(request, pk, visit_pk):
    exchange, visit = _part(request, pk, "visits", visit_pk)
    form = VisitForm(request.POST or None, instance=visit)
    return _saved(request, exchange, form, title=_("Change the visit"))


@requires(PUBLISH)
def cost_edit(request, pk, cost_pk):
    exchange, cost = _part(request, pk, "costs", cost_pk)
    form = CostShareForm(request.POST or None, instance=cost)
    remove = reverse("cooperation:exchange-cost-delete", args=[exchange.pk, cost.pk])
    return _saved(request, exchange, form, title=_("Change the share of the cost"), remove=remove)


@requires(PUBLISH)
def participant_edit(request, pk, participant_pk):
    exchange, person = _part(request, pk, "participants", participant_pk)
    form = ParticipantForm(request.POST or None, instance=person, exchange=exchange)
    remove = reverse("cooperation:exchange-participant-delete", args=[exchange.pk, person.pk])
    return _saved(request, exchange, form, title=_("Change the participant"), remove=remove)


@require_POST
@requires(PUBLISH)
def participant_delete(request, pk, participant_pk):
    """Takes out who did not come after all."""
    exchange, person = _part(request, pk, "participants", participant_pk)
    return step(request, person.delete, done=_("Removed."), back=exchange.get_absolute_url())


@require_POST
@requires(PUBLISH)
def cost_delete(request, pk, cost_pk):
    exchange, cost = _part(request, pk, "costs", cost_pk)
    return step(request, cost.delete, done=_("Removed."), back=exchange.get_absolute_url())


@requires(PUBLISH)
def visit_report(request, pk, visit_pk):
    exchange, visit = _part(request, pk, "visits", visit_pk)
    form = VisitReportForm(request.POST or None, instance=visit)
    return _saved(request, exchange, form, title=_("Report of the visit"))


@requires(PUBLISH)
def participant_add(request, pk, visit_pk):
    exchange, visit = _part(request, pk, "visits", visit_pk)
    person = Participant(visit=visit)
    form = ParticipantForm(request.POST or None, instance=person, exchange=exchange)
    done = _("The participant was added.")
    return _saved(request, exchange, form, title=_("Add a participant"), done=done)


@requires(PUBLISH)
def cost_add(request, pk):
    exchange = own_exchange(request, pk)
    form = CostShareForm(request.POST or None, instance=CostShare(exchange=exchange))
    done = _("The share was added.")
    return _saved(request, exchange, form, title=_("Add a share of the cost"), done=done)


@requires(PUBLISH)
def replication_add(request, pk):
    """The learning country took over a practice of the teaching one."""
    exchange = own_exchange(request, pk)
    form = ReplicationForm(
        request.POST or None,
        instance=Replication(exchange=exchange, country=exchange.learner),
        exchange=exchange,
    )
    return form_page(
        request,
        form,
        save=lambda form: actions.record_replication(
            country=exchange.learner, exchange=exchange, by=request.user, **form.cleaned_data
        ),
        title=_("Record a replicated practice"),
        done=_("The practice is linked to its original."),
        back=exchange.get_absolute_url(),
    )
