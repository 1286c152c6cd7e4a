"""Workbooks of the F1 shape as centers keep them, made from a seed, with what they add up to."""

import random
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.clients.workbooks import book

FIRST = ["Ana Lucía", "José Luis", "Núria", "Óscar", "Rosa", "Petrona", "Élida", "Germán"]
LAST = ["Peña", "Muñoz", "Ibáñez", "Zelaya", "Ávila", "Núñez", "Castro", "Ortiz", "Benítez"]
FIRMS = ["Tienda", "Pulpería", "Panadería", "Taller", "Café", "Vivero", "Textiles"]
SIGNS = ["La Fe", "El Ángel", "Doña Ñata", "San Martín", "Los Pinos", "Sol y Luna", "Niño Dios"]
SEXES = {
    "woman": ["F", "Mujer", "femenino", "FEMENINO "],
    "man": ["M", " M", "Hombre", "masculino"],
    "not_stated": [None, "N/D"],
}
MONTHS = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
STATES = ["Declarado", "Con evidencia", "Verificado"]
JOBS = {"Empleos generados": "JOB-01", "Empleos conservados": "JOB-02"}
MONEY = {
    "Incremento en ventas": "SAL-01",
    "Exportaciones": "EXP-01",
    "Financiamiento obtenido": "CAP-01",
}
CLIENT_HEADINGS = [
    "No.", "Fecha de inscripción", "Nombre de la empresa", "Nombre del empresario/a",
    "Documento de identidad", "Sexo", "Municipio", "Sector", "Etapa", "% propiedad de mujeres",
    "Ventas nacionales 12 meses ({currency})", "Mujeres fijas", "Hombres fijos",
]  # fmt: skip
SESSION_HEADINGS = [
    "Fecha", "Empresa", "Empresario/a", "Asesor(a)", "Modalidad", "Horas", "Horas de preparación",
    "Tema",
]  # fmt: skip
OUTCOME_HEADINGS = [
    "Fecha", "Empresa", "Tipo de resultado", "Cantidad", "De ellas, mujeres", "Monto", "Moneda",
    "Estado", "Evidencia",
]  # fmt: skip


@dataclass
class Truth:
    """What the workbook holds; `figures`: (measure, state, year) to the exact value."""

    rows: dict = field(default_factory=Counter)  # by kind of sheet
    created: dict = field(default_factory=Counter)
    merged: int = 0
    repeated: int = 0
    faults: list = field(default_factory=list)  # (kind, cause) in the order of the sheets
    figures: dict = field(default_factory=lambda: defaultdict(Decimal))


def make_workbook(seed, *, currency, sign, decimal_mark, clients=40, sessions=160, outcomes=60):
    """(bytes of the xlsx, its Truth)."""
    return _Maker(random.Random(seed), currency, sign, decimal_mark).make(
        clients, sessions, outcomes
    )


