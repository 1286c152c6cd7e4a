"""People and their roles: for coordinators in their country, for administrators in the network."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers import actions
from centers.access import requires
from centers.forms.people import InviteForm, PersonFilter, RoleForm
from centers.invitations import send_password_link
from centers.models import Membership, User
from centers.roles import Permission

MANAGE = Permission.USER_MANAGE


def _people(request):
    return User.objects.for_user(request.user, MANAGE)


@require_safe
@requires(MANAGE)
def person_list(request):
    form = PersonFilter(request.GET)
    people = form.apply(_people(request)).prefetch_related(
        "memberships__center", "memberships__country"
    )
    page = Paginator(people.order_by("name", "pk"), 50).get_page(request.GET.get("page"))
    return render(request, "centers/person_list.html", {"form": form, "page": page})


@requires(MANAGE)
def person_add(request):
    """Invites somebody: they get a mail with a link to choose a password."""
    form = InviteForm(request.POST or None, by=request.user)
    if form.is_valid():
        try:
            person = form.invite()
        except actions.NotYours as refusal:
            form.add_error("role", str(refusal))
        else:
            send_password_link(request, person)
            messages.success(request, _("Invited. The mail holds a link to choose a password."))
            return redirect("centers:person-detail", person.uuid)
    return render(request, "centers/person_form.html", {"form": form})


@requires(MANAGE)
def person_detail(request, user_uuid):
    """The roles of a person, past ones too, and the form for another one."""
    person = get_object_or_404(_people(request), uuid=user_uuid)
    form = RoleForm(request.POST or None, by=request.user)
    if form.is_valid():
        try:
            form.grant(person)
        except actions.NotYours as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, _("Role given."))
            return redirect("centers:person-detail", person.uuid)
    roles = person.memberships.select_related("center", "country", "funder")
    context = {"person": person, "roles": roles, "form": form}
    return render(request, "centers/person_detail.html", context)


@require_POST
@requires(MANAGE)
def role_end(request, user_uuid, membership_pk):
    person = get_object_or_404(_people(request), uuid=user_uuid)
    membership = get_object_or_404(Membership, pk=membership_pk, user=person)
    _try(request, _("Role ended."), actions.end_role, membership=membership, by=request.user)
    return redirect("centers:person-list")


@require_POST
@requires(MANAGE)
def person_access(request, user_uuid):
    """Shuts a person out, or lets them in again."""
    person = get_object_or_404(_people(request), uuid=user_uuid)
    active = request.POST.get("active") == "on"
    told = _("Access given.") if active else _("Access taken away.")
    _try(request, told, actions.set_active, user=person, by=request.user, active=active)
    return redirect("centers:person-detail", person.uuid)


@require_POST
@requires(MANAGE)
def person_password(request, user_uuid):
    """Sends the link to choose a new password."""
    send_password_link(request, get_object_or_404(_people(request), uuid=user_uuid))
    messages.success(request, _("The link was sent."))
    return redirect("centers:person-detail", user_uuid)


def _try(request, told, action, **arguments):
    try:
        action(**arguments)
        messages.success(request, told)
    except actions.NotYours as refusal:
        messages.error(request, str(refusal))
