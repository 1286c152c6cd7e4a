"""Atom feeds in each language, and the site map."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from cooperation import addresses
from cooperation.directory import open_centers
from cooperation.models import Bulletin, Item, ItemText
from cooperation.texts import LANGUAGES


class ItemFeed(Feed):
    """The newest public items; the view has chosen the language."""

    feed_type = Atom1Feed

    def get_object(self, request, language):
        return language

    def title(self, language):
        return _("%(network)s: information centre") % {"network": settings.NETWORK_NAME}

    def link(self, language):
        return reverse("cooperation:item-list")

    def feed_url(self, language):
        return reverse("cooperation:item-feed", args=[language])

    def items(self, language):
        items = Item.objects.published().for_list().order_by("-published_at")[:30]
        return [(item, item.text()) for item in items]

    def item_title(self, pair):
        return pair[1].title

    def item_description(self, pair):
        return pair[1].summary

    def item_link(self, pair):
        return addresses.of_text(pair[0], pair[1].language)

    def item_pubdate(self, pair):
        return pair[0].published_at

    def item_updateddate(self, pair):
        return pair[0].updated_at

    def item_categories(self, pair):
        return [str(label) for label in pair[0].theme_labels]


class ItemSitemap(Sitemap):
    changefreq = "monthly"

    def items(self):
        return ItemText.objects.filter(item__in=Item.objects.published()).select_related("item")

    def lastmod(self, text):
        return text.written_at

    def location(self, text):
        return addresses.of_text(text.item, text.language)


class BulletinSitemap(Sitemap):
    def items(self):
        return [
            (bulletin, language)
            for bulletin in Bulletin.objects.published()
            for language in LANGUAGES
        ]

    def lastmod(self, pair):
        return pair[0].published_at

    def location(self, pair):
        return reverse("cooperation:bulletin-text", args=[pair[0].slug, pair[1]])


class PageSitemap(Sitemap):
    """The lists, and the page of each open center."""

    LISTS = ("item-list", "bulletin-list", "network-list", "learning-list")

    def items(self):
        centers = open_centers().values_list("code", flat=True)
        return [*((name, []) for name in self.LISTS), *(("network-center", [c]) for c in centers)]

    def location(self, page):
        name, arguments = page
        return reverse(f"cooperation:{name}", args=arguments)


SITEMAPS = {"pages": PageSitemap, "items": ItemSitemap, "bulletins": BulletinSitemap}
