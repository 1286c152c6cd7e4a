"""Sessions from phones that somebody should look at: accepted first, decided by people."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.roles import Permission
from clients import actions
from clients.models import Session, SessionFlag

VIEW, EDIT = Permission.CLIENT_VIEW, Permission.CLIENT_EDIT


@require_safe
@requires(VIEW)
def session_flag_list(request):
    """For the center that gave the session and for the one where the client is now."""
    flags = SessionFlag.objects.for_user(request.user).open()
    flags = flags.select_related("session__client__center", "session__center", "session__advisor")
    page = Paginator(flags.order_by("-made_at", "-pk"), 50).get_page(request.GET.get("page"))
    ids = [flag.session_id for flag in page]
    seen = Session.objects.for_user(request.user).filter(pk__in=ids).values_list("pk", flat=True)
    editable = Session.objects.for_user(request.user, EDIT).filter(pk__in=ids)
    context = {
        "page": page,
        "seen": set(seen),
        "editable": set(editable.values_list("pk", flat=True)),
    }
    return render(request, "clients/session_flag_list.html", context)


@require_POST
@requires(EDIT)
def session_settle(request, uuid):
    """Somebody looked and leaves the session as it is."""
    session = get_object_or_404(Session.objects.for_user(request.user, EDIT), uuid=uuid)
    actions.settle_flags(session=session, by=request.user)
    return redirect(session)
