"""Who a line speaks of: among the clients of the center and those of the same workbook."""

from collections import defaultdict

from rapidfuzz import fuzz, process

from centers.folding import fold, fold_firm, phone_key
from centers.keys import uuid7
from clients.imports.cells.refused import Refused
from clients.imports.drafts import Draft, draft_of, telling_document
from clients.models import Client, ClientContact, ClientKey

ALIKE = 85


class ClientIndex:
    """The clients of one center by document, by firm and person, by either alone."""

    def __init__(self, center, stored=()):
        self.center = center
        self.drafts, self.uuids, self.by_id = [], set(), {}
        self.by_document, self.by_pair = {}, {}
        self.by_firm, self.by_person = defaultdict(list), defaultdict(list)
        self.by_external = {}  # key in another system: draft
        self.returned = set()
        for draft in stored:
            self.add(draft)

    def add(self, draft):
        self.drafts.append(draft)
        if draft.pk:
            self.by_id[draft.pk] = draft
        if draft.values.get("external_id"):
            self.by_external.setdefault(draft.values["external_id"], draft)
        if draft.is_new and draft.uuid in self.uuids:
            draft.uuid = uuid7()  # a deleted client, or one told apart by hand, holds that key
        self.uuids.add(draft.uuid)
        self.name(draft, draft.firm, draft.person, draft.documents)

    def name(self, draft, firm, person, documents=()):
        """Makes the draft known by (further) spellings."""
        for document in documents:
            self.by_document.setdefault(document, draft)
        self.by_pair.setdefault((firm, person), draft)
        for index, key in ((self.by_firm, firm), (self.by_person, person)):
            if key and draft not in index[key]:
                index[key].append(draft)

    def register(self, values, choice=None):
        """(draft, whether it is new) for a line of the clients' sheet.

        `choice`: the id of the stored client that the user says it is, "other" for none of them.
        """
        firm, person = fold_firm(values["business_name"]), fold(values["contact_name"])
        fresh = draft_of(values, self.center, firm, person)
        same = self.by_id.get(choice) if choice else None
        if same is None and choice != "other":
            same = self._same(fresh)
        if same is None:
            self.add(fresh)
            return fresh, True
        same.documents |= fresh.documents
        self.name(same, firm, person, fresh.documents)
        return same, False

    def _same(self, fresh):
        if found := self.by_external.get(fresh.values["external_id"]):
            return found
        for document in sorted(fresh.documents):
            if found := self.by_document.get(document):
                return found
        if fresh.firm:
            alike = [one for one in self.by_firm.get(fresh.firm, ()) if _one_firm(fresh, one)]
        else:
            alike = [one for one in self.by_person.get(fresh.person, ()) if _one_person(fresh, one)]
        return alike[0] if alike else None

    def find(self, document, firm, person, external_id=None):
        """The client a line speaks of. Refused when unknown or ambiguous."""
        if external_id and (found := self.by_external.get(external_id)):
            return found
        if found := self.by_document.get(telling_document(document)):
            return found
        firm_key, person_key = fold_firm(firm), fold(person)
        if not (firm or person):
            raise Refused("unknown_client" if document or external_id else "no_client")
        found = self._find_named(firm_key, person_key)
        if found is None and {firm_key, person_key} & self.returned - {""}:
            raise Refused("unknown_client", wording="returned_client")
        if found is None:
            raise Refused("unknown_client", suggestion=self.suggest(firm_key or person_key))
        return found

    def _find_named(self, firm, person):
        if not firm:
            return _only(self.by_person.get(person, ()))
        if found := self.by_firm.get(firm):
            if len(found) > 1:
                found = [one for one in found if one.person == person] or found
            return _only(found)
        if found := self.by_person.get(firm):
            return _only(found)
        namesakes = self.by_person.get(person, ()) if person else ()
        return _only([one for one in namesakes if fuzz.ratio(one.firm, firm) >= ALIKE])

    def suggest(self, folded):
        """The stored spelling closest to a folded name, or ""."""
        names = [name for name in (*self.by_firm, *self.by_person) if name]
        best = process.extractOne(folded, names, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if not best:
            return ""
        draft = (self.by_firm.get(best[0]) or self.by_person.get(best[0]))[0]
        return draft.values.get("business_name") or draft.values.get("contact_name") or ""

    def note_returned(self, values):
        names = fold_firm(values.get("business_name") or ""), fold(values.get("contact_name") or "")
        self.returned.update(filter(None, names))


def _only(found):
    if len(found) > 1:
        raise Refused("ambiguous_client")
    return found[0] if found else None


def _one_firm(fresh, known):
    """The same firm's name is one client, unless documents and people both say otherwise."""
    if fresh.documents and known.documents and not fresh.documents & known.documents:
        return bool(fresh.person) and fresh.person == known.person
    return True


def _one_person(fresh, known):
    """A person's name alone is one client where neither document nor phone speaks against it."""
    if fresh.documents and known.documents:
        return False
    return not (fresh.phone and known.phone and fresh.phone != known.phone)


def key_source(center):
    """Whose keys a center's files bring: ids repeat from one installation to the next."""
    return f"file:{center.code}"


def stored_clients(resource):
    """Drafts of the clients stored in the resource's center, and those merged into them."""
    center = resource.center
    rows = list(Client.objects.filter(center=center).order_by("pk"))
    first = {}
    links = ClientContact.objects.filter(client__center=center, ends_on=None).order_by("-pk")
    for link in links.select_related("contact"):
        if link.role == ClientContact.Role.FIRST_CONTACT or link.client_id not in first:
            first[link.client_id] = link.contact
    with_situation = set(
        Client.objects.filter(
            center=center, situations__deleted_at=None, situations__isnull=False
        ).values_list("pk", flat=True)
    )
    drafts = {row.pk: _stored(row, first.get(row.pk), row.pk in with_situation) for row in rows}
    keys = ClientKey.objects.filter(client__center=center, source=key_source(center))
    for client, key in keys.values_list("client", "key"):
        drafts[client].values["external_id"] = key
    alive = [row for row in rows if row.deleted_at is None and row.merged_into_id is None]
    aliases = [
        (drafts[row.pk], drafts[row.merged_into_id]) for row in rows if row.merged_into_id in drafts
    ]
    taken = {row.uuid for row in rows}
    return [drafts[row.pk] for row in alive], aliases, taken


def _stored(row, contact, has_situation):
    person = fold(str(contact)) if contact else ""
    firm = row.folded_name if row.folded_name != person else ""
    documents = {
        telling_document(row.document),
        telling_document(contact.document if contact else ""),
    }
    values = {
        "business_name": row.name, "contact_name": str(contact or ""),
        "phone": row.phone or (contact.phone if contact else ""), "email": row.email,
        "municipality": row.municipality, "department": row.region,
        "sector": (row.sector or None, row.national_sector) if row.national_sector else None,
        "started_on": row.started_on, "women_share": row.declared_women_share,
        "sex": None if row.contact_sex == "not_stated" else row.contact_sex,
        "document": contact.document if contact else row.document, "tax_number": row.document,
        "birth_year": contact.birth_year if contact else None, "formal": None,
        "external_id": None,
    }  # fmt: skip
    return Draft(
        uuid=row.uuid, firm=firm, person=person, documents=frozenset(documents - {""}),
        phone=phone_key(values["phone"]), pk=row.pk, values=values, has_situation=has_situation,
        contact_id=contact.pk if contact else None,
    )  # fmt: skip
