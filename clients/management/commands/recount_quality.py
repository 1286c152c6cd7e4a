"""Counts data quality for every center: to be run each night."""

from django.core.management.base import BaseCommand

from centers.models import Center
from clients import quality


class Command(BaseCommand):
    help = "Counts each rule of data quality for every center and keeps the counts."

    def add_arguments(self, parser):
        parser.add_argument("--country", help="only this country, by its ISO code")

    def handle(self, **options):
        centers = Center.objects.all()
        if options["country"]:
            centers = centers.filter(country=options["country"].upper())
        rows = quality.recount(centers)
        broken = sum(row.broken for row in rows)
        self.stdout.write(
            f"{len({row.center_id for row in rows})} centers, {len(quality.RULES)} rules, "
            f"{broken} rows to mend"
        )
