"""Who could help whom: offers and requests compared, with the reasons in words."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from centers.folding import fold
from cooperation.models import Exchange, Listing, Theme

LEAST = 40
THEME, WORDS, LANGUAGE, MODE, COSTS, PRACTICE = 40, 20, 15, 10, 10, 5


@dataclass
class Match:
    """How well an offer answers a request: 0-100, and why.

    `reasons` are [code, value], so that each reader gets them in the own language.
    """

    offer: Listing
    request: Listing
    score: int
    reasons: list

    @property
    def words(self):
        return [in_words(reason) for reason in self.reasons]


def in_words(reason):
    """A reason as a sentence in the reader's language."""
    if isinstance(reason, str):  # kept as a sentence by an earlier version
        return reason
    code, value = reason
    names = dict(settings.LANGUAGES)
    match code:
        case "theme":
            return _("Same theme: %(theme)s") % {"theme": dict(Theme.choices).get(value, value)}
        case "alike":
            return _("Their descriptions are alike (%(percent)d of 100)") % {"percent": value}
        case "languages":
            spoken = ", ".join(str(names.get(one, one)) for one in value)
            return _("Common language: %(codes)s") % {"codes": spoken}
        case "mode":
            return _("The mode fits")
        case "costs":
            return _("One side can carry part of the costs")
        case _unknown:
            return _("There is a documented practice to start from")


def compare(offer, request):
    """The Match of an offer and a request of two countries; None where there is none."""
    if offer.country_id == request.country_id:
        return None
    score, reasons = 0, []
    if offer.theme == request.theme:
        score += THEME
        reasons.append(["theme", offer.theme])
    alike = fuzz.token_set_ratio(_words(offer), _words(request))
    if alike >= 50:
        score += round(WORDS * alike / 100)
        reasons.append(["alike", round(alike)])
    if shared := sorted(set(offer.languages) & set(request.languages)):
        score += LANGUAGE
        reasons.append(["languages", shared])
    if Listing.Mode.ANY in (offer.mode, request.mode) or offer.mode == request.mode:
        score += MODE
        reasons.append(["mode", offer.mode])
    if offer.covers_costs or request.covers_costs:
        score += COSTS
        reasons.append(["costs", True])
    if offer.practice_id:
        score += PRACTICE
        reasons.append(["practice", offer.practice_id])
    return Match(offer, request, score, reasons) if score >= LEAST else None


def _words(listing):
    return fold(f"{listing.title} {listing.description}")


def matches_for(listing, number=10):
    """The best Matches of an open offer or request, without those already proposed."""
    offers = listing.kind == Listing.Kind.OFFER
    other = Listing.Kind.REQUEST if offers else Listing.Kind.OFFER
    taken = Exchange.objects.exclude(state=Exchange.State.DECLINED)
    column, mine = ("request_id", "offer") if offers else ("offer_id", "request")
    taken = taken.filter(**{mine: listing}).exclude(**{column: None}).values(column)
    pool = Listing.objects.open().filter(kind=other).exclude(pk__in=taken)
    pairs = ((listing, one) if offers else (one, listing) for one in pool.select_related("country"))
    found = [match for pair in pairs if (match := compare(*pair))]
    return sorted(found, key=lambda match: (-match.score, match.offer.pk, match.request.pk))[
        :number
    ]
