"""What was typed is sent again: for forms that arrive after the session ended or with an old token.

The fields travel in the answered page only, signed; nothing is stored on the server or the device.
"""

from django.core import signing
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from centers import demo_accounts
from centers.forms.account import LoginForm

FIELD = "kept"
SALT = "centers.kept"
OLDEST = 24 * 60 * 60  # seconds
NEVER = ("csrfmiddlewaretoken", FIELD)


def is_form(request):
    """Whether a person sent a form and waits for a page, not a script for an answer."""
    scripted = "HX-Request" in request.headers or "X-Cell" in request.headers
    return (
        request.method == "POST"
        and not scripted
        and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        and request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data")
    )


def is_own(request):
    """Whether a page of this site sent it; the browser says so, and no other site can."""
    sent_from = request.headers.get("Sec-Fetch-Site")
    if sent_from is None:
        return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    return sent_from == "same-origin"


def seal(request):
    """What was typed, signed, as the value of one hidden field. Passwords and files stay out."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER and "password" not in name
    ]
    kept = {"path": request.get_full_path(), "fields": fields, "files": bool(request.FILES)}
    return signing.dumps(kept, salt=SALT, compress=True)


def opened(sealed):
    """{path, fields, files} of `seal`, or None where it is none of ours or too old."""
    try:
        return signing.loads(sealed or "", salt=SALT, max_age=OLDEST)
    except signing.BadSignature:
        return None


def sign_in_first(request):
    """The login page in place of one that a form was sent to: what was typed waits in it."""
    context = {
        "form": LoginForm(request),
        "next": request.get_full_path(),
        "demo": demo_accounts.offered(),
        FIELD: seal(request),
    }
    page = render(request, "centers/login.html", context, status=401)
    add_never_cache_headers(page)
    return page


def offer(request, kept, status=200):
    """The page that sends the fields again, with a fresh token, when its button is pressed."""
    get_token(request)
    page = render(request, "centers/send_again.html", {"kept": kept}, status=status)
    add_never_cache_headers(page)
    return page
