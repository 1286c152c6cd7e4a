"""Invented offers, requests and an exchange."""

from datetime import timedelta
from decimal import Decimal

from cooperation.actions import exchanges
from cooperation.models import (
    CostShare,
    Listing,
    Participant,
)


def load_exchanges(countries, by, published, today):
    """Offers and requests; one of them became an exchange with a visit and a new practice."""
    wanted = [
        ("GT", "offer", "women", "Ventas por mensajería para artesanas", "Red de centros"),
        ("SV", "request", "women", "Vender por mensajería con mujeres rurales", "Red de centros"),
        ("CR", "offer", "formalization", "Ventanilla única en línea", "Ministerio de Economía"),
        ("HN", "request", "formalization", "Simplificar el registro de empresas", "Red de centros"),
        ("BZ", "request", "value_chains", "Coffee and cocoa chains", "BELTRAIDE"),
        ("HN", "offer", "value_chains", "Cadenas de café con cooperativas", "Red de centros"),
    ]
    made = {}
    for code, kind, theme, title, institution in wanted:
        if code in countries:
            made[code, kind, theme] = Listing.objects.create(
                country=countries[code],
                kind=kind,
                theme=theme,
                title=title,
                description=f"{title}: material, visitas y acompañamiento en línea.",
                institution=institution,
                contact_email=by[code].email,
                languages=["en", "es"] if code == "BZ" else ["es"],
                covers_costs=kind == "offer",
                created_by=by[code],
            )
    offer, wish = made.get(("GT", "offer", "women")), made.get(("SV", "request", "women"))
    if offer and wish:
        _carry_out(offer, wish, by, published, today)


def _carry_out(offer, wish, by, published, today):
    row = exchanges.propose_exchange(offer=offer, request=wish, by=by["SV"], tell=False)
    exchanges.write_agreement(
        exchange=row,
        agreement="Guatemala comparte la guía y dos asesoras; El Salvador adapta y prueba en tres "
        "centros. Una visita de cuatro días.",
        follow_up_on=today + timedelta(days=120),
    )
    exchanges.agree(exchange=row, by=by["GT"])
    row = exchanges.agree(exchange=row, by=by["SV"])
    visit = exchanges.add_visit(
        exchange=row,
        mode="on_site",
        place="Sololá",
        starts_on=today - timedelta(days=40),
        ends_on=today - timedelta(days=37),
        purpose="Ver las lecciones en dos centros y hablar con artesanas.",
    )
    for name, code, sex in (
        ("Lucía Paz", "SV", "woman"),
        ("Rosa Mejía", "SV", "woman"),
        ("Diego Tum", "GT", "man"),
    ):
        Participant.objects.create(visit=visit, name=name, country_id=code, sex=sex)
    CostShare.objects.create(
        exchange=row, payer="Ministerio de Economía", purpose="Asesoras", amount=2400, in_kind=True
    )
    CostShare.objects.create(exchange=row, payer="OEA", purpose="Pasajes", amount=Decimal("1850"))
    original = next((item for item in published if item.country_id == "GT"), None)
    if original:
        exchanges.record_replication(
            original=original,
            country=row.learner,
            by=by["SV"],
            exchange=row,
            adaptation="Lecciones en audio y cobro por transferencia.",
            started_on=today - timedelta(days=20),
        )
