"""Lines of the sessions' sheet."""

from types import MappingProxyType

from clients.imports.cells.dates import read_date
from clients.imports.cells.durations import MINUTES_A_DAY, read_minutes
from clients.imports.cells.numbers import read_count
from clients.imports.rows.reader import read_choice, read_text, read_word
from clients.imports.vocabulary import values as words

KIND = "sessions"
DATES = ("held_on",)
DURATIONS = ("contact_hours", "prep_hours", "travel_hours")
MONEY = ()
READERS = MappingProxyType({
    "external_id": read_text(80),
    "held_on": read_date,
    "business_name": read_text(200),
    "contact_name": read_text(120),
    "document": read_text(40),
    "advisor": read_text(120),
    "session_type": read_text(60),
    "mode": read_word(words.MODE),
    "contact_hours": read_minutes,
    "prep_hours": read_minutes,
    "travel_hours": read_minutes,
    "topic": read_word(words.TOPIC),
    "note": read_text(10_000),
    "next_step": read_text(240),
    "funder": read_text(160),
    "people_present": read_count,
    "reportable": read_choice(words.YES_NO),
})  # fmt: skip
REQUIRED = MappingProxyType({"held_on": "no_date", "contact_hours": "no_hours"})


def conclude(line, reader):
    """Refuses a session without time, and one longer than a day with its preparation."""
    values = line.values
    if values["contact_hours"] == 0:
        reader.fault(line, "no_hours", "contact_hours", reader.cell(line, "contact_hours"))
    elif (values["contact_hours"] or 0) + (values["prep_hours"] or 0) > MINUTES_A_DAY:
        reader.fault(line, "over_24_hours", "prep_hours", reader.cell(line, "prep_hours"))
    if (values["people_present"] or 0) > 32_767:
        values["people_present"] = None
