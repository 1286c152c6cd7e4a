"""Invented meetings, and what countries told about the example plan."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from centers.roles import Role
from cooperation.actions import meetings, plans
from cooperation.example_plan import load_example_plan
from cooperation.models import (
    Activity,
    AgendaPoint,
    Commitment,
    Decision,
    Declaration,
    Delegation,
    Meeting,
    Progress,
)


def _words(spanish, english, portuguese, french):
    return {"es": spanish, "en": english, "pt-br": portuguese, "fr": french}


TOPICS = {
    "procurement": _words(
        "Compras públicas", "Public procurement", "Compras públicas", "Marchés publics"
    ),
    "exporters": _words(
        "Mujeres que exportan",
        "Women who export",
        "Mulheres que exportam",
        "Des femmes qui exportent",
    ),
    "dialogue": _words(
        "Diálogo Interamericano",
        "Inter-American Dialogue",
        "Diálogo Interamericano",
        "Dialogue interaméricain",
    ),
    "session": _words(
        "Sesión 1: medir",
        "Session 1: measuring",
        "Sessão 1: medir",
        "Séance 1 : mesurer",
    ),
}
AGENDA = [
    _words("Bienvenida", "Welcome", "Boas-vindas", "Bienvenue"),
    _words("Tres experiencias", "Three cases", "Três experiências", "Trois expériences"),
]


def load_meetings(countries, by, today):
    """A meeting that was held, one to come, and a Dialogue."""
    past = _meeting("quarterly", today - timedelta(days=30), "procurement")
    for position, words in enumerate(AGENDA, 1):
        AgendaPoint.objects.create(meeting=past, position=position, texts=words, length=20)
    meetings.invite_roles(
        meeting=past, countries=countries.values(), roles=[Role.COORDINATOR, Role.EDITOR]
    )
    rows = list(past.invitations.all())
    past.invitations.update(sent_at=timezone.now())
    sexes = {row.pk: "woman" if number % 3 else "man" for number, row in enumerate(rows)}
    meetings.record_attendance(
        meeting=past, attended={row.pk for row in rows[: len(rows) * 3 // 4]}, sexes=sexes
    )
    Decision.objects.create(meeting=past, text="Compartir los pliegos tipo de compras pequeñas.")
    for code, days, words in (
        ("SV", 12, "Publicar el pliego tipo."),
        ("CR", -5, "Enviar la guía."),
    ):
        if code in countries:
            Commitment.objects.create(
                meeting=past,
                text=words,
                country=countries[code],
                owner_name=by[code].name,
                owner_email=by[code].email,
                due_on=today + timedelta(days=days),
            )
    coming = _meeting("quarterly", today + timedelta(days=60), "exporters")
    for position, words in enumerate(AGENDA, 1):
        AgendaPoint.objects.create(meeting=coming, position=position, texts=words, length=30)
    dialogue = _meeting("dialogue", today + timedelta(days=200), "dialogue")
    _meeting("session", today + timedelta(days=200), "session", dialogue)
    for code in list(countries)[:3]:
        Delegation.objects.create(
            meeting=dialogue, country=countries[code], head="Por confirmar", women=2, men=1
        )
    Declaration.objects.create(
        meeting=dialogue,
        titles={"es": "Borrador de declaración", "en": "Draft declaration"},
        texts={"es": "Se acordará en la reunión.", "en": "To be agreed at the meeting."},
        adopted_on=today + timedelta(days=201),
    )


def _meeting(series, day, topic, parent=None):
    zone = ZoneInfo("America/El_Salvador")
    start = datetime.combine(day, time(9), tzinfo=zone)
    return Meeting.objects.create(
        series=series,
        parent=parent,
        titles=TOPICS[topic],
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        time_zone=zone.key,
        address="" if series in ("dialogue", "session") else "https://meet.example.org/msme",
    )


def load_progress(countries, by):
    """What countries told about the example plan."""
    plan = load_example_plan()
    states = ["done", "started", "done", "done", "started", "dropped"]
    for activity in Activity.objects.filter(goal__plan=plan):
        for place, (code, country) in enumerate(countries.items()):
            state = states[(activity.number + place) % len(states)]
            if (activity.number * 5 + place) % 7 == 0:
                continue
            facts = {"activity": activity, "country": country, "by": by[code]}
            if activity.starts_on <= date(2020, 5, 15):
                plans.record_progress(**facts, day=date(2020, 5, 15), state=Progress.State.STARTED)
            plans.record_progress(
                **facts,
                day=date(2021, 8, 15),
                state=Progress.State(state),
                evidence="Ejemplo inventado: informe del trimestre." if state == "done" else "",
            )
