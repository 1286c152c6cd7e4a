"""What belongs to a meeting: agenda, guests, papers, minutes, decisions, commitments."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from centers.access import requires
from centers.roles import Permission
from cooperation.actions import files
from cooperation.actions import meetings as actions
from cooperation.forms import meetings as forms
from cooperation.models import (
    AgendaPoint,
    Commitment,
    Decision,
    Declaration,
    Delegation,
    Invitation,
)
from cooperation.views.meetings import own_meeting
from cooperation.views.pages import form_page, step

PUBLISH = Permission.CONTENT_PUBLISH


def _adder(model, form_class, title, done, **start):
    """A view that adds a row of `model` to a meeting."""

    @requires(PUBLISH)
    def view(request, pk):
        meeting = own_meeting(request, pk)
        form = form_class(request.POST or None, instance=model(meeting=meeting), initial=start)
        back = meeting.get_absolute_url()
        return form_page(
            request, form, save=lambda form: form.save(), title=title, done=done, back=back
        )

    return view


def _editor(relation, form_class, title):
    """A view that changes a row of a meeting, found through its `relation`."""

    @requires(PUBLISH)
    def view(request, pk, **key):
        meeting = own_meeting(request, pk)
        row = get_object_or_404(getattr(meeting, relation), pk=next(iter(key.values())))
        form = form_class(request.POST or None, instance=row)
        back = meeting.get_absolute_url()
        return form_page(
            request, form, save=lambda form: form.save(), title=title, done=_("Saved."), back=back
        )

    return view


agenda_add = _adder(AgendaPoint, forms.AgendaPointForm, _("Add to the agenda"), _("Added."))
invitation_add = _adder(Invitation, forms.InvitationForm, _("Invite a person"), _("Added."))
decision_add = _adder(Decision, forms.DecisionForm, _("Record a decision"), _("Recorded."))
commitment_add = _adder(Commitment, forms.CommitmentForm, _("Record a commitment"), _("Recorded."))
delegation_add = _adder(Delegation, forms.DelegationForm, _("Add a delegation"), _("Added."))
declaration_add = _adder(
    Declaration, forms.DeclarationForm, _("Record a declaration"), _("Recorded.")
)


agenda_edit = _editor("agenda", forms.AgendaPointForm, _("Change the agenda point"))
invitation_edit = _editor("invitations", forms.InvitationForm, _("Change the invitation"))
decision_edit = _editor("decisions", forms.DecisionForm, _("Change the decision"))
commitment_reword = _editor("commitments", forms.CommitmentForm, _("Change the commitment"))
delegation_edit = _editor("delegations", forms.DelegationForm, _("Change the delegation"))
declaration_edit = _editor("declarations", forms.DeclarationForm, _("Change the declaration"))


@require_POST
@requires(PUBLISH)
def agenda_delete(request, pk, point_pk):
    meeting = own_meeting(request, pk)
    point = get_object_or_404(meeting.agenda, pk=point_pk)
    return step(request, point.delete, done=_("Removed."), back=meeting.get_absolute_url())


@requires(PUBLISH)
def minutes_edit(request, pk):
    meeting = own_meeting(request, pk)
    return form_page(
        request,
        forms.MinutesForm(request.POST or None, instance=meeting),
        save=lambda form: form.save(),
        title=_("Minutes"),
        done=_("Saved."),
        back=meeting.get_absolute_url(),
    )


@requires(PUBLISH)
def document_add(request, pk):
    meeting = own_meeting(request, pk)
    return form_page(
        request,
        forms.MeetingDocumentForm(request.POST or None, request.FILES or None),
        save=lambda form: files.add_document(
            meeting=meeting,
            upload=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
            language=form.cleaned_data["language"],
        ),
        title=_("Add a document"),
        hint=_("PDF, Word, Excel, PowerPoint or ODT, up to 10 MB."),
        done=_("The document was added."),
        back=meeting.get_absolute_url(),
    )


@require_POST
@requires(PUBLISH)
def document_delete(request, pk, document_uuid):
    meeting = own_meeting(request, pk)
    document = get_object_or_404(meeting.documents, uuid=document_uuid)
    return step(
        request,
        lambda: files.remove_document(document=document, by=request.user),
        done=_("Removed."),
        back=meeting.get_absolute_url(),
    )


@require_POST
@requires(PUBLISH)
def document_restore(request, pk, document_uuid):
    meeting = own_meeting(request, pk)
    document = get_object_or_404(meeting.documents, uuid=document_uuid)
    return step(
        request,
        lambda: files.restore_document(document=document),
        done=_("The document is back."),
        back=meeting.get_absolute_url(),
    )


@requires(PUBLISH)
def commitment_edit(request, commitment_pk):
    """Moves a commitment on: for the organiser, and for the country that promised it."""
    own = Commitment.objects.for_user(request.user, PUBLISH)
    commitment = get_object_or_404(own, pk=commitment_pk)
    return form_page(
        request,
        forms.CommitmentStateForm(request.POST or None, instance=commitment),
        save=lambda form: actions.set_commitment_state(commitment=commitment, **form.cleaned_data),
        title=_("How does it stand?"),
        hint=commitment.text,
        done=_("Saved."),
        back="cooperation:meeting-list",
    )
