"""Exchange rates: what is there, what is missing, and loading more."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from centers.access import requires
from centers.models import ExchangeRate
from centers.roles import Permission
from clients import actions
from clients.exports.boards import RATE_COLUMNS
from clients.exports.figures import figures_file, is_asked
from clients.forms.rates import RateFileForm, RateForm
from clients.models import Outcome

RATE_EDIT = Permission.RATE_EDIT


@requires(RATE_EDIT)
def rate_list(request):
    """A missing rate is a task at the top, never a zero."""
    sent = request.POST if request.method == "POST" else None
    by_file = sent is not None and "by_file" in sent
    form = RateForm(None if by_file else sent, user=request.user)
    file_form = RateFileForm(sent if by_file else None, request.FILES or None, user=request.user)
    chosen = file_form if by_file else form
    if sent is not None and chosen.is_valid():
        done = actions.load_rates(rates=chosen.rates(), by=request.user)
        _tell(request, done)
        return redirect("clients:rate-list")
    rates = ExchangeRate.objects.all()
    if currency := request.GET.get("currency", ""):
        rates = rates.filter(currency=currency.upper())
    if is_asked(request):
        return figures_file(request, name="rates", columns=RATE_COLUMNS, rows=rates)
    context = {
        "form": form,
        "file_form": file_form,
        "missing": actions.missing_rates(Outcome.objects.for_user(request.user, RATE_EDIT)),
        "page": Paginator(rates, 50).get_page(request.GET.get("page")),
        "currency": currency,
    }
    return render(request, "clients/rate_list.html", context)


def _tell(request, done):
    messages.success(
        request,
        _("%(added)s rates added, %(changed)s changed. %(frozen)s amounts now have US dollars.")
        % {"added": done.added, "changed": done.changed, "frozen": done.frozen + done.restated},
    )
