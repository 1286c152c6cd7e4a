"""Reviewing look-alikes, merging two records side by side, undoing a merge."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.roles import Permission
from clients import actions, duplicates
from clients.models import Client, Merge

MERGE = Permission.CLIENT_MERGE


@require_safe
@requires(MERGE)
def duplicate_list(request):
    """Scored pairs, best first, and the merges that can still be undone."""
    clients = Client.objects.for_user(request.user, MERGE)
    merges = Merge.objects.filter(survivor__in=clients).select_related("survivor", "loser")
    recent = [merge for merge in merges[:50] if actions.can_be_undone(merge)]
    context = {"pairs": duplicates.pairs(clients), "merges": recent}
    return render(request, "clients/duplicate_list.html", context)


def _two(request, client_pk, other_pk):
    clients = Client.objects.for_user(request.user, MERGE).select_related("center", "advisor")
    return get_object_or_404(clients, pk=client_pk), get_object_or_404(clients, pk=other_pk)


@requires(MERGE)
def client_merge(request, client_pk, other_pk):
    """Side by side, only what differs; the person chooses a side for each fact."""
    survivor, loser = _two(request, client_pk, other_pk)
    rows = [_row(survivor, loser, name) for name in actions.differing_fields(survivor, loser)]
    if request.method == "POST":
        take = [row["name"] for row in rows if request.POST.get(row["name"]) == "other"]
        try:
            actions.merge_clients(survivor=survivor, loser=loser, by=request.user, take=take)
        except actions.NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Records merged. You can undo this for 90 days."))
            return redirect(survivor)
    context = {
        "survivor": survivor,
        "loser": loser,
        "rows": rows,
        "counts": [(one, _counts(one)) for one in (survivor, loser)],
    }
    return render(request, "clients/client_merge.html", context)


def _row(survivor, loser, name):
    field = name.removesuffix("_id")
    label = Client._meta.get_field(field).verbose_name
    return {
        "name": name,
        "label": label,
        "mine": _shown(survivor, field),
        "other": _shown(loser, field),
        "take": getattr(survivor, name) in ("", None),
    }


def _shown(client, field):
    display = getattr(client, f"get_{field}_display", None)
    return display() if display else getattr(client, field)


def _counts(client):
    return {
        "sessions": client.sessions.alive().count(),
        "outcomes": client.outcomes.alive().count(),
        "documents": client.documents.count(),
    }


@require_POST
@requires(MERGE)
def client_different(request, client_pk, other_pk):
    """The two are not the same: never proposed again."""
    one, two = _two(request, client_pk, other_pk)
    duplicates.mark_different(one, two, by=request.user)
    messages.success(request, _("Noted: they are different. They will not be proposed again."))
    return redirect("clients:duplicate-list")


@require_POST
@requires(MERGE)
def merge_undo(request, pk):
    """Makes two records of one again."""
    clients = Client.objects.for_user(request.user, MERGE)
    merge = get_object_or_404(Merge.objects.filter(survivor__in=clients), pk=pk)
    try:
        actions.undo_merge(merge=merge, by=request.user)
        messages.success(request, _("The merge was undone: both records are as before."))
    except actions.NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("clients:duplicate-list")
