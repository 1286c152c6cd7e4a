"""The network's public directory, and the pages by which countries keep it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers.access import public, requires
from centers.models import Center, Contract, Country, Operator
from centers.roles import Permission
from clients.consents import consent_text
from cooperation import directory, limits
from cooperation.actions import intake
from cooperation.forms.directory import (
    AccreditationForm,
    CenterPublicForm,
    CertificateForm,
    ContractForm,
    IntakeForm,
    OperatorForm,
    ProfileForm,
)
from cooperation.models import CountryProfile, IntakeRequest
from cooperation.views.pages import form_page

PUBLISH = Permission.CONTENT_PUBLISH


@require_safe
@public
def network_list(request):
    """Countries with their networks and centers that are open to the public."""
    text = request.GET.get("q", "")
    context = {
        "networks": directory.networks(text, request.GET.get("country", "")),
        "text": text,
        "may_manage": request.user.is_authenticated and request.user.holds(PUBLISH),
    }
    return render(request, "cooperation/network_list.html", context)


@require_safe
@public
def network_center(request, code):
    center = get_object_or_404(directory.open_centers(), code=code)
    return render(request, "cooperation/network_center.html", directory.center_context(center))


@public
def intake_add(request, code):
    """The form by which anybody asks a center for advice."""
    center = get_object_or_404(directory.open_centers(), code=code)
    read = consent_text(request.LANGUAGE_CODE, center.country)
    form = IntakeForm(request.POST or None, read=read)
    asked = False
    if request.method == "POST" and form.is_valid():
        if limits.too_many(request, "intake"):
            form.add_error(None, limits.sentence())
        else:
            if not form.cleaned_data["website"]:
                language = request.LANGUAGE_CODE
                intake.ask_for_advice(center=center, language=language, read=read, **form.facts())
            asked = True
    days = IntakeRequest.KEPT.days
    context = {"center": center, "form": form, "asked": asked, "days": days}
    return render(request, "cooperation/intake_add.html", context)


@require_safe
@requires(PUBLISH)
def network_manage(request):
    """Operators and contracts, accreditation and certificates of the person's countries."""
    return render(
        request, "cooperation/network_manage.html", directory.manage_context(request.user)
    )


@requires(PUBLISH)
def center_edit(request, code):
    """What the public reads of a center of the person's own."""
    center = get_object_or_404(Center.objects.where(request.user, PUBLISH), code=code)
    return form_page(
        request,
        CenterPublicForm(request.POST or None, instance=center),
        save=lambda form: form.save(),
        title=_("What the public reads of %(center)s") % {"center": center},
        done=_("Saved."),
        back=reverse("cooperation:network-manage"),
    )


@requires(PUBLISH)
def operator_add(request):
    return _kept(request, OperatorForm, _("New operator"))


@requires(PUBLISH)
def operator_edit(request, operator_pk):
    own = Operator.objects.filter(country__in=Country.objects.where(request.user, PUBLISH))
    return _kept(
        request, OperatorForm, _("Change the operator"), get_object_or_404(own, pk=operator_pk)
    )


@requires(PUBLISH)
def contract_add(request):
    return _kept(request, ContractForm, _("New contract"))


@requires(PUBLISH)
def contract_edit(request, contract_pk):
    own = Contract.objects.filter(center__in=Center.objects.where(request.user, PUBLISH))
    return _kept(
        request, ContractForm, _("Change the contract"), get_object_or_404(own, pk=contract_pk)
    )


def _kept(request, form_class, title, row=None, hint=""):
    """The page of one form of the directory, whose choices lie in the person's countries."""
    return form_page(
        request,
        form_class(request.POST or None, instance=row, user=request.user),
        save=lambda form: form.save(),
        title=title,
        hint=hint,
        done=_("Saved."),
        back=reverse("cooperation:network-manage"),
    )


@requires(PUBLISH)
def accreditation_add(request):
    hint = _("States are kept: a new one does not overwrite those before it.")
    return _kept(request, AccreditationForm, _("New state of accreditation"), hint=hint)


@requires(PUBLISH)
def certificate_add(request):
    return _kept(request, CertificateForm, _("New certificate"))


@requires(PUBLISH)
def profile_edit(request, country_code):
    country = get_object_or_404(Country.objects.where(request.user, PUBLISH), pk=country_code)
    profile = CountryProfile.objects.filter(country=country).first()
    return form_page(
        request,
        ProfileForm(request.POST or None, instance=profile or CountryProfile(country=country)),
        save=lambda form: form.save(),
        title=_("Profile of %(country)s") % {"country": country},
        done=_("Saved."),
        back="cooperation:network-manage",
    )
