"""Brings database, cache table and static files up to date; with --demo fills an empty database."""

from io import StringIO

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="load invented data if there is no user yet"
        )

    def handle(self, *args, demo, **options):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write("Database and static files are up to date.")
        if demo and not get_user_model().objects.exists():
            self.stdout.write("Loading demo data: invented people and firms.")
            call_command("demo", scale="small", seed=7, stdout=StringIO())  # `make run` greets
            call_command("demo_reports", stdout=StringIO())
        call_command("analyze")
