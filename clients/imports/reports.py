from dataclasses import dataclass, field

from django.utils.translation import gettext as _

NOTES = (
    "repeated",
    "stored",
    "differs",
    "filled",
    "further_role",
    "before_registration",
    "further_state",
)


@dataclass(frozen=True)
class Note:
    """Something the user is told about a line that was nevertheless dealt with."""

    row: int
    code: str
    detail: str = ""

    def sentence(self):
        texts = {
            "repeated": _("Repeats row %(detail)s; taken once."),
            "stored": _("Is stored already; nothing was changed."),
            "differs": _(
                "Same client as row %(detail)s; the first line was kept where they differ."
            ),
            "filled": _("Completes a client that is stored already: %(detail)s."),
            "further_role": _("A further role of a person known already: %(detail)s."),
            "further_state": _(
                "Is stored already and not taken again: its state in the file (%(detail)s) goes "
                "further. Attach the evidence here and have a colleague verify it."
            ),
            "before_registration": _("Dated before the client's registration (%(detail)s)."),
        }
        return texts[self.code] % {"detail": self.detail}


@dataclass
class Returned:
    """A line handed back: where it stands, why, and its cells as they were."""

    sheet: str
    row: int
    faults: list
    cells: list

    @property
    def cause(self):
        return self.faults[0].cause

    def sentence(self):
        return " ".join(str(fault.sentence()) for fault in self.faults)


@dataclass
class SheetReport:
    """What becomes of one sheet's lines: rows = created + merged + skipped + returned."""

    name: str
    kind: str
    table: object
    rows: int = 0
    created: int = 0
    merged: int = 0
    skipped: int = 0
    returned: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    left_out: dict = field(default_factory=dict)  # blank, total, remark, heading: how many

    def check(self):
        """Every line is accounted for, or the program is wrong and nothing may be stored."""
        told = self.created + self.merged + self.skipped + len(self.returned)
        if told != self.rows:
            raise RuntimeError(f"{self.kind}: {self.rows} rows read, {told} accounted for")

    def figures(self):
        return {
            "sheet": self.name,
            "kind": self.kind,
            "rows": self.rows,
            "created": self.created,
            "merged": self.merged,
            "skipped": self.skipped,
            "returned": len(self.returned),
        }
