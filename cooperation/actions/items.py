"""What happens to an item: written, translated, reviewed, published, withdrawn. All is kept."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cooperation.indexing import index_item
from cooperation.models import Item, ItemChange, ItemText, ItemTheme, StoryApproval

# The facts that the history keeps beside the texts.
FACTS = [
    "kind",
    "country_id",
    "center_id",
    "institution",
    "starts_on",
    "ends_on",
    "target_group",
    "women_focus",
    "cost",
    "cost_currency",
    "contact_name",
    "contact_email",
    "licence",
]
REVIEW_AFTER = timedelta(days=365)
State = Item.State


class NotAllowed(Exception):
    """The step is not possible for this row; `str()` is the sentence for the reader."""


def keep(item, by, what, *, from_state="", language="", note=""):
    """Adds a line to the item's history, with its facts and texts as they are now."""
    facts = {name: str(_value(item, name)) for name in FACTS}
    themes = list(item.theme_rows.values_list("theme", flat=True))
    texts = {
        text.language: {name: getattr(text, name) for name in ItemText.FIELDS}
        for text in ItemText.objects.filter(item=item)
    }
    return ItemChange.objects.create(
        item=item,
        by=by,
        what=what,
        from_state=from_state,
        to_state=item.state,
        revision=item.revision,
        language=language,
        note=note[:240],
        snapshot={"texts": texts, "themes": themes, "facts": facts},
    )


def _value(item, name):
    value = getattr(item, name)
    return "" if value is None else value


@transaction.atomic
def create_item(*, by, texts, themes=(), client=None, **fields):
    """Stores a draft with its original text; `texts` are the fields of an ItemText."""
    item = Item(created_by=by, client=client, **fields)
    item.slug = f"{slugify(texts['title'])[:80].strip('-') or 'item'}-{item.uuid.hex[-6:]}"
    item.save()
    ItemText.objects.create(item=item, language=item.language, written_by=by, **texts)
    _set_themes(item, themes)
    keep(item, by, "created")
    index_item(item)
    return item


@transaction.atomic
def change_item(*, item, by, themes=None, **fields):
    """Changes facts about an item, not its words."""
    for name, value in fields.items():
        setattr(item, name, value)
    item.save()
    if themes is not None:
        _set_themes(item, themes)
    keep(item, by, "facts")
    index_item(_fresh(item))
    return item


@transaction.atomic
def add_link(*, link, by):
    """Adds an address elsewhere to an item."""
    link.save()
    keep(link.item, by, "links", from_state=link.item.state, note=f"+ {link.address}")
    return link


@transaction.atomic
def remove_link(*, link, by):
    link.delete()
    keep(link.item, by, "links", from_state=link.item.state, note=f"− {link.address}")  # noqa: RUF001


@transaction.atomic
def write_text(*, item, by, language, **texts):
    """Writes the words of one language; changing the original makes its translations stale.

    A published story whose words change leaves the site until the client has approved it again.
    """
    item = Item.objects.select_for_update().get(pk=item.pk)
    row = ItemText.objects.filter(item=item, language=language).first()
    changed = row is None or any(getattr(row, name) != value for name, value in texts.items())
    row = row or ItemText(item=item, language=language)
    if language == item.language and row.pk and changed:
        item.revision += 1
    for name, value in texts.items():
        setattr(row, name, value)
    row.based_on, row.written_by = item.revision, by
    row.save()
    item.save()
    if changed:
        keep(item, by, "text", from_state=item.state, language=language)
    if changed and item.is_story:
        forget_approval(item, by=by)
    index_item(_fresh(item))
    return item


def forget_approval(item, *, by):
    """The story is no longer what the client approved: it leaves the site and is asked again."""
    alive = [StoryApproval.State.ASKED, StoryApproval.State.APPROVED]
    item.approvals.filter(state__in=alive).update(state=StoryApproval.State.REPLACED)
    if item.is_public:
        before, item.state = item.state, State.REVIEW
        item.save()
        keep(item, by, "state", from_state=before)


@transaction.atomic
def submit_item(*, item, by):
    """Hands a draft to the country's review."""
    return _move(item, by, State.REVIEW, allowed=[State.DRAFT])


@transaction.atomic
def return_item(*, item, by, note):
    """Sends an item in review back to its author with a note."""
    return _move(item, by, State.DRAFT, allowed=[State.REVIEW], note=note)


@transaction.atomic
def publish_item(*, item, by):
    """Publishes for the country, or confirms a published item for another year."""
    if item.is_story and not approved(item):
        raise NotAllowed(_("The client has not approved this story yet. Ask for it by the link."))
    now = timezone.now()
    fields = {"review_on": timezone.localdate() + REVIEW_AFTER}
    if not item.published_at:
        fields["published_at"] = now
    return _move(
        item,
        by,
        State.PUBLISHED,
        allowed=[State.REVIEW, State.REVIEW_DUE, State.PUBLISHED],
        **fields,
    )


def approved(item):
    """Whether the client's approval stands for the story as it is worded now."""
    return item.approvals.standing().filter(revision=item.revision).exists()


@transaction.atomic
def withdraw_item(*, item, by, reason):
    """Takes an item off the site; its history and its reason stay."""
    public = [State.DRAFT, State.REVIEW, State.PUBLISHED, State.REVIEW_DUE]
    return _move(
        item,
        by,
        State.WITHDRAWN,
        allowed=public,
        note=reason,
        withdrawn_at=timezone.now(),
        withdrawn_reason=reason[:240],
    )


@transaction.atomic
def reopen_item(*, item, by):
    """Takes a withdrawn item back as a draft."""
    return _move(
        item, by, State.DRAFT, allowed=[State.WITHDRAWN], withdrawn_at=None, withdrawn_reason=""
    )


@transaction.atomic
def mark_reviews_due(today=None):
    """Marks published items whose year is over; returns how many."""
    today = today or timezone.localdate()
    due = list(Item.objects.filter(state=State.PUBLISHED, review_on__lte=today))
    for item in due:
        _move(item, None, State.REVIEW_DUE, allowed=[State.PUBLISHED])
    return len(due)


def _move(item, by, state, *, allowed, note="", **fields):
    item = Item.objects.select_for_update().get(pk=item.pk)
    if item.state not in allowed:
        raise NotAllowed(
            _("This item is “%(state)s”: the step is not possible. Open it again to see what is.")
            % {"state": item.get_state_display()}
        )
    before, item.state = item.state, state
    for name, value in fields.items():
        setattr(item, name, value)
    item.save()
    keep(item, by, "state", from_state=before, note=note)
    return item


def _set_themes(item, themes):
    item.theme_rows.exclude(theme__in=themes).delete()
    known = set(item.theme_rows.values_list("theme", flat=True))
    ItemTheme.objects.bulk_create(
        ItemTheme(item=item, theme=theme) for theme in themes if theme not in known
    )


def _fresh(item):
    return Item.objects.select_related("country").get(pk=item.pk)
