"""Exchanges between countries: proposed from a match, agreed by both, followed to what remained."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from centers.models import Country
from centers.roles import Permission
from cooperation import mail
from cooperation.actions.items import NotAllowed
from cooperation.matching import compare
from cooperation.models import Exchange, Replication, Visit

State = Exchange.State


@transaction.atomic
def propose_exchange(*, offer, request, by, tell=True):
    """Starts an exchange from a match; its reasons are kept as they were.

    `tell`: whether the other country's contact gets a mail; invented exchanges write to nobody.
    """
    match = compare(offer, request)
    if match is None:
        raise NotAllowed(_("This offer and this request do not match."))
    if Exchange.objects.filter(offer=offer, request=request).exclude(state=State.DECLINED).exists():
        raise NotAllowed(_("This exchange was already proposed."))
    exchange = Exchange.objects.create(
        offer=offer,
        request=request,
        teacher=offer.country,
        learner=request.country,
        theme=request.theme,
        title=request.title,
        reasons=match.reasons,
        proposed_by=by,
    )
    if tell:
        other = _other_side(offer, request, by)
        language = other.country.language
        transaction.on_commit(lambda: mail.send_exchange_notice(exchange, other, language))
    return exchange


def _other_side(offer, request, by):
    """The listing of the country that has not proposed: its contact is told."""
    mine = by and Country.objects.where(by, Permission.CONTENT_PUBLISH)
    return request if mine and mine.filter(pk=offer.country_id).exists() else offer


@transaction.atomic
def write_agreement(*, exchange, agreement, follow_up_on):
    """Changes the wording; whoever had agreed must agree again."""
    _while(exchange, State.PROPOSED)
    if agreement != exchange.agreement:
        exchange.teacher_agreed_by = exchange.learner_agreed_by = None
    exchange.agreement, exchange.follow_up_on = agreement, follow_up_on
    exchange.save()
    return exchange


@transaction.atomic
def agree(*, exchange, by):
    """`by` agrees for the countries the person publishes for; with both, the exchange is agreed."""
    exchange = Exchange.objects.select_for_update().get(pk=exchange.pk)
    _while(exchange, State.PROPOSED)
    if not exchange.agreement:
        raise NotAllowed(_("Write the agreement first: what, when, who pays."))
    mine = set(Country.objects.where(by, Permission.CONTENT_PUBLISH).values_list("pk", flat=True))
    if exchange.teacher_id in mine:
        exchange.teacher_agreed_by = by
    if exchange.learner_id in mine:
        exchange.learner_agreed_by = by
    if exchange.teacher_agreed_by_id and exchange.learner_agreed_by_id:
        exchange.state, exchange.agreed_on = State.AGREED, timezone.localdate()
    exchange.save()
    return exchange


@transaction.atomic
def decline(*, exchange):
    _while(exchange, State.PROPOSED)
    exchange.state = State.DECLINED
    exchange.save()
    return exchange


@transaction.atomic
def add_visit(*, exchange, **fields):
    """Plans a visit; the exchange is under way with its first."""
    _while(exchange, State.AGREED, State.UNDER_WAY)
    visit = Visit.objects.create(exchange=exchange, **fields)
    if exchange.state == State.AGREED:
        exchange.state = State.UNDER_WAY
        exchange.save()
    return visit


@transaction.atomic
def record_follow_up(*, exchange, follow_up, closes):
    """What came of it; with `closes` the exchange ends and its request is answered."""
    _while(exchange, State.AGREED, State.UNDER_WAY, State.FOLLOW_UP)
    exchange.follow_up = follow_up
    exchange.state = State.CLOSED if closes else State.FOLLOW_UP
    exchange.save()
    if closes and exchange.request and not exchange.request.closed_on:
        exchange.request.closed_on = timezone.localdate()
        exchange.request.save()
    return exchange


@transaction.atomic
def record_replication(*, original, country, by, **fields):
    """A country took a practice over: linked to its original, with what was adapted."""
    if original.country_id == country.pk:
        raise NotAllowed(_("A practice is replicated in another country than its own."))
    if Replication.objects.filter(original=original, country=country).exists():
        raise NotAllowed(_("This country's replication of the practice was already recorded."))
    return Replication.objects.create(original=original, country=country, created_by=by, **fields)


def _while(exchange, *states):
    if exchange.state not in states:
        raise NotAllowed(
            _("The exchange is “%(state)s”: this step is not possible.")
            % {"state": exchange.get_state_display()}
        )
