"""Trainings: list, record, change, put aside, and who came."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers.access import requires
from centers.roles import Permission
from clients import actions
from clients.filters import TrainingFilter
from clients.forms.plans import ReasonForm
from clients.forms.training import AttendanceForm, TrainingForm
from clients.models import Training
from clients.views.put_aside import put_away


@require_safe
@requires(Permission.CLIENT_VIEW)
def training_list(request):
    filter_form = TrainingFilter(request.GET, user=request.user)
    trainings = filter_form.apply(Training.objects.for_user(request.user))
    page = Paginator(trainings.for_list(), per_page=50).get_page(request.GET.get("page"))
    context = {
        "filter_form": filter_form,
        "page": page,
        "participants": trainings.participants(),
        "may_edit": request.user.holds(Permission.CLIENT_EDIT),
    }
    return render(request, "clients/training_list.html", context)


@requires(Permission.CLIENT_EDIT)
def training_add(request):
    form = TrainingForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        training = form.record(by=request.user)
        messages.success(request, _("Training saved. Now say who came."))
        return redirect(training)
    return render(request, "clients/training_add.html", {"form": form})


@requires(Permission.CLIENT_VIEW)
def training_detail(request, uuid):
    """GET shows the list; POST saves it or, asked to search, shows it again with whom it found."""
    training = get_object_or_404(Training.objects.for_user(request.user).for_list(), uuid=uuid)
    may_edit = _editable(request.user).filter(pk=training.pk).exists()
    form = AttendanceForm(
        request.POST if request.method == "POST" else None, user=request.user, training=training
    )
    if request.method == "POST" and not may_edit:
        raise PermissionDenied(_("Your role reads this list. Ask the center to change it."))
    if request.method == "POST" and "search" not in request.POST and _saved(request, form):
        return redirect(training)
    context = {"training": training, "form": form, "rows": form.rows(), "may_edit": may_edit}
    context["closed"] = actions.is_closed(training.center, training.held_on)
    context["may_restate"] = request.user.holds(Permission.PERIOD_CLOSE)
    return render(request, "clients/training_detail.html", context)


@requires(Permission.CLIENT_EDIT)
def training_edit(request, uuid):
    training = get_object_or_404(_editable(request.user), uuid=uuid)
    form = TrainingForm(request.POST or None, instance=training, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            form.change(by=request.user)
        except actions.PeriodClosed as refusal:
            form.add_error("held_on", str(refusal))
        else:
            messages.success(request, _("Training saved."))
            return redirect(training)
    return render(request, "clients/training_edit.html", {"form": form, "training": training})


@requires(Permission.CLIENT_EDIT)
def training_delete(request, uuid):
    training = get_object_or_404(_editable(request.user), uuid=uuid)
    form = ReasonForm(request.POST or None)
    delete = partial(actions.delete_training, training=training)
    if put_away(request, form, delete, _("The training was put aside. It no longer counts.")):
        return redirect("clients:training-list")
    return render(request, "clients/training_delete.html", {"form": form, "training": training})


def _editable(user):
    return Training.objects.for_user(user, Permission.CLIENT_EDIT).for_list()


def _saved(request, form):
    """Whether the list was saved; a refusal and a list longer than the places are said."""
    try:
        training = form.save(by=request.user)
    except actions.PeriodClosed as refusal:
        messages.error(request, str(refusal))
        return False
    came = training.attendances.filter(present=True).count()
    if training.capacity and came > training.capacity:
        told = _(
            "The list is saved. More people came (%(came)s) than there were places (%(room)s)."
        )
        messages.warning(request, told % {"came": came, "room": training.capacity})
    else:
        messages.success(request, _("The list is saved."))
    return True
