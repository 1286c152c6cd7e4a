"""Meetings: for those who organise them and for those who are invited."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import public, requires
from centers.roles import Permission
from clients.exports.figures import figures_file, is_asked
from cooperation.actions import meetings as actions
from cooperation.attendance import attendance_by_country
from cooperation.forms.meetings import (
    AnswerForm,
    AttendanceForm,
    CommitmentStateForm,
    InviteForm,
    MeetingForm,
)
from cooperation.models import Commitment, Invitation, Meeting, MeetingDocument
from cooperation.sheets import MEETING_COLUMNS
from cooperation.views.pages import form_page, send_file, step

EDIT, PUBLISH = Permission.CONTENT_EDIT, Permission.CONTENT_PUBLISH


def own_meeting(request, pk):
    """A meeting that the person organises; others are 404."""
    return get_object_or_404(Meeting.objects.for_user(request.user, PUBLISH), pk=pk)


@require_safe
@requires(EDIT)
def meeting_list(request):
    """The meetings a person organises or is invited to, and the open commitments from them."""
    meetings = Meeting.objects.visible_to(request.user).filter(parent=None)
    if is_asked(request):
        return figures_file(request, name="meetings", columns=MEETING_COLUMNS, rows=meetings)
    now = timezone.now()
    context = {
        "coming": meetings.filter(ends_at__gte=now).order_by("starts_at"),
        "past": meetings.filter(ends_at__lt=now),
        "commitments": Commitment.objects.open().filter(
            meeting__in=Meeting.objects.visible_to(request.user).values("pk")
        ),
        "editable": _editable(request.user),
        "may_add": request.user.holds(PUBLISH),
    }
    return render(request, "cooperation/meeting_list.html", context)


@require_safe
@requires(EDIT)
def meeting_detail(request, pk):
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    rows, total = attendance_by_country(meeting)
    context = {
        "meeting": meeting,
        "mine": Meeting.objects.for_user(request.user, PUBLISH).filter(pk=pk).exists(),
        "invitation": meeting.invitations.filter(user=request.user).first(),
        "invitations": meeting.invitations.select_related("country"),
        "unsent": Invitation.objects.waiting(meeting).count(),
        "own_zone": meeting.zone_of(request.user.home_country),
        "begun": meeting.starts_at <= timezone.now(),
        "rows": rows,
        "total": total,
        "editable": _editable(request.user),
        "sessions": meeting.sessions.order_by("starts_at"),
        "delegations": meeting.delegations.select_related("country"),
        "plans": meeting.plans.all(),
        "removed": meeting.documents.removed().select_related("removed_by"),
    }
    return render(request, "cooperation/meeting_detail.html", context)


def _editable(user):
    """Ids of the commitments whose state this person may change."""
    return set(Commitment.objects.for_user(user, PUBLISH).values_list("pk", flat=True))


@requires(PUBLISH)
def meeting_add(request):
    return form_page(
        request,
        MeetingForm(request.POST or None, user=request.user),
        save=lambda form: actions.save_meeting(meeting=form.save(commit=False), by=request.user),
        title=_("New meeting"),
        done=_("The meeting was made. Add its agenda and invite people."),
        back=lambda meeting: meeting.get_absolute_url(),
    )


@requires(PUBLISH)
def meeting_edit(request, pk):
    meeting = own_meeting(request, pk)
    return form_page(
        request,
        MeetingForm(request.POST or None, instance=meeting, user=request.user),
        save=lambda form: actions.save_meeting(meeting=form.save(commit=False), by=request.user),
        title=_("Change the meeting"),
        done=_("Saved."),
        back=meeting.get_absolute_url(),
    )


@requires(PUBLISH)
def meeting_session_add(request, pk):
    """A session of a Dialogue, a meeting of its own with agenda and papers."""
    dialogue = get_object_or_404(
        Meeting.objects.for_user(request.user, PUBLISH), pk=pk, series=Meeting.Series.DIALOGUE
    )
    return form_page(
        request,
        MeetingForm(request.POST or None, user=request.user, parent=dialogue),
        save=lambda form: actions.save_meeting(meeting=form.save(commit=False), by=request.user),
        title=_("New session of the Dialogue"),
        done=_("The session was added."),
        back=dialogue.get_absolute_url(),
    )


@requires(PUBLISH)
def meeting_invite(request, pk):
    meeting = own_meeting(request, pk)
    return form_page(
        request,
        InviteForm(request.POST or None),
        save=lambda form: actions.invite_roles(meeting=meeting, **form.cleaned_data),
        title=_("Invite by country and role"),
        hint=_("Who is invited already is not invited twice. Nothing is sent yet."),
        done=_("They are in the list. Send the invitations when it is complete."),
        back=meeting.get_absolute_url(),
    )


@require_POST
@requires(PUBLISH)
def meeting_send(request, pk):
    meeting = own_meeting(request, pk)
    return step(
        request,
        lambda: actions.send_invitations(meeting),
        done=_("The invitations were sent."),
        back=meeting.get_absolute_url(),
    )


@requires(PUBLISH)
def meeting_attendance(request, pk):
    meeting = own_meeting(request, pk)
    invitations = list(meeting.invitations.select_related("country"))
    form = AttendanceForm(request.POST or None, invitations=invitations)
    if request.method == "POST" and form.is_valid():
        return step(
            request,
            lambda: actions.record_attendance(
                meeting=meeting, attended=form.attended(), sexes=form.sexes()
            ),
            done=_("The attendance was saved."),
            back=meeting.get_absolute_url(),
        )
    context = {"meeting": meeting, "form": form}
    return render(request, "cooperation/meeting_attendance.html", context)


@public
def invitation_answer(request, token):
    """The invited person answers by the link in the message, in the own language."""
    invitations = Invitation.objects.select_related("meeting", "country")
    invitation = get_object_or_404(invitations, token=token)
    with translation.override(invitation.language):
        form = AnswerForm(request.POST or None, initial={"answer": invitation.answer})
        saved = request.method == "POST" and form.is_valid()
        if saved:
            actions.answer_invitation(invitation=invitation, **form.cleaned_data)
        context = {
            "invitation": invitation,
            "meeting": invitation.meeting,
            "form": form,
            "saved": saved,
        }
        return render(request, "cooperation/invitation_answer.html", context)


@public
def commitment_answer(request, token):
    """The owner of a commitment says how it stands, by the link in the reminder."""
    commitment = actions.commitment_of(token)
    if commitment is None:
        raise Http404
    with translation.override(commitment.language):
        form = CommitmentStateForm(request.POST or None, instance=commitment)
        saved = request.method == "POST" and form.is_valid()
        if saved:
            actions.set_commitment_state(commitment=commitment, **form.cleaned_data)
        context = {"commitment": commitment, "form": form, "saved": saved}
        return render(request, "cooperation/commitment_answer.html", context)


@require_safe
@public
def invitation_calendar(request, token):
    invitation = get_object_or_404(Invitation.objects.select_related("meeting"), token=token)
    return _calendar(actions.calendar_of(invitation.meeting, invitation))


@require_safe
@public
def invitation_document(request, token, document_uuid):
    """A paper of the meeting, for whoever holds the invitation's link."""
    invitation = get_object_or_404(Invitation, token=token)
    there = invitation.meeting.documents.there()
    return send_file(get_object_or_404(there, uuid=document_uuid))


@require_safe
@requires(EDIT)
def meeting_calendar(request, pk):
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    return _calendar(actions.calendar_of(meeting))


def _calendar(content):
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


@require_safe
@requires(EDIT)
def document_detail(request, uuid):
    visible = Meeting.objects.visible_to(request.user)
    document = get_object_or_404(
        MeetingDocument.objects.there().filter(meeting__in=visible.values("pk")), uuid=uuid
    )
    return send_file(document)
