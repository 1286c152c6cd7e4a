"""A new client that a phone registered without signal, checked like one registered here."""

from datetime import date

from django.utils.translation import get_language

from clients.consents import VERSION, consent_text
from clients.forms.client import NewClientForm

TEXTS = ("names", "surnames", "business", "phone", "sex", "municipality", "stage")


class FieldClientForm(NewClientForm):
    """`payload` as decoded from JSON; `day`: an ISO date, the day of registration and consent."""

    def __init__(self, payload, *, uuid, day, user, center):
        data = {name: str(payload.get(name) or "") for name in TEXTS}
        data |= {
            "uuid": uuid,
            "consent": payload.get("consent"),
            "consent_method": payload.get("consent_method"),
            "different": str(payload.get("different") or ""),
            "center": center.pk if center else None,
        }
        super().__init__(data, user=user, center=center)
        self.day = _day(day)
        read = consent_text(str(payload.get("consent_language") or get_language()))
        self.consent_text = read.as_version(str(payload.get("consent_version") or VERSION)[:20])

    def problems(self):
        """{name as sent: [sentences]}."""
        return {name: [str(error) for error in errors] for name, errors in self.errors.items()}

    @property
    def alike(self):
        """Whether nothing is wrong but that similar clients were found: `found`."""
        return set(self.errors) == {"__all__"} and self.has_error("__all__", "alike")


def _day(text):
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
