"""Writes editions as one IATI 2.03 activity file: an activity for each country and period."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting.models import Edition
from reporting.opendata.iati import NotForIati, Organisation, to_iati
from reporting.opendata.published import Published


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "codes", nargs="*", help="codes of editions; none: all that are published"
        )
        parser.add_argument("--out", required=True, type=Path, help="the XML file to write")
        parser.add_argument(
            "--organisation",
            default=settings.SBDC_IATI_ORGANISATION,
            help="IATI identifier of who reports; default: SBDC_IATI_ORGANISATION",
        )

    def handle(self, *, codes, out, organisation, **options):
        chosen = Edition.objects.filter(code__in=codes) if codes else Edition.objects.published()
        found = list(chosen.order_by("start", "code"))
        if missing := set(codes) - {edition.code for edition in found}:
            raise CommandError(f"There is no edition {', '.join(sorted(missing))}.")
        if not found:
            raise CommandError("No edition is published. Name one, or publish one first.")
        if not out.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {out.parent} to write {out.name} into.")
        try:
            reporter = Organisation(organisation, settings.NETWORK_NAME)
            content = to_iati(map(Published.of, found), reporter, made_at=timezone.now())
        except NotForIati as error:
            raise CommandError(str(error)) from error
        out.write_bytes(content)
        self.stdout.write(f"{out}: {len(content):,} bytes, {len(found)} activities")
