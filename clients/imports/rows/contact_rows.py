"""Lines of people: who is what to which client."""

from types import MappingProxyType

from clients.imports.cells.dates import read_past_day
from clients.imports.cells.numbers import read_share
from clients.imports.rows.client_rows import read_birth_year, read_email, read_sex
from clients.imports.rows.reader import read_choice, read_text, read_word
from clients.imports.vocabulary import values as words

KIND = "contacts"
DATES = ("starts_on",)
DURATIONS = ()
MONEY = ()
READERS = MappingProxyType({
    "external_id": read_text(80),
    "business_name": read_text(200),
    "contact_name": read_text(120),
    "first_name": read_text(120),
    "last_name": read_text(120),
    "document": read_text(40),
    "sex": read_sex,
    "birth_year": read_birth_year,
    "phone": read_text(40),
    "email": read_email,
    "role": read_word(words.ROLE),
    "owner": read_choice(words.YES_NO),
    "primary": read_choice(words.YES_NO),
    "share": read_share,
    "starts_on": read_past_day,
})  # fmt: skip
REQUIRED = MappingProxyType({})


def conclude(line, reader):
    """Names the person; settles the roles: owner by mark or share, else what is written."""
    values = line.values
    first, last = values.pop("first_name"), values.pop("last_name")
    values["name"] = (values["contact_name"] or first or "")[:120]
    values["surname"] = (last or "")[:120]
    values["contact_name"] = f"{values['name']} {values['surname']}".strip()
    if not values["contact_name"]:
        shown = "contact_name" if reader.has("contact_name") else "first_name"
        reader.fault(line, "no_person", shown)
    role = values["role"][0] if values["role"] else None
    roles = {role} if role else set()
    if values["owner"] == "yes" or values["share"]:
        roles.add("owner")
    if values["primary"] == "yes" or not roles:
        roles.add("first_contact")
    values["roles"] = sorted(roles)
