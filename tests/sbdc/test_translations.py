from io import BytesIO

from babel.messages.pofile import read_po
from django.utils.translation import gettext_lazy as _

from deploy.messages import compile_catalogues
from sbdc.management.commands.translations import extract, faults

# Seen by the extraction of a whole code base: the names of the languages in the settings.
KNOWN_STRING = str(_("Portuguese"))


def catalogue(text):
    return read_po(BytesIO(text.encode()), locale="es")


WANTED = catalogue('msgid "Client"\nmsgstr ""\n\nmsgid "Save"\nmsgstr ""\n')


def test_missing_empty_and_fuzzy_translations_are_told():
    spanish = catalogue('#, fuzzy\nmsgid "Client"\nmsgstr "Clienta"\n')

    told = list(faults(WANTED, spanish))

    assert told[0].startswith("fuzzy: 'Client'")
    assert told[1].startswith("missing: 'Save'")
    assert next(faults(WANTED, WANTED)).startswith("empty: 'Client'")


def test_a_translation_that_drops_a_placeholder_is_told():
    english = catalogue('#, python-format\nmsgid "%(number)s clients"\nmsgstr ""\n')
    spanish = catalogue('#, python-format\nmsgid "%(number)s clients"\nmsgstr "%(numero)s"\n')

    assert "number" in next(faults(english, spanish))


def test_a_complete_catalogue_has_no_fault():
    spanish = catalogue('msgid "Client"\nmsgstr "Cliente"\n\nmsgid "Save"\nmsgstr "Guardar"\n')

    assert list(faults(WANTED, spanish)) == []


def test_the_strings_of_the_code_are_found_and_nothing_is_written_beside_it(tmp_path, settings):
    before = sorted(settings.LOCALE_PATHS[0].rglob("*"))

    messages = extract(tmp_path, "django", ["html", "py"])

    assert KNOWN_STRING in {message.id for message in messages}
    assert sorted(settings.LOCALE_PATHS[0].rglob("*")) == before


def test_catalogues_are_compiled_once(tmp_path):
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid "Client"\nmsgstr "Cliente"\n')

    first, second = compile_catalogues(tmp_path), compile_catalogues(tmp_path)

    assert [path.name for path in first] == ["django.mo"]
    assert second == []
