"""Who came, by country and sex."""

from collections import defaultdict

from clients.countries import country_name
from clients.models import Sex


def attendance_by_country(meeting):
    """[{country, invited, accepted, women, men, other, total}], and the same as a total.

    `other` holds other sexes and those not stated.
    """
    rows = defaultdict(lambda: dict.fromkeys(KEYS, 0))
    for one in meeting.invitations.select_related("country"):
        row = rows[country_name(one.country_id) if one.country_id else ""]
        row["invited"] += 1
        row["accepted"] += one.answer == one.Answer.YES
        if one.attended:
            row[_column(one.sex)] += 1
            row["total"] += 1
    table = [{"country": name, **row} for name, row in sorted(rows.items())]
    total = {key: sum(row[key] for row in table) for key in KEYS}
    return table, total


KEYS = ("invited", "accepted", "women", "men", "other", "total")


def _column(sex):
    return {Sex.WOMAN: "women", Sex.MAN: "men"}.get(sex, "other")
