"""Sales and jobs of a line, on the clients' sheet as on the one of dated figures."""

from clients.imports.cells.numbers import read_count

SALES = ("national_sales", "export_sales", "gross_sales")
JOBS = ("women_full_time", "women_part_time", "men_full_time", "men_part_time")


def read_jobs(cell, style):
    return read_count(cell, style, negative="negative_jobs")


def settle_sales(line, reader):
    """Turns the sales into amounts and returns their one currency.

    Two currencies cannot stand in one line. Where only all sales are given, the national ones are
    what the exports leave.
    """
    values, codes = line.values, []
    for name in SALES:
        money = values[name]
        if money is not None:
            values[name] = money.amount
            code = money.currency or values["currency"] or reader.styles[name].currency
            codes.append((not money.amount, code, name))
    amounts = [code for is_zero, code, _name in codes if not is_zero]
    if len(set(amounts)) > 1:
        name = next(n for zero, code, n in codes if not zero and code != amounts[0])
        reader.fault(line, "mixed_currencies", name, reader.cell(line, name))
    _settle_gross(line, reader)
    return min(codes)[1] if codes else ""


def _settle_gross(line, reader):
    values = line.values
    gross, exports = values.pop("gross_sales"), values["export_sales"] or 0
    if gross is None or values["national_sales"] is not None:
        return
    if exports > gross:
        reader.fault(line, "exports_over_sales", "export_sales", reader.cell(line, "export_sales"))
        return
    values["national_sales"] = gross - exports
