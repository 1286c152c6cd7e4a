"""Requests for advice from the public: sent to a center, taken over as a client or dismissed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from centers.dates import zone_of
from centers.models import Membership
from centers.roles import Permission
from clients.actions.clients import register_client
from clients.models import Consent
from cooperation import mail
from cooperation.actions.items import NotAllowed
from cooperation.models import IntakeRequest

State = IntakeRequest.State


@transaction.atomic
def ask_for_advice(*, center, language, read, **fields):
    """Stores the request and tells the people of the center that there is one.

    `read`: the text of consent as it was shown, with its version and language.
    """
    request = IntakeRequest.objects.create(
        center=center,
        country=center.country,
        language=language,
        consent_version=read.version,
        consent_language=read.language,
        consent_text=read.text,
        **fields,
    )
    people = Membership.objects.holding(Permission.CLIENT_EDIT).filter(
        center=center, user__is_active=True
    )
    addresses = sorted(set(people.values_list("user__email", flat=True)))
    if center.email and not addresses:
        addresses = [center.email]
    transaction.on_commit(lambda: mail.send_intake_notice(request, addresses))
    return request


@transaction.atomic
def accept_request(*, request, by):
    """Registers who asked as a client of the center, advised by `by`; returns the client."""
    request = _pending(request)
    consent = {
        "given_on": request.asked_at.astimezone(zone_of(request.center)).date(),
        "text_version": request.consent_version,
        "language": request.consent_language,
        "method": Consent.Method.LINK,
    }
    contact = {
        "name": request.name,
        "surname": request.surname,
        "sex": request.sex,
        "phone": request.phone,
        "email": request.email,
    }
    client = register_client(
        center=request.center,
        by=by,
        uuid=request.uuid,
        contact=contact,
        consent=consent if request.consent_given else None,
        name=request.business,
        stage=request.stage,
        municipality=request.municipality,
        phone=request.phone,
        email=request.email,
        language=request.language,
        advisor=by if by.home_center == request.center else None,
    )
    _decide(request, by, State.ACCEPTED, client=client)
    return client


@transaction.atomic
def dismiss_request(*, request, by, reason):
    """Closes a request with its reason; what the person wrote stays for IntakeRequest.KEPT."""
    return _decide(_pending(request), by, State.DISMISSED, reason=reason)


def forget_requests(now=None):
    """Deletes requests that nobody needs any more; returns how many."""
    old = IntakeRequest.objects.to_forget(now or timezone.now())
    return old.delete()[1].get("cooperation.IntakeRequest", 0)


def _pending(request):
    request = IntakeRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != State.PENDING:
        raise NotAllowed(_("A colleague has already decided about this request."))
    return request


def _decide(request, by, state, **fields):
    request.state, request.decided_by, request.decided_at = state, by, timezone.now()
    for name, value in fields.items():
        setattr(request, name, value)
    request.save()
    return request
