"""What counts and what a label means: definitions as pure functions, each with its source."""

from dataclasses import dataclass
from decimal import Decimal

from clients.models.client import Known, Sex


@dataclass(frozen=True)
class Thresholds:
    """The shares (in %) that make a firm women-owned and women-led, with their version."""

    version: str = "2024-1"
    owned: Decimal = Decimal(51)
    majority: Decimal = Decimal(50)  # strictly more than
    led: Decimal = Decimal(25)


DEFAULT_THRESHOLDS = Thresholds()


def women_owned(share, managed_by_woman, thresholds=DEFAULT_THRESHOLDS):
    """Women hold at least 51 % and a woman manages day to day (US 15 USC 656(a)(3)).

    `share`: percent owned by women, None = not known. `managed_by_woman`: True, False, None = not
    recorded; then the share alone decides, since centers' own forms ask for nothing else.
    """
    if share is None:
        return Known.UNKNOWN
    if share < thresholds.owned or managed_by_woman is False:
        return Known.NO
    return Known.YES


def women_majority(share, thresholds=DEFAULT_THRESHOLDS):
    """Women hold more than half; 50/50 is not a majority."""
    if share is None:
        return Known.UNKNOWN
    return Known.YES if share > thresholds.majority else Known.NO


def women_led(share, managed_by_woman, thresholds=DEFAULT_THRESHOLDS):
    """At least 25 % women's ownership and management by women (ISO IWA 34:2021)."""
    if share is None or managed_by_woman is None:
        return Known.UNKNOWN if share is None or share >= thresholds.led else Known.NO
    return Known.YES if share >= thresholds.led and managed_by_woman else Known.NO


def women_share(owners):
    """Percent owned by women from (sex, share) pairs of the owners; None where it cannot be told.

    Shares of people whose sex is not stated make the sum unknown unless women already decide it.
    """
    shares = [(sex, share) for sex, share in owners if share is not None]
    if not shares:
        return None
    if any(sex == Sex.NOT_STATED and share for sex, share in shares):
        return None
    return sum((share for sex, share in shares if sex == Sex.WOMAN), Decimal(0))


# A long-term client: at least five hours of contact and preparation within the period.
LONG_TERM_MINUTES = 5 * 60

# In business = what the country requires, and at least one of these signs.
START_TESTS = ("sale", "worker", "financing", "operating_cost")


def in_business(registrations, tests, required=()):
    """Registered as the country requires (maybe nothing: informal firms), and one sign of activity.

    `registrations`: kinds held; `tests`: those of START_TESTS that are met; `required`: the
    country's `in_business_requires`.
    """
    return set(required) <= set(registrations) and bool(set(tests) & set(START_TESTS))
