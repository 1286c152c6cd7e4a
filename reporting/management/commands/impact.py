"""Prints the figures of a country, center or the network, from the same table as every page."""

import csv
import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from centers.models import Center, Country, User
from centers.system import SYSTEM
from reporting.dimensions import DIMENSIONS, BadQuestion, Filters
from reporting.impact import impact
from reporting.periods import BadPeriod, Period

FILTERS = ("sex", "women_owned", "women_led", "stage", "size", "sector", "funder", "topic")


class Command(BaseCommand):
    help = (
        "Prints the figures of a period [start, end). Several --by are crossed: --by sex center "
        "gives women and men at each center. Totals (empty by) come first."
    )

    def add_arguments(self, parser):
        parser.add_argument("--country", help="ISO code; without it every country in scope")
        parser.add_argument("--center", action="append", help="a center's code; may be repeated")
        parser.add_argument("--start", required=True, type=date.fromisoformat, help="first day")
        parser.add_argument(
            "--end", required=True, type=date.fromisoformat, help="first day that counts no more"
        )
        parser.add_argument(
            "--by", nargs="+", action="extend", default=[], help=", ".join(DIMENSIONS)
        )
        parser.add_argument("--measure", nargs="+", action="extend", help="codes, e.g. JOB-01")
        for key in FILTERS:
            name = "--" + key.replace("_", "-")
            parser.add_argument(name, dest=key, action="append", help=f"only this {key}")
        parser.add_argument("--currency", choices=["usd", "local"], default="usd")
        parser.add_argument("--as", dest="email", help="what this person may see; default: all")
        parser.add_argument("--format", choices=["table", "json", "csv"], default="table")

    def handle(self, **options):
        filters = {key: options[key] for key in (*FILTERS, "center")}
        filters["country"] = _known_country(options["country"])
        _check_centers(options["center"])
        try:
            table = impact(
                _person(options["email"]),
                Period(options["start"], options["end"]),
                Filters.of(**filters),
                options["by"],
                measures=options["measure"],
                currency="local" if options["currency"] == "local" else "USD",
            )
        except (BadQuestion, BadPeriod) as error:
            raise CommandError(str(error)) from error
        PRINTERS[options["format"]](table, self.stdout)


def _known_country(code):
    if code and not Country.objects.filter(pk=code.upper()).exists():
        raise CommandError(f"There is no country {code}. Give its ISO code, such as SV.")
    return code and code.upper()


def _check_centers(codes):
    known = set(Center.objects.filter(code__in=codes or ()).values_list("code", flat=True))
    if missing := set(codes or ()) - known:
        raise CommandError(f"There is no center {', '.join(sorted(missing))}.")


def _person(email):
    if not email:
        return SYSTEM
    try:
        return User.objects.get_by_natural_key(email)
    except User.DoesNotExist:
        raise CommandError(f"Nobody has the e-mail {email}.") from None


def print_json(table, out):
    out.write(json.dumps(table.as_json(), indent=1, ensure_ascii=False))


def print_csv(table, out):
    keys = list(dict.fromkeys(key for cell in table for key in cell.by))
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["measure", "state", *keys, "value", "unit"])
    for cell in table:
        groups = [cell.by.get(key, "") for key in keys]
        writer.writerow([cell.measure, cell.state, *groups, cell.value, cell.unit])


def print_table(table, out):
    lines = [
        (cell.measure, cell.state, " ".join(cell.by.values()), f"{cell.value:,}", cell.unit)
        for cell in table
    ]
    widths = [max((len(line[i]) for line in lines), default=0) for i in range(5)]
    for measure, state, by, value, unit in lines:
        out.write(
            f"{measure:{widths[0]}}  {state:{widths[1]}}  {by:{widths[2]}}  "
            f"{value:>{widths[3]}} {unit}"
        )


PRINTERS = {"table": print_table, "json": print_json, "csv": print_csv}
