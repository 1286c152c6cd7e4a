"""A new client that a phone registered without signal, checked like one registered here."""

from datetime import date

from django.utils.translation import get_language

from clients import actions
from clients.actions.clients import current_links
from clients.consents import consent_text
from clients.forms.client import NewClientForm
from clients.models import ClientContact

TEXTS = ("names", "surnames", "business", "phone", "sex", "municipality", "stage")


class FieldClientForm(NewClientForm):
    """`payload` as decoded from JSON; `day`: an ISO date, the day of registration and consent;
    `known`: the client, where this corrects one that arrived before."""

    def __init__(self, payload, *, uuid, day, user, center, known=None):
        data = {name: str(payload.get(name) or "") for name in TEXTS}
        data |= {
            "uuid": uuid,
            "consent": payload.get("consent"),
            "consent_method": payload.get("consent_method"),
            "different": str(payload.get("different") or ""),
            "center": center.pk if center else None,
        }
        super().__init__(data, user=user, center=center)
        self.day, self.known = _day(day), known
        language = str(payload.get("consent_language") or get_language())
        read = consent_text(language, center.country if center else None)
        self.consent_text = read.as_version(
            str(payload.get("consent_version") or read.version)[:20]
        )

    def problems(self):
        """{name as sent: [sentences]}."""
        return {name: [str(error) for error in errors] for name, errors in self.errors.items()}

    def correct(self):
        """Puts what was corrected on the phone into the client that arrived before."""
        data = self.cleaned_data
        facts = {"phone": data["phone"], "sex": data["sex"]}
        facts |= {"name": data["names"].strip(), "surname": data["surnames"].strip()}
        link = self.known.links.filter(role=ClientContact.Role.FIRST_CONTACT).first()
        roles = [one.role for one in current_links(self.known) if one.contact_id == link.contact_id]
        actions.set_person(
            client=self.known, by=self.user, contact=link.contact, roles=roles, **facts
        )
        return actions.change_client(
            client=self.known,
            by=self.user,
            name=data["business"].strip() or f"{facts['name']} {facts['surname']}",
            phone=data["phone"],
            municipality=data["municipality"].strip(),
            stage=data["stage"],
            contact_sex=data["sex"],
        )

    @property
    def alike(self):
        """Whether nothing is wrong but that similar clients were found: `found`."""
        return set(self.errors) == {"__all__"} and self.has_error("__all__", "alike")


def _day(text):
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
