"""The five labels of women in business, computed for a day from facts with their dates."""

from dataclasses import dataclass

from clients import rules
from clients.actions.clients import current_links, ownership, thresholds_on
from clients.models import ClientContact, Known, Sex

Role = ClientContact.Role


@dataclass(frozen=True)
class Labels:
    """Each Known (yes, no, not known); `version` names the thresholds that were used."""

    women_owned: str
    women_majority: str
    women_led: str
    woman_founded: str
    woman_contact: str
    version: str


def labels_on(client, day):
    """The client's labels on `day`: roles and thresholds are those of that day."""
    share, managed = ownership(client, day)
    limits = thresholds_on(client.country_id, day)
    links = current_links(client, day)
    # Who founded a firm stays its founder, whenever the role ended.
    founders = client.links.filter(role=Role.FOUNDER).values_list("contact__sex", flat=True)
    contacts = [link.contact.sex for link in links if link.role == Role.FIRST_CONTACT]
    return Labels(
        women_owned=rules.women_owned(share, managed, limits),
        women_majority=rules.women_majority(share, limits),
        women_led=rules.women_led(share, managed, limits),
        woman_founded=_a_woman_among(founders),
        woman_contact=_a_woman_among(contacts or [client.contact_sex]),
        version=limits.version,
    )


def _a_woman_among(sexes):
    known = [sex for sex in sexes if sex != Sex.NOT_STATED]
    if Sex.WOMAN in known:
        return Known.YES
    return Known.NO if known and len(known) == len(sexes) else Known.UNKNOWN
