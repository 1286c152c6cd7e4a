"""manage.py demo_reports: invented targets, a closed year and its editions."""

from django.core.management.base import BaseCommand

from reporting.demo import load_demo


class Command(BaseCommand):
    help = "Adds targets to the invented network, closes its last year and reports on it; once."

    def handle(self, *args, **options):
        counts = load_demo()
        for name, number in counts.items():
            self.stdout.write(f"{number:>9,} {name}")
        if not counts:
            self.stdout.write("There are targets already; nothing was added.")
