"""Loads invented people and firms, and prints accounts to try."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

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
        for name, number in counts.items():
            self.stdout.write(f"{number:>9,} {name}")
        call_command("demo_cooperation", stdout=self.stdout)
        text = _accounts(logins)
        self.stdout.write(text)
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        (settings.VAR_DIR / "demo-logins.txt").write_text(text, encoding="utf-8")


FOR_ALL = "password for all"


def _accounts(logins):
    names = [str(role) for role, _email, _user in logins] + [FOR_ALL]
    width = max(map(len, names)) + 2
    lines = [f"{str(role):{width}}{email}" for role, email, _user in logins]
    return "\n".join([*lines, f"{FOR_ALL:{width}}{PASSWORD}", ""])
