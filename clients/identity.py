"""Tax and identity numbers: never compulsory, kept as written, doubted where a check digit fails.

The checks are python-stdnum's, for the countries it knows; elsewhere only the length is looked at.
A doubt is a question, not a refusal: a foreigner's papers, or a person's number in place of the
firm's, may be right although no check digit says so. Pure functions; nothing here reads the
database.
"""

from importlib import import_module

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import exceptions as wrong

from centers.folding import document_key

# Modules of python-stdnum for the numbers of persons; those of firms are Country.stdnum_module.
OF_PERSONS = {
    "AR": ("ar.dni", "ar.cuit"),
    "BR": ("br.cpf",),
    "CL": ("cl.rut",),
    "CR": ("cr.cpf", "cr.cr"),
    "CU": ("cu.ni",),
    "DO": ("do.cedula",),
    "EC": ("ec.ci", "ec.ruc"),
    "MX": ("mx.curp", "mx.rfc"),
    "PE": ("pe.cui", "pe.ruc"),
}
SHORTEST, LONGEST = 4, 25


def clean_number(text):
    """`text` trimmed; raises ValidationError where it cannot be a number of a document."""
    text = " ".join((text or "").split())
    key = document_key(text)
    if not text:
        return ""
    if not SHORTEST <= len(key) <= LONGEST or not any(char.isdigit() for char in key):
        sentence = _(
            "Write the number of the document: 4 to 25 letters and digits. Leave it empty if there "
            "is none."
        )
        raise ValidationError(sentence, code="length")
    return text


def doubt_of_person(text, country):
    """What is doubtful in a person's number, as a sentence; "" where nothing is or can be known."""
    modules = OF_PERSONS.get(country.pk, ())
    return _doubt(text, modules, country.person_id or _("identity number"))


def doubt_of_firm(text, country):
    """The same for a firm's tax number. A person's number is right too: many firms have no other.

    Where the country's numbers of persons cannot be checked, only a wrong check digit is doubtful:
    another length may be a person's.
    """
    persons = OF_PERSONS.get(country.pk, ())
    modules = (country.stdnum_module, *persons) if country.stdnum_module else ()
    name = country.business_tax_id.partition(" (")[0] or _("tax number")
    return _doubt(text, modules, name, any_length=not persons)


def _doubt(text, modules, name, any_length=False):
    key = document_key(text)
    if not key or not modules:
        return ""
    faults = [_fault(module, text) for module in modules]
    if None in faults:
        return ""
    shapes = wrong.InvalidFormat, wrong.InvalidLength
    if all(isinstance(one, shapes) for one in faults) and (any_length or not key.isdigit()):
        return ""  # such as a passport
    sentence = _("“%(number)s” is not a right %(name)s: compare each digit with the document.")
    return sentence % {"number": text.strip(), "name": name}


def _fault(module, text):
    """What python-stdnum says against the number, or None."""
    try:
        import_module(f"stdnum.{module}").validate(text)
    except wrong.ValidationError as fault:
        return fault
    return None
