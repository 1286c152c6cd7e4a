"""Arguments that commands share."""

from argparse import ArgumentTypeError
from datetime import date


def add_period(parser):
    """--start and --end of a half-open period."""
    parser.add_argument("--start", required=True, type=_day, help="first day")
    parser.add_argument("--end", required=True, type=_day, help="first day that counts no more")


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no day. Write a date such as 2024-05-28.") from None
