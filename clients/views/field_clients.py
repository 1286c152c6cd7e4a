"""What a phone in the field sends besides sessions: new clients, and answers to questions."""

import json

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from centers.access import requires_json
from centers.roles import Permission
from clients import actions, devices, presets
from clients.actions.field import EDIT_WITHIN
from clients.actions.phone import held_on
from clients.forms.field_client import FieldClientForm
from clients.models import Client, Session
from clients.views.field import received

EDIT = Permission.CLIENT_EDIT


@requires_json(EDIT)
@require_http_methods(["PUT"])
@never_cache
def field_client(request, uuid):
    """PUT: registers a client once, however often it is sent.

    201, 200 when it is there already (corrected where a higher `rev` of whoever registered it
    comes within a day); 409 with `alike` where similar clients are registered, until the person
    said that they are others (`different`); 422 with errors by field.
    """
    payload, refusal = received(request)
    if refusal:
        return refusal
    known = Client.objects.filter(uuid=uuid).first()
    if known and payload["rev"] == 1:
        return _told(known, 200)
    if known and not _may_correct(request.user, known):
        text = _("The client was registered before. Correct it on its page.")
        return _told(known, 200, {"code": "registered", "text": text})
    center = presets.place_of_work(request.user)
    day = held_on(payload, center) if center else None
    form = FieldClientForm(
        payload, uuid=uuid, day=day, user=request.user, center=center, known=known
    )
    if form.is_valid():
        return _told(form.correct(), 200) if known else _told(form.register(), 201)
    if form.alike:
        found = [_similar(match) for match in form.found]
        return JsonResponse({"uuid": str(uuid), "alike": found}, status=409)
    return JsonResponse({"uuid": str(uuid), "errors": form.problems()}, status=422)


def _may_correct(user, client):
    """Whoever registered it from the phone, within a day, as for a session."""
    recent = timezone.now() - client.created_at <= EDIT_WITHIN
    ours = Client.objects.for_user(user, EDIT).alive().filter(pk=client.pk).exists()
    return recent and ours and client.consents.filter(recorded_by=user).exists()


def _told(client, status, *notices):
    told = {"uuid": str(client.uuid), "id": client.pk, "notices": notices}
    return JsonResponse(told, status=status)


def _similar(match):
    """A client like the new one; outside the person's scope nothing but its center."""
    if match.client is None:
        name = _("A client elsewhere in the country")
        return {"key": match.key, "id": None, "name": name, "detail": str(match.center)}
    people = [str(link.contact) for link in match.client.links.all()]
    detail = " · ".join([*people, match.client.municipality or str(match.center)])
    return {"key": match.key, "id": match.key, "name": match.client.name, "detail": detail}


@requires_json(EDIT)
@require_POST
@never_cache
def field_answer(request, session_uuid):
    """{"same": true}: the session is the one it overlaps with, and is put aside; false: they are
    two."""
    if devices.is_revoked(request):
        return JsonResponse({"code": "revoked"}, status=401)
    session = get_object_or_404(Session.objects.for_user(request.user, EDIT), uuid=session_uuid)
    try:
        same = json.loads(request.body)["same"]
        actions.settle_repeated(session=session, by=request.user, same=same is True)
    except (KeyError, TypeError, ValueError):
        return JsonResponse({"code": "unreadable"}, status=400)
    except actions.PeriodClosed as refusal:
        return JsonResponse({"code": "closed", "text": str(refusal)}, status=409)
    return JsonResponse({"uuid": str(session_uuid)})
