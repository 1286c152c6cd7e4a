"""manage.py check_links: visits the links of the information centre and marks the dead ones."""

from django.core.management.base import BaseCommand

from cooperation.linkcheck import check_link
from cooperation.models import Item, Link


class Command(BaseCommand):
    help = "Visits the links of all items that were not withdrawn and marks the dead ones."

    def handle(self, *args, **options):
        links = Link.objects.exclude(item__state=Item.State.WITHDRAWN)
        dead = [link for link in links.iterator() if not check_link(link)]
        for link in dead:
            self.stdout.write(f"{link.item.slug}: {link.address}")
        self.stdout.write(f"{links.count()} links, {len(dead)} dead")
