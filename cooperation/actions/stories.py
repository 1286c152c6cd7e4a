"""Stories from cases: started from a client, approved by a signed link, withdrawn at any time."""

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from centers.dates import local_today
from centers.roles import Permission
from clients.models import Client, Consent, Outcome
from cooperation.actions import files, items
from cooperation.models import Attachment, Item, StoryApproval, StoryFigure, Theme

SALT = "cooperation.story"
TEXT_VERSION = "story-1"
State = StoryApproval.State


def open_outcomes(client, user):
    """Verified results of `client` in the user's scope: the figures that a story may tell."""
    mine = Outcome.objects.for_user(user, Permission.CLIENT_VIEW)
    return mine.verified().filter(client=client).order_by("-occurred_on", "-pk")


def standing_figures(item):
    """The story's figures whose results are still verified, with the results loaded."""
    verified = Outcome.objects.verified()
    return item.figures.filter(outcome__in=verified).select_related("outcome")


def approved_figures(item):
    """The standing figures that still say what the client approved: those the public may see.

    A result that was corrected and verified anew waits until the client has seen it.
    """
    approval = item.approvals.standing().first()
    shown = set(approval.shown.get("figures", [])) if approval else set()
    return [row for row in standing_figures(item) if _as_shown(row.outcome) in shown]


def _as_shown(outcome):
    """The result with what it says, so that a later correction is noticed."""
    amount = "" if outcome.amount is None else f"{outcome.amount:f} {outcome.currency}"
    return f"{outcome.uuid}: {outcome.quantity or ''}|{amount}"


@transaction.atomic
def start_story(*, client, by, language, texts, outcomes=(), **fields):
    """A draft story of `client`, tied to verified results."""
    themes = fields.pop("themes", None) or [Theme.CENTERS]
    item = items.create_item(
        by=by,
        texts=texts,
        themes=themes,
        client=client,
        kind=Item.Kind.STORY,
        center=client.center,
        country=client.country,
        institution=client.center.name,
        language=language,
        licence=Item.Licence.RESERVED,
        **fields,
    )
    set_figures(item=item, outcomes=outcomes, by=by)
    return item


@transaction.atomic
def set_figures(*, item, outcomes, by):
    """The verified results that the story tells; changing them asks for a new approval."""
    keys = {outcome.pk for outcome in outcomes}
    before = set(item.figures.values_list("outcome_id", flat=True))
    if keys == before:
        return
    item.figures.exclude(outcome__in=keys).delete()
    StoryFigure.objects.bulk_create(
        StoryFigure(item=item, outcome_id=key) for key in sorted(keys - before)
    )
    items.forget_approval(item, by=by)


def token_of(approval):
    """What the signed link carries: nothing but the approval's key, and the signature."""
    return signing.dumps(approval.uuid.hex, salt=SALT)


def approval_of(token):
    """The approval that a link speaks of; None for a link that was not made here."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return (
        StoryApproval.objects.select_related("item__client", "item__center")
        .filter(uuid=key)
        .first()
    )


@transaction.atomic
def ask_approval(*, item, by):
    """Makes the link by which the client reads and answers; earlier links lose their word."""
    if not item.is_story or item.state == Item.State.WITHDRAWN:
        raise items.NotAllowed(_("Only a story that was not withdrawn can be approved."))
    items.forget_approval(item, by=by)
    text = item.text(item.language)
    photo = item.attachments.filter(role=Attachment.Role.PHOTO).first()
    others = item.texts.exclude(pk=text.pk)
    shown = _words(text) | {
        "translations": {row.language: _words(row) for row in others},
        "figures": [_as_shown(row.outcome) for row in standing_figures(item)],
        "photo": str(photo.uuid) if photo else "",
    }
    return StoryApproval.objects.create(
        item=item, revision=item.revision, language=item.language, shown=shown, asked_by=by
    )


def _words(text):
    return {name: getattr(text, name) for name in ("title", "summary", *text.BODY)}


@transaction.atomic
def answer(*, approval, agrees, signed_name="", photo=False, figures=False, note=""):
    """The client's answer; a yes is also kept as a consent of the client."""
    approval = StoryApproval.objects.select_for_update().get(pk=approval.pk)
    if approval.state != State.ASKED:
        raise items.NotAllowed(_("This version was already answered. Ask your center for a link."))
    approval.state = State.APPROVED if agrees else State.DECLINED
    approval.answered_at, approval.signed_name = timezone.now(), signed_name
    approval.photo, approval.figures, approval.note = photo, figures, note
    approval.save()
    item = approval.item
    if agrees:
        approval.consent = Consent.objects.create(
            client=item.client,
            kind=Consent.Kind.PUBLISH,
            given_on=local_today(item.client.center),
            text_version=TEXT_VERSION,
            language=approval.language,
            method=Consent.Method.LINK,
            recorded_by=approval.asked_by,
        )
        approval.save(update_fields=["consent"])
        if not figures:
            item.figures.all().delete()
        if not photo:
            for row in item.attachments.filter(role=Attachment.Role.PHOTO):
                files.detach(attachment=row, by=None)
    return approval


@transaction.atomic
def withdraw_consent(*, client, by=None):
    """The client no longer wants to be told of: every story of the client leaves every place.

    Site, feeds and archived bulletins show public items only; reports ask `published_stories`.
    Photos are deleted. Texts stay in the history, which no public page shows.
    """
    client = client.survivor
    today, now = local_today(client.center), timezone.now()
    records = Q(client__in=Client.objects.with_merged(client))
    given = Consent.objects.filter(records, kind=Consent.Kind.PUBLISH, withdrawn_on=None)
    given.update(withdrawn_on=today)
    told = Item.objects.filter(records | Q(approvals__consent__client=client)).distinct()
    withdrawn = []
    for item in told.exclude(state=Item.State.WITHDRAWN):
        item.approvals.filter(state__in=[State.ASKED, State.APPROVED]).update(
            state=State.WITHDRAWN, withdrawn_at=now
        )
        reason = _("The client withdrew the consent.")
        withdrawn.append(items.withdraw_item(item=item, by=by, reason=reason))
        for row in item.attachments.filter(role=Attachment.Role.PHOTO):
            files.detach(attachment=row, by=by)
    return withdrawn


def follow_withdrawn_consents():
    """Withdraws the stories whose consent was taken back on the client's page; how many clients.

    They are hidden from the moment of the withdrawal; this deletes their photos too.
    """
    taken = StoryApproval.objects.filter(state=State.APPROVED, consent__withdrawn_on__isnull=False)
    rows = taken.select_related("consent__client__center")
    clients = {row.consent.client for row in rows}
    for client in clients:
        withdraw_consent(client=client)
    return len(clients)


def published_stories(countries, start, end):
    """Public stories with standing consent, published in [start, end): what a report may print."""
    return (
        Item.objects.published()
        .filter(kind=Item.Kind.STORY, country__in=countries, client__isnull=False)
        .filter(published_at__date__gte=start, published_at__date__lt=end)
        .for_list()
    )
