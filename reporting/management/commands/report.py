"""Makes the PDF impact report of a country, from frozen figures, and stores its edition."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from centers.models import Country, User
from centers.system import SYSTEM
from reporting import editions
from reporting.models import Edition, Report
from reporting.periods import BadPeriod, Period

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--country", required=True, help="ISO code, such as SV")
        parser.add_argument("--start", required=True, type=date.fromisoformat, help="first day")
        parser.add_argument(
            "--end", required=True, type=date.fromisoformat, help="first day that counts no more"
        )
        parser.add_argument("--language", choices=LANGUAGES, default="es")
        parser.add_argument("--template", choices=Report.Template.values, default="full")
        parser.add_argument("--audience", choices=Edition.Audience.values, default="funder")
        parser.add_argument("--as", dest="email", help="what this person may see; default: all")
        parser.add_argument("--out", required=True, type=Path, help="the PDF to write")

    def handle(self, *, country, start, end, language, template, audience, email, out, **options):
        code = country.upper()
        if not Country.objects.filter(pk=code).exists():
            raise CommandError(f"There is no country {country}. Give its ISO code, such as SV.")
        if not out.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {out.parent} to write {out.name} into.")
        try:
            period = Period(start, end)
        except BadPeriod as error:
            raise CommandError(str(error)) from error
        by = _person(email)
        data, true = editions.figures_for(by, period, countries=[code], audience=audience)
        edition = editions.freeze(
            by=by, data=data, true=true, countries=[code], period=period, audience=audience
        )
        content = editions.pdf_of(edition, template, language)
        out.write_bytes(content)
        self.stdout.write(
            f"{out}: {len(content):,} bytes, edition {edition.code}, data SHA-256 {edition.sha256}"
        )


def _person(email):
    if not email:
        return SYSTEM
    try:
        return User.objects.get_by_natural_key(email)
    except User.DoesNotExist:
        raise CommandError(f"Nobody has the e-mail {email}.") from None
