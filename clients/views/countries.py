"""A country's settings."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from centers.access import requires
from centers.models import Country
from centers.roles import Permission
from clients.forms.country import ConsentTextForm, CountryForm

MANAGE = Permission.COUNTRY_MANAGE


@requires(MANAGE)
def country_edit(request, country_code):
    country = get_object_or_404(Country.objects.where(request.user, MANAGE), pk=country_code)
    form = CountryForm(request.POST or None, instance=country, by=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("centers:settings")
    return render(request, "centers/settings_form.html", {"form": form, "title": str(country)})


@requires(MANAGE)
def consent_text(request, country_code):
    """The country's own text of consent: its versions, and the form of the next one."""
    country = get_object_or_404(Country.objects.where(request.user, MANAGE), pk=country_code)
    form = ConsentTextForm(request.POST or None, country=country)
    if request.method == "POST" and form.is_valid():
        version = form.write(by=request.user)
        messages.success(request, _("Version %(name)s is in force.") % {"name": version})
        return redirect("clients:consent-text", country.pk)
    context = {"form": form, "country": country, "texts": country.consent_texts.all()}
    return render(request, "clients/consent_text.html", context)
