"""Offers, requests, and the exchanges they become."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import public, requires
from centers.roles import Permission
from clients.exports.figures import figures_file, is_asked
from clients.models import Sex
from cooperation.actions import exchanges as actions
from cooperation.actions.items import NotAllowed
from cooperation.forms.exchanges import AgreementForm, FollowUpForm, ListingForm
from cooperation.learning import learning_matrix, replicated_practices
from cooperation.matching import in_words, matches_for
from cooperation.models import Exchange, Listing, Participant
from cooperation.sheets import LISTING_COLUMNS
from cooperation.views.pages import form_page, step

EDIT, PUBLISH = Permission.CONTENT_EDIT, Permission.CONTENT_PUBLISH


@require_safe
@requires(EDIT)
def listing_list(request):
    """All open offers and requests: they are made to be seen by the other countries."""
    kind = request.GET.get("kind")
    listings = Listing.objects.open().select_related("country")
    if kind in Listing.Kind.values:
        listings = listings.filter(kind=kind)
    if is_asked(request):
        return figures_file(request, name="exchanges", columns=LISTING_COLUMNS, rows=listings)
    context = {
        "page": Paginator(listings, 50).get_page(request.GET.get("page")),
        "exchanges": Exchange.objects.for_user(request.user, PUBLISH).select_related(
            "teacher", "learner"
        ),
        "may_write": request.user.holds(PUBLISH),
        "kind": kind,
        "kinds": Listing.Kind.choices,
    }
    return render(request, "cooperation/listing_list.html", context)


@requires(PUBLISH)
def listing_add(request):
    def save(form):
        form.instance.created_by = request.user
        return form.save()

    return form_page(
        request,
        ListingForm(request.POST or None, user=request.user),
        save=save,
        title=_("New offer or request"),
        done=_("It is in the list. These are its matches."),
        back=lambda listing: listing.get_absolute_url(),
    )


@require_safe
@requires(EDIT)
def listing_detail(request, pk):
    listing = get_object_or_404(Listing.objects.select_related("country", "practice"), pk=pk)
    mine = Listing.objects.for_user(request.user, PUBLISH).filter(pk=pk).exists()
    context = {
        "listing": listing,
        "mine": mine,
        "languages": [name for code, name in settings.LANGUAGES if code in listing.languages],
        "matches": matches_for(listing) if not listing.closed_on else [],
        "exchanges": Exchange.objects.filter(Q(offer=listing) | Q(request=listing)),
    }
    return render(request, "cooperation/listing_detail.html", context)


@requires(PUBLISH)
def listing_edit(request, pk):
    listing = get_object_or_404(Listing.objects.for_user(request.user, PUBLISH), pk=pk)
    return form_page(
        request,
        ListingForm(request.POST or None, instance=listing, user=request.user),
        save=lambda form: form.save(),
        title=_("Change “%(listing)s”") % {"listing": listing},
        done=_("Saved."),
        back=listing.get_absolute_url(),
    )


@require_POST
@requires(PUBLISH)
def listing_close(request, pk):
    listing = get_object_or_404(Listing.objects.for_user(request.user, PUBLISH), pk=pk)
    Listing.objects.filter(pk=listing.pk, closed_on=None).update(closed_on=timezone.localdate())
    return redirect("cooperation:listing-list")


@require_POST
@requires(PUBLISH)
def exchange_add(request, offer_pk, request_pk):
    """Proposes an exchange from a match; one of the two must be the person's own."""
    listings = Listing.objects.open().select_related("country")
    offer = get_object_or_404(listings, pk=offer_pk, kind=Listing.Kind.OFFER)
    wish = get_object_or_404(listings, pk=request_pk, kind=Listing.Kind.REQUEST)
    both = Listing.objects.filter(pk__in=[offer.pk, wish.pk])
    mine = get_object_or_404(both.for_user(request.user, PUBLISH)[:1])
    try:
        exchange = actions.propose_exchange(offer=offer, request=wish, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect(mine)
    messages.success(request, _("Proposed. Write the agreement next."))
    return redirect(exchange)


def own_exchange(request, pk):
    exchanges = Exchange.objects.for_user(request.user, PUBLISH)
    return get_object_or_404(exchanges.select_related("teacher", "learner"), pk=pk)


@require_safe
@requires(PUBLISH)
def exchange_detail(request, pk):
    exchange = own_exchange(request, pk)
    people = Participant.objects.filter(visit__exchange=exchange)
    by_sex = dict(people.order_by().values_list("sex").annotate(n=Count("pk")))
    context = {
        "exchange": exchange,
        "visits": exchange.visits.prefetch_related("participants__country"),
        "by_sex": [(label, by_sex[sex]) for sex, label in Sex.choices if sex in by_sex],
        "reasons": [in_words(reason) for reason in exchange.reasons],
        "costs": exchange.costs.all(),
        "cost_totals": exchange.costs.order_by("currency")
        .values("currency")
        .annotate(total=Sum("amount")),
        "replications": exchange.replications.select_related("original", "adapted"),
    }
    return render(request, "cooperation/exchange_detail.html", context)


@requires(PUBLISH)
def exchange_agreement(request, pk):
    exchange = own_exchange(request, pk)
    start = {"agreement": exchange.agreement, "follow_up_on": exchange.follow_up_on}
    return form_page(
        request,
        AgreementForm(request.POST or None, initial=start),
        save=lambda form: actions.write_agreement(exchange=exchange, **form.cleaned_data),
        title=_("Agreement"),
        hint=_("When the words change, both countries agree again."),
        done=_("Saved."),
        back=exchange.get_absolute_url(),
    )


@require_POST
@requires(PUBLISH)
def exchange_agree(request, pk):
    exchange = own_exchange(request, pk)
    return step(
        request,
        lambda: actions.agree(exchange=exchange, by=request.user),
        done=_("Your country agrees."),
        back=exchange.get_absolute_url(),
    )


@require_POST
@requires(PUBLISH)
def exchange_decline(request, pk):
    exchange = own_exchange(request, pk)
    return step(
        request,
        lambda: actions.decline(exchange=exchange),
        done=_("Declined."),
        back=exchange.get_absolute_url(),
    )


@requires(PUBLISH)
def exchange_follow_up(request, pk):
    exchange = own_exchange(request, pk)
    return form_page(
        request,
        FollowUpForm(request.POST or None, initial={"follow_up": exchange.follow_up}),
        save=lambda form: actions.record_follow_up(exchange=exchange, **form.cleaned_data),
        title=_("Follow-up"),
        done=_("Saved."),
        back=exchange.get_absolute_url(),
    )


@require_safe
@public
def learning_list(request):
    """Who learnt from whom, over all countries: numbers of exchanges and practices, no people."""
    teachers, rows = learning_matrix()
    context = {
        "teachers": teachers,
        "rows": rows,
        "practices": replicated_practices(),
    }
    return render(request, "cooperation/learning_list.html", context)
