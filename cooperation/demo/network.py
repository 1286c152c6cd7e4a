"""The demonstration's directory: profiles, accreditations, certificates, requests for advice."""

from datetime import timedelta

from centers.models import Center, Membership
from centers.roles import Role
from clients.consents import consent_text
from cooperation.models import Accreditation, Certificate, CountryProfile, IntakeRequest

PHASES = ["4_expansion", "3_pilot", "5_accredited", "4_expansion", "3_pilot", "2_training"]
ASKED = [
    ("Marta", "Quispe", "Panadería Marta", "woman", "Quiero formalizar mi panadería."),
    ("José", "Rivas", "", "man", "Tengo una idea de taller de bicicletas."),
    ("Elena", "Mina", "Textiles Elena", "woman", "Busco vender en línea."),
]


ABOUT = {
    "es": "Centros con operadores locales y asesoría gratuita.",
    "en": "Centers with local operators and free advice.",
    "pt-br": "Centros com operadores locais e orientação gratuita.",
    "fr": "Des centres gérés par des opérateurs locaux et des conseils gratuits.",
}
LEADS = {
    "BZ": "BELTRAIDE",
    "CR": "Ministerio de Economía, Industria y Comercio",
    "DO": "Viceministerio de Fomento a las Mipymes",
    "GT": "Ministerio de Economía",
    "HN": "Autoridad nacional de mipymes",
    "SV": "Comisión Nacional de la Micro y Pequeña Empresa",
}
# Invented numbers behind real prefixes.
DIALLING = {"BZ": "501", "CR": "506", "DO": "1809", "GT": "502", "HN": "504", "SV": "503"}
ENGLISH_HOURS = "Monday to Friday, 8:00–17:00"


def load_directory(countries, today):
    for place, country in enumerate(countries.values()):
        CountryProfile.objects.get_or_create(
            country=country,
            defaults={
                "phase": PHASES[place % len(PHASES)],
                "since": today - timedelta(days=500 + 90 * place),
                "lead_institution": LEADS.get(country.pk, "Autoridad nacional de mipymes"),
                "about": ABOUT,
            },
        )
    centers = Center.objects.filter(country__in=countries).select_related("country")
    states = ["accredited", "accredited", "provisional", "candidate"]
    for place, center in enumerate(centers.order_by("pk")):
        english = center.country.language == "en"
        Center.objects.filter(pk=center.pk, opening_hours="").update(
            opening_hours=ENGLISH_HOURS if english else "Lunes a viernes, 8:00–16:00",
            address="12 Market Street" if english else f"Calle Central {place + 1}",
            phone=f"+{DIALLING.get(center.country_id, '500')} 2000 {place:04}",
            email=f"{center.code.lower()}@example.org",
        )
        Accreditation.objects.create(
            center=center,
            state=states[place % len(states)],
            phase=PHASES[place % 3],
            body="Red CDE",
            valid_from=today - timedelta(days=300),
            valid_until=today + timedelta(days=800),
        )
    _certificates(today)
    _requests()


def _certificates(today):
    people = Membership.objects.filter(role=Role.ADVISOR).select_related("user").order_by("pk")
    for place, row in enumerate(people[:8]):
        Certificate.objects.create(
            user=row.user,
            name="Asesoría empresarial certificada",
            issuer="Universidad Demostración",
            issued_on=today - timedelta(days=700),
            expires_on=today + timedelta(days=30 if place % 3 else -20),
        )


def _requests():
    """Three people wait at the center of the first advisor who can log in."""
    row = (
        Membership.objects.filter(role=Role.ADVISOR).select_related("center").order_by("pk").first()
    )
    if not row:
        return
    read = consent_text("es", row.center.country)
    for number, (name, surname, business, sex, message) in enumerate(ASKED):
        IntakeRequest.objects.create(
            center=row.center,
            country=row.center.country,
            name=name,
            surname=surname,
            business=business,
            sex=sex,
            phone=f"7000 12{number}4",
            message=message,
            language="es",
            consent_given=True,
            consent_version=read.version,
            consent_language=read.language,
            consent_text=read.text,
        )
