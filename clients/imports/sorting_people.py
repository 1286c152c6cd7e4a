"""Where lines of people and of dated figures go."""

from centers.folding import fold
from clients.imports.cells.refused import Refused
from clients.imports.drafts import telling_document
from clients.imports.recorded import situation_fields
from clients.imports.reports import Note
from clients.imports.sorting import LineSorter
from clients.models import ClientContact, Situation

FIGURES = (
    "currency", "sales_national", "sales_export", "women_full_time", "women_part_time",
    "men_full_time", "men_part_time",
)  # fmt: skip


class ContactSorter(LineSorter):
    """A person is known at a client by document, else by name; a further role is a new link."""

    def __init__(self, plan):
        super().__init__(plan)
        self.known = _known_people(plan.center)
        self.fresh = {}

    def place(self, report, line, draft):
        values = line.values
        person = self._person(draft, values)
        new_roles = [role for role in values["roles"] if role not in person["roles"]]
        if not new_roles:
            report.skipped += 1
            report.notes.append(Note(line.number, "repeated" if person["row"] else "stored",
                                     str(person["row"])))  # fmt: skip
            return
        merged = bool(person["roles"])
        person["roles"] |= set(new_roles)
        report.merged += merged
        report.created += not merged
        if merged:
            report.notes.append(Note(line.number, "further_role", ", ".join(new_roles)))
        person["row"] = person["row"] or line.number
        self.plan.people.append((draft, person, values, new_roles))

    def _person_of(self, values):
        """The person is what the line is about; the client is named by the firm."""
        return

    def _person(self, draft, values):
        """{"contact": id or None, "own": the client's own contact, "roles", "row"} of a line."""
        keys = self._keys(draft, values)
        for key in keys:
            if key in self.known:
                person = self.known[key]
                break
        else:
            person = {"contact": None, "own": False, "roles": set(), "row": ""}
            if draft.is_new and draft.person == fold(values["contact_name"]):
                person |= {"own": True, "roles": {"first_contact"}}
        for key in keys:
            self.known.setdefault(key, person)
        return person

    def _keys(self, draft, values):
        document = telling_document(values["document"])
        name = (draft.uuid, "name", fold(values["contact_name"]))
        return [(draft.uuid, "document", document), name] if document else [name]


def _known_people(center):
    known = {}
    links = ClientContact.objects.filter(
        client__center=center, client__deleted_at=None, ends_on=None
    )
    for link in links.select_related("client", "contact").order_by("pk"):
        person = {"contact": link.contact_id, "own": False, "roles": set(), "row": ""}
        document = telling_document(link.contact.document)
        keys = [(link.client.uuid, "name", fold(str(link.contact)))]
        keys += [(link.client.uuid, "document", document)] if document else []
        person = next((known[key] for key in keys if key in known), person)
        person["roles"].add(link.role)
        for key in keys:
            known[key] = person
    return known


class SituationSorter(LineSorter):
    """One set of figures a client and day: the same again is skipped, another is returned."""

    day = "as_of"

    def __init__(self, plan):
        super().__init__(plan)
        rows = Situation.objects.filter(center=plan.center, deleted_at=None)
        self.known = {
            (row["client__uuid"], row["as_of"]): (tuple(row[name] for name in FIGURES), "")
            for row in rows.values("client__uuid", "as_of", *FIGURES)
        }
        for draft in plan.clients:
            fields = situation_fields(draft.values)
            if fields and draft.values["registered_on"]:
                place = (draft.uuid, draft.values["registered_on"])
                self.known[place] = self._figures(fields), draft.line[1]

    def _figures(self, fields):
        fields["currency"] = fields["currency"] or self.plan.center.country.currency
        return tuple(fields[name] for name in FIGURES)

    def place(self, report, line, draft):
        day = line.values["as_of"]
        stated = self._figures(situation_fields(line.values))
        known, row = self.known.get((draft.uuid, day), (None, ""))
        if known is None:
            self.known[draft.uuid, day] = stated, line.number
            report.created += 1
            self.plan.situations.append((draft, line.values))
        elif known == stated:
            report.skipped += 1
            report.notes.append(Note(line.number, "repeated" if row else "stored", str(row)))
        else:
            raise Refused("conflicting_situation", day=day)
