"""New clients that look like stored ones: shown for a decision, never merged by themselves."""

from collections import defaultdict

from rapidfuzz import fuzz

ALIKE = 88
SHOWN = 200
COMPARED = ("business_name", "contact_name", "phone", "document", "municipality")


def likely_same(plan):
    """[{sheet, row, name, id, other, phone, alike, facts}] of new clients like a stored one."""
    phones, names = defaultdict(list), defaultdict(list)
    for draft in plan.index.drafts:
        if not draft.is_new:
            if len(draft.phone) == 8:
                phones[draft.phone].append(draft)
            for block in _blocks(draft):
                names[block].append(draft)
    found = []
    for draft in plan.clients:
        if plan.wishes.same.get((draft.line[0], str(draft.line[1]))):
            continue
        near = [
            *phones.get(draft.phone, ()),
            *(x for b in _blocks(draft) for x in names.get(b, ())),
        ]
        best = max(near, key=lambda other: _score(draft, other), default=None)
        if best and _score(draft, best) >= ALIKE:
            found.append(_entry(draft, best))
    return found[:SHOWN]


def _blocks(draft):
    """The beginnings under which a name is looked up: firms by theirs, people by theirs."""
    return {("firm", draft.firm[:4]), ("person", draft.person[:4])} - {("firm", ""), ("person", "")}


def _alike(draft, other):
    pairs = ((draft.firm, other.firm), (draft.person, other.person))
    return max((fuzz.token_sort_ratio(*pair) for pair in pairs if all(pair)), default=0)


def _score(draft, other):
    """Likeness of names from 0 to 100; the same phone adds, another document takes away."""
    score = _alike(draft, other)
    if draft.phone and draft.phone == other.phone:
        score += 30
    if draft.documents and other.documents and not draft.documents & other.documents:
        score -= 8
    return min(score, 100)


def _entry(draft, other):
    return {
        "sheet": draft.line[0],
        "row": draft.line[1],
        "name": draft.values["business_name"] or draft.values["contact_name"],
        "id": other.pk,
        "other": other.values["business_name"] or other.values["contact_name"],
        "phone": bool(draft.phone) and draft.phone == other.phone,
        "alike": round(_alike(draft, other)),
        "facts": [
            [name, *pair]
            for name in COMPARED
            if any(pair := [str(one.values.get(name) or "") for one in (draft, other)])
        ],
    }
