"""A session or claim that was deleted: why, and taking it back."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _

from centers.roles import Permission
from clients import actions


def put_aside_page(request, row, restore_route):
    """What stands at the address of a deleted record. `restore_route`: where it is taken back."""
    editable = type(row).objects.put_aside_for(request.user, Permission.CLIENT_EDIT)
    day = getattr(row, "occurred_on", None) or row.held_on
    context = {
        "row": row,
        "restore_route": restore_route,
        "may_edit": editable.filter(pk=row.pk).exists(),
        "closed": actions.is_closed(row.center, day),
    }
    return render(request, "clients/put_aside.html", context)


def put_back(request, restore):
    """Calls the action `restore`; says what came of it."""
    try:
        restore(by=request.user)
    except (actions.NotAllowed, actions.PeriodClosed) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The record is back and counts again."))
