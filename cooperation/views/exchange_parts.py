"""Visits, participants, costs and replicated practices of an exchange."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

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
from cooperation.views.pages import form_page

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


@requires(PUBLISH)
def visit_report(request, pk, visit_pk):
    exchange = own_exchange(request, pk)
    visit = get_object_or_404(exchange.visits, pk=visit_pk)
    return form_page(
        request,
        VisitReportForm(request.POST or None, instance=visit),
        save=lambda form: form.save(),
        title=_("Report of the visit"),
        done=_("Saved."),
        back=exchange.get_absolute_url(),
    )


@requires(PUBLISH)
def participant_add(request, pk, visit_pk):
    exchange = own_exchange(request, pk)
    visit = get_object_or_404(exchange.visits, pk=visit_pk)
    form = ParticipantForm(
        request.POST or None, instance=Participant(visit=visit), exchange=exchange
    )
    return form_page(
        request,
        form,
        save=lambda form: form.save(),
        title=_("Add a participant"),
        done=_("The participant was added."),
        back=exchange.get_absolute_url(),
    )


@requires(PUBLISH)
def cost_add(request, pk):
    exchange = own_exchange(request, pk)
    return form_page(
        request,
        CostShareForm(request.POST or None, instance=CostShare(exchange=exchange)),
        save=lambda form: form.save(),
        title=_("Add a share of the cost"),
        done=_("The share was added."),
        back=exchange.get_absolute_url(),
    )


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
