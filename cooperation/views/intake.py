"""Requests for advice at a center: read, taken over as a client, or dismissed."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.roles import Permission
from clients.models import Client
from cooperation.actions import intake as actions
from cooperation.forms.directory import DismissForm
from cooperation.models import IntakeRequest
from cooperation.views.pages import form_page, step

VIEW, EDIT = Permission.CLIENT_VIEW, Permission.CLIENT_EDIT


@require_safe
@requires(EDIT)
def intake_list(request):
    asked = IntakeRequest.objects.for_user(request.user, EDIT).select_related("center")
    pending = request.GET.get("show") != "all"
    shown = asked.pending() if pending else asked.order_by("-asked_at")
    page = Paginator(shown, 50).get_page(request.GET.get("page"))
    return render(request, "cooperation/intake_list.html", {"page": page, "pending": pending})


@require_safe
@requires(EDIT)
def intake_detail(request, uuid):
    """The request, with clients in the scope that carry its phone number or its name."""
    asked = get_object_or_404(IntakeRequest.objects.for_user(request.user, EDIT), uuid=uuid)
    clients = Client.objects.for_user(request.user, VIEW)
    digits = "".join(char for char in asked.phone if char.isdigit())[-8:]
    alike = clients.matching(f"{asked.name} {asked.surname}")
    if digits:
        alike = alike | clients.matching(digits)
    context = {"asked": asked, "alike": alike.distinct()[:5]}
    return render(request, "cooperation/intake_detail.html", context)


@require_POST
@requires(EDIT)
def intake_accept(request, uuid):
    asked = get_object_or_404(IntakeRequest.objects.for_user(request.user, EDIT), uuid=uuid)
    return step(
        request,
        lambda: actions.accept_request(request=asked, by=request.user),
        done=_("Registered as a client."),
        back=asked.get_absolute_url(),
    )


@requires(EDIT)
def intake_dismiss(request, uuid):
    asked = get_object_or_404(IntakeRequest.objects.for_user(request.user, EDIT), uuid=uuid)
    return form_page(
        request,
        DismissForm(request.POST or None),
        save=lambda form: actions.dismiss_request(
            request=asked, by=request.user, **form.cleaned_data
        ),
        title=_("Dismiss this request"),
        done=_("Dismissed."),
        back=reverse("cooperation:intake-list"),
    )
