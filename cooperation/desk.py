"""What the editors' desk shows: piles of items, and everything about one item."""

from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.roles import Permission
from cooperation.actions.items import approved
from cooperation.actions.stories import approved_figures, standing_figures, token_of
from cooperation.models import Item, ItemText, Link, StoryApproval
from cooperation.texts import LANGUAGES

State = Item.State


def stale_texts():
    """Translations made from an older original, of the outer item."""
    rows = ItemText.objects.filter(item=OuterRef("pk"), based_on__lt=F("item__revision"))
    return rows.exclude(language=F("item__language"))


PILES = {
    "all": (_("All"), lambda items: items),
    "draft": (_("Drafts"), lambda items: items.filter(state=State.DRAFT)),
    "review": (_("In review"), lambda items: items.filter(state=State.REVIEW)),
    "public": (
        _("Published"),
        lambda items: items.filter(state__in=[State.PUBLISHED, State.REVIEW_DUE]),
    ),
    "due": (
        _("Review due"),
        lambda items: items.filter(
            state__in=[State.PUBLISHED, State.REVIEW_DUE], review_on__lte=timezone.localdate()
        ),
    ),
    "stale": (_("Stale translations"), lambda items: items.filter(Exists(stale_texts()))),
    "dead": (
        _("Dead links"),
        lambda items: items.filter(
            Exists(Link.objects.filter(item=OuterRef("pk"), dead_since__isnull=False))
        ),
    ),
    "withdrawn": (_("Withdrawn"), lambda items: items.filter(state=State.WITHDRAWN)),
}


def chosen_pile(name):
    return name if name in PILES else "all"


def chips(items, pile):
    return [
        {
            "url": f"?pile={name}",
            "label": label,
            "count": choose(items).count(),
            "current": name == pile,
        }
        for name, (label, choose) in PILES.items()
    ]


def of_pile(items, pile):
    return PILES[pile][1](items).for_list().order_by("-updated_at", "-pk")


def page_of(items, pile, number):
    return Paginator(of_pile(items, pile), 50).get_page(number)


def manage_address(item):
    return reverse("cooperation:item-manage", args=[item.uuid])


def manage_context(item, user):
    """Texts by language, files, links, history, the story's approval, and what the user may do."""
    texts = {text.language: text for text in item.texts.all()}
    may_publish = (
        Item.objects.for_user(user, Permission.CONTENT_PUBLISH).filter(pk=item.pk).exists()
    )
    approval = item.approvals.first() if item.is_story else None
    approves = item.is_story and approved(item)
    figures = _figures(item, approves) if item.is_story else []
    asked = approval and approval.state == StoryApproval.State.ASKED
    return {
        "item": item,
        "texts": [(code, texts.get(code)) for code in LANGUAGES],
        "attachments": item.attachments.all(),
        "links": item.links.all(),
        "changes": item.changes.select_related("by")[:50],
        "may_publish": may_publish,
        "may_change": may_publish or not item.is_public,
        "approval": approval,
        "approval_path": reverse("cooperation:story-answer", args=[token_of(approval)])
        if asked
        else "",
        "approved": approves,
        "figures": figures,
        "lost_figures": item.figures.count() - len(figures),
    }


def _figures(item, approves):
    """What the public page shows or, before the client approved, would show."""
    return approved_figures(item) if approves else list(standing_figures(item))
