"""Random samples of verified claims for a second look."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from centers.access import requires
from centers.models import Country
from centers.roles import Permission
from clients import actions
from clients.exports.boards import SAMPLE_COLUMNS
from clients.exports.figures import figures_file, is_asked
from clients.forms.verification import FindingForm, SampleForm
from clients.models import RecheckItem, RecheckSample

# Coordinators draw: those who may close the country's periods.
CLOSE = Permission.PERIOD_CLOSE


@requires(CLOSE)
def recheck_list(request):
    """Samples with their failure rates, and the form that draws another."""
    countries = Country.objects.where(request.user, CLOSE).filter(active=True)
    country = countries.filter(pk=request.GET.get("country") or None).first() or countries.first()
    if country is None:
        return render(request, "clients/recheck_list.html", {"samples": []})
    form = SampleForm(request.POST or None, country=country)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            sample = actions.draw_sample(
                country=country,
                by=request.user,
                starts_on=facts["starts_on"],
                ends_on=form.ends_on,
                size=facts["size"],
                center=facts["center"],
            )
            return redirect("clients:recheck-detail", sample.uuid)
        except actions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    samples = RecheckSample.objects.for_user(request.user, CLOSE).filter(country=country)
    samples = list(samples.select_related("center", "drawn_by")[:50])
    for sample in samples:
        sample.failure = actions.failure_rate(sample)
    if is_asked(request):
        return figures_file(request, name="samples", columns=SAMPLE_COLUMNS, rows=samples)
    context = {"form": form, "country": country, "countries": countries, "samples": samples}
    return render(request, "clients/recheck_list.html", context)


@requires(CLOSE)
def recheck_detail(request, uuid):
    """The drawn claims one under the other; each takes its finding."""
    samples = RecheckSample.objects.for_user(request.user, CLOSE)
    sample = get_object_or_404(samples.select_related("country", "center"), uuid=uuid)
    items = sample.items.select_related("outcome__client", "outcome__center", "checked_by")
    forms = {}
    if request.method == "POST":
        item = get_object_or_404(items, pk=request.POST.get("item") or 0)
        form = forms[item.pk] = FindingForm(request.POST, auto_id=f"item{item.pk}_%s")
        if form.is_valid() and _kept(request, form, item):
            return redirect("clients:recheck-detail", sample.uuid)
    rows = [(item, forms.get(item.pk) or _empty_form(item)) for item in items]
    context = {"sample": sample, "rows": rows, "failure": actions.failure_rate(sample)}
    return render(request, "clients/recheck_detail.html", context)


def _empty_form(item):
    if item.finding != RecheckItem.Finding.OPEN:
        return None
    return FindingForm(auto_id=f"item{item.pk}_%s")


def _kept(request, form, item):
    try:
        form.keep(item=item, by=request.user)
    except (actions.NotAllowed, actions.PeriodClosed) as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Finding noted."))
    return True
