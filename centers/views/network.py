"""What a country keeps of itself: its settings, centers and funders."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers.access import requires
from centers.forms.network import CenterForm, FunderForm
from centers.forms.words import WordsForm
from centers.models import Center, Country, Funder
from centers.roles import Permission

MANAGE = Permission.COUNTRY_MANAGE


@require_safe
@requires(MANAGE)
def settings(request):
    """The person's countries, what each keeps, and where to change it."""
    countries = Country.objects.where(request.user, MANAGE)
    chosen = countries.filter(pk=request.GET.get("country", "")).first()
    shown = [chosen] if chosen else list(countries.filter(active=True))
    centers = Center.objects.where(request.user, MANAGE).filter(country__in=shown)
    funders = Funder.objects.kept_by(request.user).select_related("country")
    context = {
        "countries": countries,
        "chosen": chosen,
        "shown": shown,
        "centers": centers.select_related("country", "parent"),
        "funders": funders.filter(Q(country__in=shown) | Q(country=None)),
        "today": timezone.localdate(),
    }
    return render(request, "centers/settings.html", context)


@requires(MANAGE)
def country_words(request, country_code):
    """What the country calls centers, advisors and clients."""
    country = get_object_or_404(Country.objects.where(request.user, MANAGE), pk=country_code)
    form = WordsForm(request.POST or None, country=country)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("centers:settings")
    return render(request, "centers/country_words.html", {"form": form, "country": country})


@requires(MANAGE)
def center_add(request):
    return _form_page(request, CenterForm, title=_("New center"))


@requires(MANAGE)
def center_edit(request, center_pk):
    center = get_object_or_404(Center.objects.where(request.user, MANAGE), pk=center_pk)
    return _form_page(request, CenterForm, title=center.name, instance=center)


@requires(MANAGE)
def funder_add(request):
    return _form_page(request, FunderForm, title=_("New funder"))


@requires(MANAGE)
def funder_edit(request, funder_uuid):
    funder = get_object_or_404(Funder.objects.kept_by(request.user), uuid=funder_uuid)
    return _form_page(request, FunderForm, title=funder.name, instance=funder)


def _form_page(request, form_class, *, title, instance=None):
    """Shows the form; when it is filled in well, stores the row and goes back to the settings."""
    form = form_class(request.POST or None, by=request.user, instance=instance)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("centers:settings")
    return render(request, "centers/settings_form.html", {"form": form, "title": title})
