"""The field form: a page without people, the directory that fills it, the door for its sessions."""

import json

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import (
    conditional_page,
    require_POST,
    require_safe,
)

from centers.access import PUBLIC, requires, requires_json
from centers.roles import Permission
from clients import actions, devices, directory, field_app, presets
from clients.actions.phone import find_client, held_on
from clients.forms.field import FieldSessionForm
from clients.scopes import funders_for

EDIT = Permission.CLIENT_EDIT


@require_safe
@requires(EDIT)
@conditional_page
@cache_control(private=True, no_cache=True)
def field(request):
    """The shell: form and empty cards. No name of a client, nor of the person, is in it."""
    page = HttpResponse(field_app.shell(request))
    page.headers["X-Field-Shell"] = "1"
    # Whose phone this is now, for the script: the kept page may be of another person.
    page.set_cookie(
        "field_user",
        str(request.user.uuid),
        path="/field/",
        max_age=400 * 86400,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return page


@require_safe
@requires(EDIT)
@cache_control(no_cache=True)
def field_worker(request):
    """The service worker, with the list of files that make the shell and their fingerprint."""
    return HttpResponse(field_app.worker(request), content_type="text/javascript")


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def field_script(request, version):
    """The form's script; its address changes with its content."""
    return HttpResponse(field_app.script(), content_type="text/javascript")


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def field_more(request, version):
    """The part of the form's script that is seldom needed."""
    return HttpResponse(field_app.more(), content_type="text/javascript")


field_script.access = field_more.access = PUBLIC


@require_safe
@cache_control(public=True, max_age=86400)
def manifest(request):
    return JsonResponse(field_app.manifest(), content_type="application/manifest+json")


manifest.access = PUBLIC


@require_safe
@requires_json(EDIT)
@never_cache
def field_token(request):
    """Who is signed in here, a fresh CSRF token, the server's clock; 410: revoked."""
    if devices.is_revoked(request):
        return JsonResponse({"code": "revoked"}, status=410)
    devices.note(request)
    answer = {
        "csrf": get_token(request),
        "user": str(request.user.uuid),
        "now": timezone.now().isoformat(),
    }
    return JsonResponse(answer)


@require_safe
@requires_json(EDIT)
@never_cache
def field_directory(request):
    """The person's own clients and agenda for the phone, and figures it only shows."""
    if devices.is_revoked(request):
        return JsonResponse({"code": "revoked"}, status=410)
    devices.note(request)
    return JsonResponse(directory.of(request.user, request.GET.get("known", "")))


@requires_json(EDIT)
@never_cache
def session_put(request, uuid):
    """PUT /api/v1/sessions/<uuid>/: stores a session once, however often it is sent."""
    payload, refusal = received(request)
    return refusal or _put(request.user, uuid, payload)


def received(request):
    """(payload, None) of what a phone sends for the person signed in, or (None, the refusal)."""
    if devices.is_revoked(request):
        return None, JsonResponse({"code": "revoked"}, status=401)
    payload = _payload(request)
    if payload is None or not isinstance(payload.get("rev"), int) or payload["rev"] < 1:
        return None, JsonResponse({"code": "unreadable"}, status=400)
    if payload.get("user") != str(request.user.uuid):
        return None, JsonResponse({"code": "other_user"}, status=403)
    return payload, None


def _put(user, uuid, payload):
    client, how = find_client(user, payload.get("client"))
    center = presets.place_of_work(user, client)
    form = FieldSessionForm(
        payload | {"held_on": held_on(payload, center)}, center=center, funders=funders_for(center)
    )
    problems = {} if form.is_valid() else form.problems()
    if client is None:
        problems["client"] = [directory.unknown_client()]
    if problems:
        return JsonResponse({"uuid": str(uuid), "errors": problems}, status=422)
    put = actions.put_session(
        by=user, uuid=uuid, payload=payload, client=client, how=how, facts=form.facts()
    )
    told = directory.session(put.session) if put.session else {}
    told |= {"uuid": str(uuid), "notices": put.notices, "replaceable": put.replaceable}
    return JsonResponse(told, status=put.status)


def _payload(request):
    try:
        payload = json.loads(request.body)
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None


@require_safe
@requires(EDIT)
def device_list(request):
    """The phones that keep this person's directory."""
    return render(
        request, "clients/device_list.html", {"devices": request.user.field_devices.all()}
    )


@require_POST
@requires(EDIT)
def device_revoke(request, uuid):
    devices.revoke(request.user, uuid)
    return redirect("clients:device-list")
