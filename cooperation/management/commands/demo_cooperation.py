"""manage.py demo_cooperation: invented practices, bulletins, exchanges, meetings and plans."""

from django.core.management.base import BaseCommand

from cooperation.demo.load import load_demo


class Command(BaseCommand):
    help = "Adds invented cooperation between the countries that take part; once."

    def handle(self, *args, **options):
        counts = load_demo()
        for name, number in counts.items():
            self.stdout.write(f"{number:>9,} {name}")
        if not counts:
            self.stdout.write("There are items already; nothing was added.")
