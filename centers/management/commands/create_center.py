from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from centers.models import Center, Country


class Command(BaseCommand):
    help = "Makes a center to record or import into."

    def add_arguments(self, parser):
        parser.add_argument("--country", required=True, help="ISO 3166-1 code, for example SV")
        parser.add_argument("--code", required=True, help="code of the center, for example SV-01")
        parser.add_argument("--name", required=True)
        parser.add_argument("--municipality", default="")

    def handle(self, *, country, code, name, municipality, **options):
        found = Country.objects.filter(code=country.upper()).first()
        if found is None:
            raise CommandError(f"{country} is not the ISO code of a country of the region.")
        known = Center.objects.filter(code__iexact=code).first()
        if known:
            if known.country_id == found.code and known.name == name:
                self.stdout.write(f"{known.code} · {known.name}: exists already")
                return
            raise CommandError(f"The code {code} is taken by {known.name}. Choose another.")
        center = Center(country=found, code=code, name=name, municipality=municipality)
        try:
            center.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        center.save()
        if not found.active:
            found.active = True
            found.save(update_fields=["active"])
        self.stdout.write(f"{center.code} · {center.name}")
