"""What a form holds, before it is XML."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Capital:
    """Money that clients received in the quarter, verified, US dollars and number of operations."""

    loans: Decimal = Decimal(0)
    loan_count: int = 0
    equity: Decimal = Decimal(0)
    equity_count: int = 0


@dataclass(frozen=True)
class Counseling:
    """One session with its client: a record of form 641. Empty text: not known, left out."""

    client_number: str
    session_number: str
    location: int
    held_on: date
    contact_hours: Decimal
    preparation_hours: Decimal
    travel_hours: Decimal
    in_business: str  # Yes, No, Undetermined
    signature_on_file: bool = False
    signed_on: date | None = None
    names: str = ""
    surnames: str = ""
    email: str = ""
    city: str = ""
    province: str = ""
    country: str = ""
    sex: str = ""
    company: str = ""
    sector: str = ""
    women_share: Decimal | None = None
    rural: str = ""
    topic: str = ""
    other_topic: str = ""
    mode: str = ""
    language: str = ""
    counselor: str = ""
    capital: Capital = field(default_factory=Capital)


@dataclass(frozen=True)
class Training:
    """One event: a record of form 888. None: not counted."""

    number: str
    location: int
    started_on: date
    title: str
    sessions: int
    hours: Decimal
    total: int
    topic: str
    format: str  # In-person, Online, Hybrid, On Demand
    women: int | None = None
    men: int | None = None
    in_business: int | None = None
    not_in_business: int | None = None
    city: str = ""
    country: str = ""
    language: str = ""
    other_topic: str = ""
