"""The parts of the offline form: shell, script, service worker, manifest."""

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from centers.models import Funder
from clients import presets
from clients.forms.client import NewClientForm
from clients.forms.session import SessionFields
from clients.models import Session, Topic

# The page's script and the worker's share how they store and send; both are put together here,
# so that each is one request and one cache entry.
PAGE_PARTS = ["store", "send", "words", "form", "cards", "page"]
MORE_PARTS = ["leave", "decide", "newcomer", "install"]
# What the page's script calls of the file that it loads when first needed, and what it gives it.
MORE_GIVES = (
    "leave, exportFile, deleteAll, decide, question, newcomer, editNewcomer, proposeInstall"
)
MORE_TAKES = (
    "$, main, say, el, icon, button, body, labelOf, isoDay, call, whoIsHere, flush, refresh, "
    "allItems, putItem, saveItem, dropItem, closeStore, recall, keep, forget, refuse, "
    "fillForm, allowNow"
)
WORKER_PARTS = ["store", "send", "worker"]
STATIC = ["css/sbdc.css", "fonts/source-sans-3-latin.woff2", "icons.svg", "icon.svg"]


# A comment behind code: no quote follows, so it is not part of a text.
REMARK = re.compile(r"""(?<=[;{},]) // [^"`]*$""")


def _bare(*names):
    """The files in one text, without indentation and comments: bytes cost on a phone."""
    texts = [Path(finders.find(f"js/{name}.js")).read_text() for name in names]
    lines = [REMARK.sub("", line.strip()) for text in texts for line in text.splitlines()]
    kept = [line for line in lines if line and not line.startswith("//")]
    return "\n".join(kept)


def _closure(*names):
    return '(() => {\n"use strict";\n' + _bare(*names) + "\n})();\n"


def _joined(parts):
    return _closure(*(f"field/{part}" for part in parts))


def _fingerprint(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _kept_script():
    return _closure("app") + _joined(PAGE_PARTS)


def script():
    """What every page does, and the field form: one request."""
    return _kept_script.__wrapped__() if settings.DEBUG else _kept_script()


def script_url():
    return reverse("clients:field-script", args=[_fingerprint(script())])


@lru_cache(maxsize=1)
def _kept_more():
    files = _bare(*(f"field/more/{part}" for part in MORE_PARTS))
    lines = [
        "let made;",
        "export default (kit) => (made ||= use(kit));",
        f"function use(kit) {{\nconst {{ {MORE_TAKES} }} = kit;",
        files,
        f"return {{ {MORE_GIVES} }};\n}}",
    ]
    return "\n".join(lines) + "\n"


def more():
    """What is seldom needed: signing out, deciding between versions, a new client, installing."""
    return _kept_more.__wrapped__() if settings.DEBUG else _kept_more()


def more_url():
    return reverse("clients:field-more", args=[_fingerprint(more())])


def shell(request):
    """The page of /field/ for the person's language and role, without anybody's name."""
    form = SessionFields(
        initial={"minutes": "60", "mode": Session.Mode.CENTER, "topics": [Topic.MARKETING]},
        center=None,
        funders=Funder.objects.none(),
    )
    context = {
        "form": form,
        "script_url": script_url(),
        "more_url": more_url(),
        "newcomer": NewClientForm(user=request.user, center=presets.place_of_work(request.user)),
        "words": _words(),
        "undo": settings.SBDC_UNDO_SECONDS,
    }
    return render_to_string("clients/field.html", context, request=request)


def worker(request):
    """The worker's source. Its bytes change whenever one of the files or the shell changes."""
    files = [*map(static, STATIC), script_url(), more_url()]
    page = shell(request)
    version = _fingerprint(page + "".join(files) + _joined(WORKER_PARTS))
    facts = {"version": version, "shell": reverse("clients:field"), "files": files}
    return f"const FIELD = {json.dumps(facts)};\n" + _joined(WORKER_PARTS)


def manifest():
    return {
        "name": settings.NETWORK_NAME,
        "short_name": settings.NETWORK_NAME[:12],
        "start_url": reverse("clients:field"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f5f2",
        "theme_color": "#0b4f6c",
        "icons": [
            {"src": static("icons/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("icons/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": static("icons/icon-maskable.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }


def _words():
    """Sentences the script writes; {n} and {name} are filled in by it."""
    return {
        "ok": _("Up to date"),
        "sending": _("Sending {n}"),
        "waiting": _("{n} to send"),
        "fix": _("Needs a fix ({n})"),
        "signIn": _("Sign in"),
        "noOffline": _("No offline mode"),
        "saved": _("Saved on this phone"),
        "sent": _("Sent"),
        "undo": _("Undo"),
        "undone": _("Taken back"),
        "itemWaiting": _("Waiting"),
        "itemFix": _("Needs a fix"),
        "itemConflict": _("You decide"),
        "tries": _("{n} tries"),
        "edit": _("Edit"),
        "delete": _("Delete"),
        "log": _("Log"),
        "logged": _("Logged"),
        "now": _("Now"),
        "late": _("Overdue"),
        "others": _("{n} sessions of another person wait on this phone."),
        "signInToSend": _("Sign in to send {n}"),
        "offline": _("Offline. Keep logging."),
        "chooseClient": _("Choose the client."),
        "chooseMinutes": _("Write how many minutes, from 1 to 1440."),
        "chooseTopic": _("Choose at least one topic."),
        "full": _("This phone has no room left to save. Free some space; your form is kept."),
        "notSent": _("It could not be sent and cannot be kept here. Your form stays; try again."),
        "empty": _("There is no list of clients on this phone. Connect once to load it."),
        "expired": _("The list of clients expired. Connect to load it; what waits is kept."),
        "noMatch": _("No matches on this phone."),
        "old": _("{n} sessions wait since {day}. Connect soon, or export them."),
        "lastSent": _("Everything sent. Last time {time}."),
        "neverSent": _("Nothing is waiting on this phone."),
        "savedAt": _("List of {time}"),
        "revoked": _("This device was revoked. Sign in again."),
        "yours": _("On this phone"),
        "theirs": _("On the server"),
        "keepTheirs": _("Keep the server's"),
        "useMine": _("Use mine"),
        "sendAsNew": _("Send mine as another session"),
        "differs": _("differs"),
        "fact_client": _("Client"),
        "fact_held_on": _("Date"),
        "fact_started_at": _("Time"),
        "fact_contact_minutes": _("Minutes"),
        "fact_mode": _("Mode"),
        "fact_topics": _("Topic"),
        "fact_note": _("Note"),
        "fact_next_step": _("Next step"),
        "fact_next_step_on": _("By"),
        "sameSession": _("Is it the same session?"),
        "thisOne": _("Sent now"),
        "otherOne": _("Logged before"),
        "sessionSame": _("It is the same"),
        "sessionTwo": _("They are two"),
        "alike": _("Is it one of these?"),
        "same": _("Same person"),
        "different": _("Different person"),
        "newClient": _("New client"),
        "older": _(
            "{n} sessions wait since {day}. This phone may clear them after 7 days: "
            "connect today, or export them now."
        ),
        "install": _("Add to the home screen, so that the phone keeps what waits."),
        "installApple": _(
            "Share, then “Add to Home Screen”: a phone clears what waits in a page "
            "that is not opened for 7 days."
        ),
        "installNow": _("Add"),
        "notNow": _("Not now"),
    }
