from dataclasses import dataclass, field
from uuid import UUID, uuid5

from centers.folding import document_key, phone_key

SPACE = UUID("5f0d7a1e-0c1d-4d55-9c56-7a2f7a0f3f10")  # of the keys made from a workbook's own words


def key_from(*parts):
    """The same UUID whenever the same facts come again, so that a second load finds the first."""
    return uuid5(SPACE, "\x1f".join("" if part is None else str(part) for part in parts))


def telling_document(text):
    """Key of a document that can tell clients apart; "" for "pending", zeros and the like."""
    key = document_key(text)
    digits = [char for char in key if char.isdigit()]
    return key if len(digits) >= 4 and len(set(digits)) > 1 else ""


@dataclass(eq=False)
class Draft:
    """A client as the plan sees it: one that is stored (`pk`) or one to be created.

    `firm` and `person` are folded; `values` are the fields of clients.imports.rows.client_rows.
    `filled` are the values a later line added to a stored client.
    """

    uuid: UUID
    firm: str
    person: str
    documents: frozenset
    phone: str = ""
    pk: int | None = None
    values: dict = field(default_factory=dict)
    filled: dict = field(default_factory=dict)
    has_situation: bool = False
    line: tuple = ()  # (sheet, row) of the first line that states it
    contact_id: int | None = None

    @property
    def is_new(self):
        return self.pk is None


def draft_of(values, center, firm, person):
    documents = frozenset(
        filter(None, map(telling_document, (values["document"], values["tax_number"])))
    )
    known_by = sorted(documents)[:1] or [firm, person, phone_key(values["phone"] or "")]
    return Draft(
        uuid=key_from(center.code, "client", *known_by),
        firm=firm,
        person=person,
        documents=documents,
        phone=phone_key(values["phone"] or ""),
        values=values,
    )
