"""Grains of the cells, and the numbers that stand for values in them. Never renumber: add."""

from clients.models import Client, Known, Outcome, Sex

COUNTRY = 1  # country × sex × women-owned
DETAIL = 2  # country × sex × women-owned × sector × size; key = sector
CENTER = 3  # center × sex × women-owned; key = center id, country empty
FUNDER = 4  # country × funder × sex × women-owned; key = funder id, 0 = none
REGION = 5  # all countries × sex × women-owned × sector × size; key = sector, country empty
CENTER_TOTAL = 6  # center; key = center id, country empty
# Steps in months: with month and x brought down to the start of their quarters or years, cells are
# fewer, and answer for every period that starts and ends with one.
STEPS = {
    COUNTRY: (1, 3, 12),
    DETAIL: (1,),
    CENTER: (1,),
    FUNDER: (1,),
    REGION: (1, 3, 12),
    CENTER_TOTAL: (3, 12),
}


def stored(grain, step):
    """The number under which cells of this grain and step are stored."""
    return grain + {1: 0, 3: 10, 12: 20}[step]


SEXES = {Sex.WOMAN: 1, Sex.MAN: 2, Sex.OTHER: 3, Sex.NOT_STATED: 4}
WOMEN_OWNED = {Known.YES: 1, Known.NO: 2, Known.UNKNOWN: 3}
SIZES = {Client.Size.MICRO: 1, Client.Size.SMALL: 2, Client.Size.MEDIUM: 3, "": 4}
UNKNOWN_SECTOR = 1
KINDS = {
    Outcome.Kind.JOBS_CREATED: 1,
    Outcome.Kind.JOBS_RETAINED: 2,
    Outcome.Kind.JOBS_LOST: 3,
    Outcome.Kind.SALES_INCREASE: 4,
    Outcome.Kind.EXPORT_SALES: 5,
    Outcome.Kind.CAPITAL: 6,
    Outcome.Kind.BUSINESS_STARTED: 7,
    Outcome.Kind.FORMALIZED: 8,
    Outcome.Kind.INNOVATION: 9,
    Outcome.Kind.PROCUREMENT: 10,
}


def who(sex, owned, sector, size):
    """The four numbers that stand for a client's attributes."""
    return SEXES[sex], WOMEN_OWNED[owned], sector_code(sector), SIZES[size]


def sector_code(section):
    """The number of an ISIC section's letter."""
    return ord(section) if section else UNKNOWN_SECTOR


def sector_number(key):
    """The number of a sector's key in filters; −1, which no cell has, for one that cannot be."""
    section = "" if key == "unknown" else key
    return sector_code(section) if key and len(section) < 2 else -1


def sector_key(code):
    return "unknown" if code == UNKNOWN_SECTOR else chr(code)


def country_number(code):
    """Two letters as a number that sorts as they do."""
    return int.from_bytes(code.encode("ascii"), "big")


def country_code(number):
    """The two letters again; empty where all countries are meant (0)."""
    return number.to_bytes(2, "big").decode("ascii") if number else ""


def _named(codes):
    return {code: value or "unknown" for value, code in codes.items()}


SEX_KEYS = {code: str(key) for code, key in _named(SEXES).items()}
WOMEN_OWNED_KEYS = {code: str(key) for code, key in _named(WOMEN_OWNED).items()}
SIZE_KEYS = {code: str(key) for code, key in _named(SIZES).items()}


def month_number(day):
    return day.year * 12 + day.month - 1
