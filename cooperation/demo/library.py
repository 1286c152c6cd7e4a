"""Invented items, a story and a bulletin. Institutions look real; what they report is made up."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from clients.models import Outcome
from cooperation.actions import bulletins, items, stories
from cooperation.models import (
    Item,
    Subscriber,
)

FILE = Path(__file__).parents[1] / "data" / "demo_items.json"
TITLES = {
    "es": "Lo que funciona con las microempresas",
    "en": "What works with microenterprises",
    "pt-br": "O que funciona com as microempresas",
    "fr": "Ce qui marche avec les microentreprises",
}
INTRODUCTIONS = {
    "es": "Prácticas de seis países, una historia y un pedido de experiencia. Responda a quien "
    "pueda ayudar.",
    "en": "Practices of six countries, a story and a request for expertise. Answer where you can "
    "help.",
    "pt-br": "Práticas de seis países, uma história e um pedido de experiência. Responda a quem "
    "puder ajudar.",
    "fr": "Les pratiques de six pays, un récit et une demande d'expérience. Répondez si vous "
    "pouvez aider.",
}


def load_items(countries, by):
    """The items of the file; all published but the last of a country, which waits for review."""
    made = []
    for entry in json.loads(FILE.read_text(encoding="utf-8")):
        code, texts = entry.pop("country"), entry.pop("texts")
        if code and code not in countries:
            continue
        editor = by.get(code) or next(iter(by.values()))
        language = entry["language"]
        if entry.get("starts_on"):
            entry["starts_on"] = date.fromisoformat(entry["starts_on"])
        if entry.get("cost"):
            entry["cost"] = Decimal(entry["cost"])
        item = items.create_item(
            by=editor, country=countries.get(code), texts=texts.pop(language), **entry
        )
        for other, words in texts.items():
            items.write_text(item=item, by=editor, language=other, **words)
        item = items.submit_item(item=item, by=editor)
        if not (item.kind == Item.Kind.POLICY and "procurement" in item.themes):
            made.append(items.publish_item(item=item, by=editor))
    if made:
        stale = made[0]
        words = {name: getattr(stale.text("es"), name) for name in stale.text("es").FIELDS}
        words["summary"] += " Los operadores se eligen por concurso."
        items.write_text(item=stale, by=stale.created_by, language="es", **words)
        items.write_text(item=stale, by=stale.created_by, language="en", **_words(stale, "en"))
    return made


def _words(item, language):
    text = item.texts.get(language=language)
    return {name: getattr(text, name) for name in text.FIELDS}


def load_story(by, today):
    """A story of a client with a verified result, approved by the client.

    Of the country whose report of last year is shown, and published in that year, so that the
    report tells it.
    """
    found = Outcome.objects.verified().filter(country__in=by, kind=Outcome.Kind.JOBS_CREATED)
    found = found.select_related("client__center").order_by("-quantity", "pk")
    outcome = found.filter(country="SV", occurred_on__year=today.year - 1).first() or found.first()
    if not outcome:
        return []
    client = outcome.client
    editor = by[client.country_id]
    words = {
        "title": f"{client.name}: de la cocina a la tienda",
        "summary": "Con costos claros y un crédito pequeño, el negocio contrató personal.",
        "problem": "Se vendía por encargo y sin llevar cuentas.",
        "done": "Seis sesiones sobre costos, registro y crédito.",
        "results": "Los puestos de trabajo se comprobaron con la planilla.",
        "replication": "Acompañamiento cercano durante el primer año.",
        "cost_note": "",
    }
    item = stories.start_story(
        client=client, by=editor, language="es", texts=words, outcomes=[outcome]
    )
    approval = stories.ask_approval(item=item, by=editor)
    stories.answer(
        approval=approval, agrees=True, signed_name=client.name, photo=True, figures=True
    )
    item = items.publish_item(item=items.submit_item(item=item, by=editor), by=editor)
    item.published_at = item.published_at.replace(year=today.year - 1, month=12, day=1)
    item.save(update_fields=["published_at"])
    return [item]


def load_bulletin(published, today):
    """One issue that was sent, one that is being made, and a few readers."""
    now = timezone.now()
    for number, language in enumerate(["es", "es", "en", "pt-br", "fr"], start=1):
        Subscriber.objects.create(
            email=f"reader{number}@example.org",
            language=language,
            state=Subscriber.State.ACTIVE,
            asked_at=now,
            confirmed_at=now,
        )
    start = today - timedelta(days=90)
    issue = bulletins.create_bulletin(
        country=None, starts_on=start, ends_on=today, titles=TITLES, introductions=INTRODUCTIONS
    )
    bulletins.set_entries(bulletin=issue, items=published[:6])
    bulletins.publish_bulletin(bulletin=issue)
    issue.deliveries.update(state="sent", sent_at=now)  # nothing is sent to invented readers
    bulletins.create_bulletin(
        country=None,
        starts_on=today,
        ends_on=today + timedelta(days=90),
        titles={"es": "Mujeres que exportan"},
        introductions={},
    )
