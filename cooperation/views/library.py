"""The public information centre: search, an item in each language, its files and picture."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from centers.access import public
from centers.roles import Permission
from cooperation import addresses, facets, linked_data, markup
from cooperation.actions.stories import approved_figures, standing_figures
from cooperation.addresses import absolute
from cooperation.feeds import ItemFeed
from cooperation.forms.items import ItemFilter
from cooperation.models import Attachment, Item
from cooperation.pictures import sharing_picture
from cooperation.search import related, search
from cooperation.texts import LANGUAGES
from cooperation.views.pages import in_language, send_file

PER_PAGE = 20
# Pages of people who sign in, and addresses that carry a token.
CLOSED = [
    "editorial",
    "clients",
    "field",
    "intake",
    "invitations",
    "commitments",
    "stories",
    "subscriptions",
    "login",
]


@require_safe
@public
def item_list(request):
    filter_form = ItemFilter(request.GET)
    items = Item.objects.published() if filter_form.is_valid() else Item.objects.none()
    text = filter_form.cleaned_data.get("q", "")
    found = search(items, text, filter_form.chosen())
    page = Paginator(found.ids, PER_PAGE).get_page(request.GET.get("page"))
    loaded = Item.objects.for_list().in_bulk(page.object_list)
    cards = [(item, item.text()) for item in (loaded[key] for key in page.object_list)]
    language = get_language()
    context = {
        "filter_form": filter_form,
        "page": page,
        "cards": cards,
        "facets": facets.menus(found.facets, request.GET),
        "text": text,
        "language": language,
    }
    return render(request, "cooperation/item_list.html", context)


@require_safe
@public
def item_detail(request, slug):
    """The stable address: shows the item in the reader's language, or the nearest one."""
    item = _public_item(slug)
    return _show(request, item, item.text())


@require_safe
@public
@in_language
def item_text(request, slug, language):
    """The item in one language; where there is no such text, on to the stable address."""
    item = _public_item(slug)
    text = item.text(language)
    if text is None or text.language != language:
        return redirect(item)
    return _show(request, item, text)


def _public_item(slug):
    """A public item; a withdrawn one is gone (404), and drafts are never shown here."""
    items = Item.objects.published().for_list().prefetch_related("links", "attachments")
    return get_object_or_404(items, slug=slug)


def _show(request, item, text):
    return render(request, "cooperation/item_detail.html", item_context(item, text))


def item_context(item, text):
    """Everything the page of an item shows; also used for the editors' preview."""
    address = addresses.of_text(item, text.language)
    picture = addresses.of_picture(item, text.language)
    parts = [(text._meta.get_field(name).verbose_name, name) for name in text.BODY]
    return {
        "item": item,
        "text": text,
        "parts": [(label, markup.to_html(getattr(text, name))) for label, name in parts],
        "languages_of_item": sorted(
            item.texts.all(), key=lambda row: LANGUAGES.index(row.language)
        ),
        "figures": _figures(item) if item.is_story else [],
        "photo": item.attachments.filter(role=Attachment.Role.PHOTO).first(),
        "documents": item.attachments.filter(role=Attachment.Role.DOCUMENT),
        "links": item.links.filter(dead_since=None),
        "related": [(one, one.text()) for one in related(item)],
        "replications": item.replications.select_related("country", "adapted"),
        "replicates": item.replicates.select_related("original__country"),
        "address": absolute(address),
        "alternates": [
            (row.language, absolute(addresses.of_text(item, row.language)))
            for row in item.texts.all()
        ],
        "stable_address": absolute(item.get_absolute_url()),
        "picture": absolute(picture),
        "data_block": markup.data_block(linked_data.of_item(item, text, address, picture)),
    }


def _figures(item):
    """On the site those that the client approved, in a preview those that could be."""
    return approved_figures(item) if item.is_public else standing_figures(item)


@require_safe
@public
@in_language
def item_feed(request, language):
    """The newest items as an Atom feed, in the language of the address."""
    return ItemFeed()(request, language=language)


@require_safe
@public
def robots(request):
    """What search engines may visit: the public pages, and where their list is."""
    closed = "".join(f"Disallow: /{path}/\n" for path in CLOSED)
    site_map = absolute(reverse("cooperation:sitemap"))
    return HttpResponse(
        f"User-agent: *\n{closed}\nSitemap: {site_map}\n", content_type="text/plain"
    )


@require_safe
@public
@cache_control(public=True, max_age=86400)
@in_language
def item_picture(request, slug, language):
    """The picture beside a shared link, in the language of the page it stands for."""
    item = get_object_or_404(Item.objects.published().for_list(), slug=slug)
    place = str(item.country or "")
    text = item.text(language)
    png = sharing_picture(text.title, str(item.get_kind_display()), place, settings.NETWORK_NAME)
    return HttpResponse(png, content_type="image/png")


@require_safe
@public
def attachment_detail(request, uuid):
    """A file of a public item; one of a draft only for those who may write it."""
    items = Q(item__in=Item.objects.published())
    if request.user.is_authenticated:
        items |= Q(item__in=Item.objects.for_user(request.user, Permission.CONTENT_EDIT))
    attachment = get_object_or_404(Attachment.objects.filter(items), uuid=uuid)
    return send_file(attachment, inline=attachment.role == Attachment.Role.PHOTO)
