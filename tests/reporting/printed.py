"""What a report must print, worked out from the figures that the API gives: no code is shared.

Each table is a list of rows of cells, in the order of the pages; a cell is its whole text.
"""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

LOCALES = {"es": "es_SV", "en": "en", "pt-br": "pt", "fr": "fr"}
NOT_KNOWN = {"es": "s. d.", "en": "n/a", "pt-br": "s. d.", "fr": "n. d."}
MONEY = ("CAP-01", "SAL-01", "EXP-01")
VERIFIED = ("JOB", "CAP", "SAL", "EXP", "BUS", "FOR")
YEARS = ("2021", "2022", "2023", "2024")


class Printed:
    """The figures of one edition (the API's `data`) as a report in a language writes them."""

    def __init__(self, data, language):
        self.data, self.language = data, language
        self.lines = {
            (line["measure"], line["state"], tuple(sorted(line["by"].items()))): line["value"]
            for line in data["lines"]
        }

    # --- figures
    def value(self, code, state="", **by):
        state = state or ("verified" if code.startswith(VERIFIED) else "all")
        found = self.lines.get((code, state, tuple(sorted(by.items()))), "0")
        return found if found == "[c]" else Decimal(found)

    def women(self, code, **by):
        if code == "JOB-01":
            return self.value("JOB-01.women", **by)
        owner = {"women_owned": "yes"} if code in MONEY else {"sex": "woman"}
        return self.value(code, **by, **owner)

    # --- words
    def number(self, value, places=0):
        if value == "[c]":
            return value
        value = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        text = format_decimal(value, format=pattern, locale=LOCALES[self.language])
        return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")

    def amount(self, code, value):
        if value == "[c]" or code not in MONEY:
            return self.number(value)
        return f"{self.number(value)} $US" if self.language == "fr" else f"US$ {self.number(value)}"

    def percent(self, part, whole, places=0):
        if "[c]" in (part, whole):
            return "[c]"
        if not Decimal(whole):
            return NOT_KNOWN[self.language]
        gap = " " if self.language in ("es", "fr") else ""
        return f"{self.number(Decimal(part) * 100 / Decimal(whole), places)}{gap}%"

    def share(self, code, **by):
        return self.percent(self.women(code, **by), self.value(code, **by))

    # --- tables
    def tables(self):
        return [
            [self._center(center=one["code"]) for one in self.data["centers"]] + [self._center()],
            [self._result(code) for code in ("JOB-01", *MONEY, "BUS-01", "FOR-01")],
            [self._target(one) for one in self.data["targets"]],
            [self._whole_and_part(code) for code in WOMEN],
            [self._change(self.data["followup"][key]) for key in ("sales", "jobs")],
            [[self.number(one["per_usd"], 4), one["source"]] for one in self.data["rates"]],
            *self._charts(),
        ]

    def _center(self, **by):
        starts, women = self.value("BUS-01", **by), self.women("BUS-01", **by)
        return [
            self.number(self.value("CLI-01", **by)),
            self.share("CLI-01", **by),
            *map(self.number, (women, starts - women, starts, self.value("JOB-01", **by))),
            self.share("JOB-01", **by),
            self.amount("CAP-01", self.value("CAP-01", **by)),
            self.share("CAP-01", **by),
        ]

    def _result(self, code):
        claims = [self.value(f"{code}.records", state) for state in ("declared", "verified")]
        return [
            self.amount(code, self.value(code, "declared")),
            self.amount(code, self.value(code)),
            self.share(code),
            self.number(claims[0]),
            self.percent(claims[1], claims[0]),
        ]

    def _target(self, one):
        code, goal = one["measure"], Decimal(one["target"])
        result = self.value(code)
        share = self.percent(result, goal)
        return [self.amount(code, goal), self.amount(code, result), self.share(code), share]

    def _whole_and_part(self, code):
        figures = (self.amount(code, one) for one in (self.value(code), self.women(code)))
        return [*figures, self.share(code)]

    def _change(self, one):
        return [self.number(one["n"]), *(self.number(one[x], 1) for x in QUARTILES)]

    def _charts(self):
        jobs = [(self.value("JOB-01", year=y), self.women("JOB-01", year=y)) for y in YEARS]
        yield [[self.number(hers), self.number(total - hers)] for total, hers in jobs]
        yield [[self.share(code)] for code in ("CLI-01", "BUS-01", "JOB-01", "CAP-01")]
        yield [[self._target(one)[3]] for one in self.data["targets"]]
        yield [[self.number(self.women(code))] for code in ("CLI-01", "CLI-03", "BUS-01")]
        yield [[self.share("CLI-01", center=one["code"])] for one in self.data["centers"]]
        yield [[self.share(code, year=y) for code in ("CLI-01", "JOB-01", "CAP-01")] for y in YEARS]
        for code, dimension in GROUPS:
            yield self._groups(code, dimension)

    def _groups(self, code, dimension):
        found = {
            dict(by)[dimension]: self.value(code, **{dimension: dict(by)[dimension]})
            for measure, _state, by in self.lines
            if measure == code and [name for name, _value in by] == [dimension]
        }
        order = sorted(found, key=found.get, reverse=True)
        return [
            [self.number(found[key]), self.number(self.women(code, **{dimension: key}))]
            for key in order
        ]

    # --- all other numbers of the pages
    def elsewhere(self):
        """Texts of all further figures: headlines, facts, coverage, alternative texts."""
        data, followup, came = self.data, self.data["followup"], self.data["trainings"]
        claims = [
            sum(self.value(f"{code}.records", state) for code in ("JOB-01", *MONEY, "BUS-01"))
            for state in ("declared", "verified")
        ]
        yield from (self.number(one) for one in (claims[0], claims[0] - claims[1]))
        yield self.percent(claims[1], claims[0])
        yield from (self.number(self.value("JOB-01", year=year)) for year in YEARS)
        for code in ("SES-01", "SES-02", "CLI-01", "CLI-02", "CLI-03", "BUS-01", "JOB-01"):
            yield self.number(self.value(code))
            yield self.share(code)
        for code in ("BUS-01", "JOB-01"):
            yield self.number(self.value(code, "declared"))
        for state in ("declared", "verified"):
            yield self.number(self.value("CAP-01", state) / 1_000_000, 1)
        yield self.number(Decimal(data["budget_usd"]) / 1_000_000, 1)
        yield self.number(self.value("CAP-01") / Decimal(data["budget_usd"]), 2)
        yield self.percent(self.value("CLI-01", sex="not_stated"), self.value("CLI-01"), 1)
        for key in ("due", "answered"):
            yield self.number(followup[key])
        yield self.percent(followup["answered"], followup["due"])
        yield self.percent(followup["surviving"], followup["survival_asked"])
        yield self.percent(followup["answered_women"], followup["answered"])
        yield self.percent(followup["surviving_women"], followup["surviving"])
        yield self.number(followup["sales"]["median"], 1)
        yield from (self.number(came[key]) for key in ("events", "participants"))
        yield self.percent(came["women"], came["participants"])
        yield from (self.number(len(data[key])) for key in ("centers", "lines", "targets"))
        yield self.number(sum(line["value"] == "[c]" for line in data["lines"]))
        groups = [(code, dimension) for code, dimension in GROUPS]
        for code, dimension in groups:
            for (measure, _state, by), value in self.lines.items():
                if measure == code and [name for name, _value in by] == [dimension]:
                    yield self.percent(self.women(code, **dict(by)), value)
                    yield self.percent(value, self.value(code))


WOMEN = ("CLI-01", "CLI-02", "CLI-03", "BUS-01", "FOR-01", "JOB-01", "CAP-01", "SAL-01")
QUARTILES = ("lower", "median", "upper")
GROUPS = (
    ("CLI-01", "sector"),
    ("CLI-01", "stage"),
    ("CLI-01", "area"),
    ("SES-02", "topic"),
    ("SES-02", "mode"),
)
