from django.core.management.base import BaseCommand

from clients.exports import runs as exports
from clients.imports import runs as imports


class Command(BaseCommand):
    help = "Deletes files of imports after 30 days and of exports after a week. Run it every night."

    def handle(self, *args, **options):
        gone = imports.forget_old_files(), exports.forget_old_files()
        self.stdout.write("Files deleted: {} of imports, {} of exports.".format(*gone))