class _Maker:
    def __init__(self, chance, currency, sign, decimal_mark):
        self.chance, self.currency, self.sign, self.mark = chance, currency, sign, decimal_mark
        self.truth = Truth()

    def make(self, clients, sessions, outcomes):
        people = self.people(clients)
        sheets = {
            "Clientes (F1)": self.client_sheet(people),
            "Asesorías": self.session_sheet(people, sessions),
            "Resultados": self.outcome_sheet(people, outcomes),
        }
        return book(**sheets), self.truth

    def people(self, number):
        """Everybody with a firm, a name and a document of their own."""
        pick = self.chance.choice
        names = {f"{pick(FIRST)} {pick(LAST)} {pick(LAST)}": None for _ in range(number * 3)}
        firms = {f"{pick(FIRMS)} {pick(SIGNS)} {pick(LAST)}": None for _ in range(number * 3)}
        return [
            {
                "firm": firm,
                "name": name,
                "document": f"AB-{100000 + place * 37}",
                "sex": pick(list(SEXES)),
                "share": pick([0, 50, 51, 100, None]),
                "since": date(2023, 1, 1) + timedelta(self.chance.randrange(300)),
            }
            for place, (firm, name) in enumerate(zip(firms, names, strict=False))
        ][:number]

    # Cells

    def day(self, day):
        styles = [
            datetime(day.year, day.month, day.day), f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}",
            f"{day:%d}-{MONTHS[day.month - 1]}-{day:%y}",
        ]  # fmt: skip
        return self.chance.choice(styles)

    def hours(self, minutes):
        clock = f"{minutes // 60}:{minutes % 60:02d}"
        return self.chance.choice([minutes / 60, clock, f"{minutes} min"])

    def money(self, amount):
        text = f"{amount:,.2f}"
        if self.mark == ",":
            text = text.translate(str.maketrans(",.", ".,"))
        return self.chance.choice([float(amount), text, f"{self.sign}{text}"])

    def untidy(self, name):
        bare = "".join(
            c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)
        )
        spaced = f"  {name} ".replace(" ", "  ", 2)
        return self.chance.choice([name, name, name.upper(), name.lower(), spaced, bare])

    # Sheets

    def client_sheet(self, people):
        headings = [text.format(currency=self.currency) for text in CLIENT_HEADINGS]
        rows = []
        for one in people:
            rows.append(self.client_row(one))
            if self.chance.random() < 0.1:  # again, known by its document or by its names
                again = self.client_row(one)
                again[4] = self.chance.choice([one["document"], None])
                rows.append(again)
                self.truth.merged += 1
            if self.chance.random() < 0.05:
                rows.append([None])
        stranger = people[0] | {"firm": "Error", "name": "Prueba", "document": "XX-000001"}
        for place, cell, cause in (
            (10, "12.34.56 mil", "unreadable_money"),
            (11, -2, "negative_jobs"),
            (9, 140, "share_over_100"),
            (1, "31/02/2024", "unreadable_date"),
        ):
            rows.append(self.faulty(self.client_row(stranger), "clients", place, cell, cause))
        self.count("clients", [row for row in rows if row != [None]], len(people))
        top = [["RED DE CENTROS"], ["Registro de clientes (F1)"], [None], headings]
        return [*top, *rows, [None, None, "TOTAL", *[None] * 8, 99]]

    def client_row(self, one):
        return [
            self.chance.randrange(999), self.day(one["since"]), self.untidy(one["firm"]),
            self.untidy(one["name"]), one["document"], self.chance.choice(SEXES[one["sex"]]),
            "Centro", "Comercio", "Negocio en marcha", one["share"],
            self.money(self.amount()), self.chance.randrange(4), self.chance.randrange(4),
        ]  # fmt: skip

    def session_sheet(self, people, number):
        rows, held = [], {}
        while len(held) < number:
            one = self.chance.choice(people)
            day = one["since"] + timedelta(self.chance.randrange(400))
            spent, prepared = self.chance.choice([30, 45, 60, 90, 120]), self.chance.choice([0, 15])
            if day.year > 2024 or (one["firm"], day) in held:
                continue
            held[one["firm"], day] = (one, spent + prepared)
            rows.append(self.session_row(one, day, self.hours(spent), self.hours(prepared)))
            if self.chance.random() < 0.05:
                rows.append(rows[-1])
                self.truth.repeated += 1
        day = date(2024, 5, 5)
        for place, cell, cause in (
            (0, datetime(2031, 5, 5), "future_date"), (5, -1, "negative_hours"),
            (5, None, "no_hours"), (5, 60, "over_24_hours"), (1, "Nadie así", "unknown_client"),
        ):  # fmt: skip
            row = self.session_row(people[0], day, 1, 0)
            row[2] = "Nadie Así" if place == 1 else row[2]
            rows.append(self.faulty(row, "sessions", place, cell, cause))
        self.count("sessions", rows, number)
        self.add_up_services(held)
        return [["Control de asesorías"], SESSION_HEADINGS, *rows]

    def session_row(self, one, day, spent, prepared):
        names = self.untidy(one["firm"]), self.untidy(one["name"])
        mode = self.chance.choice(["Visita", "WhatsApp", "Centro"])
        return [self.day(day), *names, "Marisol Fúnez", mode, spent, prepared, "Crédito"]

    def outcome_sheet(self, people, number):
        rows = [self.outcome_row(self.chance.choice(people)) for _ in range(number)]
        for cells, cause in (
            ({3: 2, 4: 5}, "more_women_than_jobs"), ({2: "Otro logro"}, "unknown_kind"),
            ({2: "Exportaciones", 5: "1.2.3 mil"}, "unreadable_money"),
            ({2: "Exportaciones", 5: 1200, 6: "XXZ"}, "unknown_currency"),
        ):  # fmt: skip
            row = [self.day(date(2024, 6, 6)), people[0]["firm"], "Empleos generados", *[None] * 6]
            for place, cell in cells.items():
                row[place] = cell
            self.truth.faults.append(("outcomes", cause))
            rows.append(row)
        self.count("outcomes", rows, number)
        return [OUTCOME_HEADINGS, *rows]

    def outcome_row(self, one):
        day = date(2023, 6, 1) + timedelta(self.chance.randrange(570))
        kind, state = self.chance.choice([*JOBS, *MONEY]), self.chance.choice(STATES)
        quantity = women = amount = None
        if kind in JOBS:
            quantity = self.chance.randrange(1, 7)
            women = self.chance.randrange(quantity + 1)
            values = {JOBS[kind]: quantity, f"{JOBS[kind]}.women": women}
        else:
            amount = self.amount()
            values = {MONEY[kind]: amount}
        for measure, value in values.items():
            self.truth.figures[measure, "declared", day.year] += value
            if state == "Verificado":
                self.truth.figures[measure, "verified", day.year] += value
        money = (self.money(amount), self.currency) if amount else (None, None)
        evidence = None if state == "Declarado" else f"planilla {self.chance.random()}.pdf"
        firm = self.untidy(one["firm"])
        return [self.day(day), firm, kind, quantity, women, *money, state, evidence]

    # What it adds up to

    def amount(self):
        return round(Decimal(self.chance.lognormvariate(8, 1)), 2)

    def faulty(self, row, kind, place, cell, cause):
        self.truth.faults.append((kind, cause))
        return [*row[:place], cell, *row[place + 1 :]]

    def count(self, kind, rows, created):
        self.truth.rows[kind], self.truth.created[kind] = len(rows), created

    def add_up_services(self, held):
        figures, spent, first = self.truth.figures, Counter(), {}
        for (firm, day), (one, minutes) in held.items():
            figures["SES-01", "all", day.year] += 1
            figures["minutes", "all", day.year] += minutes
            spent[firm, day.year, one["sex"]] += minutes
            first[firm] = min(first.get(firm, day), day)
        for (_firm, year, sex), minutes in spent.items():
            figures["CLI-01", "all", year] += 1
            figures["CLI-01", sex, year] += 1
            figures["CLI-03", "all", year] += minutes >= 300
        for day in first.values():
            figures["CLI-02", "all", day.year] += 1
