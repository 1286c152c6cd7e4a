import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from centers.actor import acting
from centers.models import Center, User
from centers.roles import Permission
from clients.imports.plan import make_plan
from clients.imports.reading import UnreadableFile, read_workbook
from clients.imports.returned import write_returned
from clients.imports.runs import store_and_record


class Command(BaseCommand):
    help = "Takes a center's workbook (clients, sessions, results) in; bad lines are handed back."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--center", required=True, help="code of the center")
        parser.add_argument("--dry-run", action="store_true", help="check only, store nothing")
        parser.add_argument("--as", dest="email", help="e-mail of the person who imports")
        parser.add_argument("--returned", type=Path, help="xlsx to write the returned lines to")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--language", default="es", choices=["es", "en", "pt-br", "fr"])

    def handle(self, *, file, center, email, dry_run, returned, **options):
        with translation.override(options["language"]):
            user = _user(email)
            plan = self.plan(file, _center(center, user), user)
            if returned:
                write_returned(plan, str(returned))
            if not dry_run:
                with acting(user.pk if user else None):
                    store_and_record(plan, file_name=file.name)
            if options["json"]:
                self.stdout.write(json.dumps(as_data(plan, dry_run), ensure_ascii=False, indent=1))
            else:
                self.tell(plan, dry_run)

    def plan(self, file, center, user):
        try:
            with file.open("rb") as opened:
                workbook = read_workbook(opened, file.name)
        except OSError as error:
            raise CommandError(f"{file.name}: {error.strerror}") from error
        except UnreadableFile as error:
            raise CommandError(f"{file.name}: {error}") from error
        plan = make_plan(workbook, center=center, user=user)
        if not plan.sheets:
            raise CommandError(
                _("%(file)s: no sheet has the headings of clients, sessions or results.")
                % {"file": file.name}
            )
        return plan

    def tell(self, plan, dry_run):
        line = "{sheet}: {rows} = {created} + {merged} + {skipped} + {returned}"
        self.stdout.write(_("Rows = created + merged + skipped + returned"))
        for report in plan.sheets:
            self.stdout.write(line.format(**report.figures()))
            for bad in report.returned:
                self.stdout.write(f"  {bad.row}  {bad.cause}  {bad.sentence()}")
        for name in plan.unrecognised:
            self.stdout.write(
                _("Sheet “%(name)s” was not read: no known headings.") % {"name": name}
            )
        self.stdout.write(_("Nothing was stored.") if dry_run else _("Stored."))


def as_data(plan, dry_run=False):
    """The plan's figures by sheet and its returned lines, for --json and tests."""
    return {
        "center": plan.center.code,
        "dry_run": dry_run,
        "sheets": [
            {**report.figures(), "left_out": report.left_out, "notes": [
                {"row": note.row, "code": note.code, "sentence": note.sentence()}
                for note in report.notes
            ]}
            for report in plan.sheets
        ],
        "unrecognised": plan.unrecognised,
        "returned": [
            {
                "sheet": line.sheet,
                "row": line.row,
                "cause": line.cause,
                "causes": [fault.cause for fault in line.faults],
                "sentence": line.sentence(),
            }
            for line in plan.returned
        ],
    }  # fmt: skip


def _user(email):
    if not email:
        return None
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError(_("Nobody has the e-mail address %(email)s.") % {"email": email})
    return user


def _center(code, user):
    """The center, if `user` may import into it; without a user, whoever runs the command may."""
    centers = Center.objects.select_related("country")
    if user:
        centers = centers.where(user, Permission.CLIENT_IMPORT)
    center = centers.filter(code__iexact=code).first()
    if center is None:
        raise CommandError(
            _("There is no center %(code)s here. Make it with create_center first.")
            % {"code": code}
        )
    return center
