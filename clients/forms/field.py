"""What a phone sends, checked field by field; errors carry the names the phone uses."""

from clients.forms.session import OTHER, SessionFields


class FieldSessionForm(SessionFields):
    """`payload` as decoded from JSON, with `held_on` already worked out."""

    def __init__(self, payload, **kwargs):
        minutes = payload.get("contact_minutes")
        topics = payload.get("topics")
        data = {name: payload.get(name) for name in self.Meta.fields} | {
            "minutes": OTHER,
            "other_minutes": minutes,
            "topics": topics if isinstance(topics, list) else [],
        }
        super().__init__(data, **kwargs)

    def problems(self):
        """{name as sent: [sentences]}."""
        renamed = {"other_minutes": "contact_minutes", "minutes": "contact_minutes"}
        return {
            renamed.get(name, name): [str(error) for error in errors]
            for name, errors in self.errors.items()
        }
