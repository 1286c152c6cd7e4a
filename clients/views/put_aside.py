"""Sessions, claims and trainings: put aside with a reason, why one was, taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
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


def put_away(request, form, put_aside, done):
    """Whether the record was put aside: once `form` gives a reason and its period is open.

    `put_aside`: the action, called with `by` and `reason`. A refusal stands in the form.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        put_aside(by=request.user, reason=form.cleaned_data["reason"])
    except (actions.NotAllowed, actions.PeriodClosed) as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, done)
    return True


def put_back(request, model, uuid, restore):
    """Takes back a record that was put aside, says what came of it and shows the record.

    `restore(record, by=…)` is the action. A record that is there stays as it is.
    """
    gone = model.objects.put_aside_for(request.user, Permission.CLIENT_EDIT)
    there = model.objects.for_user(request.user, Permission.CLIENT_EDIT)
    row = get_object_or_404((gone | there).select_related("client", "center"), uuid=uuid)
    if row.deleted_at:
        try:
            restore(row, by=request.user)
        except (actions.NotAllowed, actions.PeriodClosed) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The record is back and counts again."))
    return redirect(row)
