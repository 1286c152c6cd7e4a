"""Tells which strings of the code lack a translation; with --update merges them into locale/."""

import tempfile
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands import makemessages
from django.utils.translation import to_locale

SOURCE_LANGUAGE = "en"
NOT_SHOWN = ["tests/*", "bench/*", "deploy/*", "docs/*", "var/*", "node_modules/*", "vendor/*"]
DOMAINS = {"django": ["html", "txt", "py"], "djangojs": ["js"]}


class Extraction(makemessages.Command):
    """makemessages, writing into a folder of its own instead of locale/."""

    target = None

    def find_files(self, root):
        files = super().find_files(root)
        self.locale_paths = [self.target]
        for file in files:
            file.locale_dir = self.target
        return files


def extract(folder, domain, extensions):
    """The messages of the code in `domain`, as a Babel catalogue."""
    command = Extraction()
    command.target = str(folder)
    locale = to_locale(SOURCE_LANGUAGE)
    (folder / locale / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    command.run_from_argv(
        ["manage.py", "makemessages", "-v0", "--no-obsolete", "--locale", locale]
        + ["--domain", domain]
        + [word for extension in extensions for word in ("-e", extension)]
        + [word for pattern in NOT_SHOWN for word in ("-i", pattern)]
    )
    return read(folder / locale / "LC_MESSAGES" / f"{domain}.po", locale)


def read(path, locale):
    """The catalogue in `path`; an empty one when there is no such file."""
    if not path.exists():
        return []
    with path.open("rb") as source:
        return read_po(source, locale=locale)


def faults(wanted, catalogue):
    """Lines saying what `catalogue` lacks of the messages in `wanted`."""
    known = {(message.context, message.id): message for message in catalogue if message.id}
    for message in wanted:
        if not message.id:
            continue
        place = "{}:{}".format(*message.locations[0]) if message.locations else "?"
        found = known.get((message.context, message.id))
        if fault := _fault(found, catalogue):
            yield f"{fault}: {message.id!r} ({place})"


def _fault(message, catalogue):
    if message is None:
        return "missing"
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(texts):
        return "empty"
    if message.fuzzy:
        return "fuzzy"
    return "; ".join(str(error) for error in message.check(catalogue))  # its placeholders


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--update", action="store_true", help="merge new strings into locale/")

    def handle(self, *args, update, **options):
        languages = [code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE]
        if update:
            self.update(languages)
        elif lines := list(self.incomplete(languages)):
            raise CommandError("\n".join([*lines, f"{len(lines)} translations are not complete."]))
        else:
            self.stdout.write("All translations are complete.")

    def incomplete(self, languages):
        for domain, extensions in DOMAINS.items():
            with tempfile.TemporaryDirectory() as folder:
                wanted = list(extract(Path(folder), domain, extensions))
            for language in languages:
                locale = to_locale(language)
                path = settings.LOCALE_PATHS[0] / locale / "LC_MESSAGES" / f"{domain}.po"
                for line in faults(wanted, read(path, locale)):
                    yield f"{locale}/{domain}: {line}"

    def update(self, languages):
        for domain, extensions in DOMAINS.items():
            command = makemessages.Command()
            command.run_from_argv(
                ["manage.py", "makemessages", "--no-obsolete", "--no-location"]
                + ["--domain", domain]
                + [word for language in languages for word in ("-l", to_locale(language))]
                + [word for extension in extensions for word in ("-e", extension)]
                + [word for pattern in NOT_SHOWN for word in ("-i", pattern)]
            )
