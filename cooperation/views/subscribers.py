"""Subscribing to the bulletin and leaving it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from centers.access import public
from cooperation import limits
from cooperation.actions import subscribers as actions
from cooperation.forms.bulletins import ChoicesForm, SubscribeForm
from cooperation.models import Subscriber


@public
def subscriber_add(request):
    """The first step. The answer is the same for known and unknown addresses."""
    form = SubscribeForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    asked = False
    if request.method == "POST" and form.is_valid():
        if limits.too_many(request, "subscribe"):
            form.add_error(None, limits.sentence())
        else:
            trap = form.cleaned_data.pop("website")
            if not trap and not limits.mailed_enough(form.cleaned_data["email"]):
                actions.subscribe(**form.cleaned_data)
            asked = True
    return render(request, "cooperation/subscriber_add.html", {"form": form, "asked": asked})


@public
def subscriber_confirm(request, token):
    """The second step: a button, since mail scanners open links by themselves."""
    reader = get_object_or_404(Subscriber, token=token)
    if request.method == "POST":
        actions.confirm(subscriber=reader)
    return render(request, "cooperation/subscriber_confirm.html", {"reader": reader})


@public
def subscriber_edit(request, token):
    reader = get_object_or_404(Subscriber, token=token)
    form = ChoicesForm(request.POST or None, instance=reader)
    saved = request.method == "POST" and form.is_valid()
    if saved:
        form.cleaned_data.pop("website")
        actions.change_choices(subscriber=reader, **form.cleaned_data)
    context = {"reader": reader, "form": form, "saved": saved}
    return render(request, "cooperation/subscriber_edit.html", context)


@csrf_exempt
@public
def unsubscribe(request, token):
    """RFC 8058: a mail program's POST ends it at once; a person who opens the link gets a button.

    The token in the address is the key, so that no cookie and no login is needed.
    """
    reader = get_object_or_404(Subscriber, token=token)
    if request.method == "POST":
        actions.unsubscribe(subscriber=reader)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(_("Unsubscribed."), content_type="text/plain; charset=utf-8")
    return render(request, "cooperation/unsubscribe.html", {"reader": reader})
