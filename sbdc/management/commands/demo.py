"""Loads invented people and firms, and prints accounts to try."""

from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from centers import demo_accounts
from centers.models import Country, ExchangeRate
from centers.reference import load_countries, load_rates
from clients.demo.load import SCALES, load
from clients.demo.network import PASSWORD
from clients.models import Client
from reporting.facts.upkeep import rebuild


class Command(BaseCommand):
    help = "Loads invented people and firms of six countries: two years up to today."

    def add_arguments(self, parser):
        parser.add_argument("--scale", choices=list(SCALES), default="small")
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument(
            "--add", action="store_true", help="load beside the clients that are there"
        )
        parser.add_argument("--fresh", action="store_true", help="EMPTY the database first")

    def handle(self, *, scale, seed, add, fresh, **options):
        if fresh:
            call_command("flush", interactive=False)
            load_countries(Country)
            load_rates(ExchangeRate)
        if Client.objects.exists() and not add:
            raise CommandError(
                "There are clients in this database already. Give --add to load the invented ones "
                "beside them, or --fresh to empty the database first."
            )
        counts, logins = load(scale=scale, seed=seed)
        rebuild()
        call_command("recount_quality", stdout=StringIO())
        for name, number in counts.items():
            self.stdout.write(f"{number:>9,} {name}")
        call_command("demo_cooperation", stdout=self.stdout)
        self.stdout.write(_accounts(logins))
        demo_accounts.keep(PASSWORD, [(role, email) for role, email, _user in logins])


def _accounts(logins):
    names = {email: str(role.label) for role, email, _user in logins}
    names[PASSWORD] = _("Password of all")
    width = max(map(len, names.values())) + 2
    return "".join(f"{name:{width}}{email}\n" for email, name in names.items())
