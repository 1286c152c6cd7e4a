# ruff: noqa: E501
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

# What keeps a line from being taken in. Each sentence names the column and the mend.
CAUSES = {
    "unreadable_date": _("%(column)s: “%(value)s” is not a day that exists. Write day/month/year, for example 28/02/2024."),
    "future_date": _("%(column)s: %(value)s lies in the future. Write the day it happened, today at the latest."),
    "date_too_early": _("%(column)s: %(value)s is before %(earliest)s. Check the year."),
    "no_date": _("%(column)s is empty. Write the day as day/month/year."),
    "unreadable_hours": _("%(column)s: “%(value)s” is not a duration. Write 1.5, 1:30 or 90 min."),
    "negative_hours": _("%(column)s: %(value)s is less than zero. Write the time that was spent."),
    "no_hours": _("%(column)s is empty or zero. Write the time spent with the client, for example 1.5 or 90 min."),
    "over_24_hours": _("%(column)s: %(value)s is more than a day has. If these are minutes, write “min” after the number."),
    "unreadable_money": _("%(column)s: “%(value)s” is not an amount. Write digits with one decimal mark, for example 15623.10."),
    "negative_money": _("%(column)s: %(value)s is less than zero. Write the amount without a sign."),
    "no_amount": _("%(column)s is empty or zero, and this kind of result needs an amount. Write the amount."),
    "mixed_currencies": _("%(column)s: %(value)s is in another currency than the rest of the line. Write both in one currency."),
    "unknown_currency": _("%(column)s: “%(value)s” is not a currency. Write its three-letter code, for example USD."),
    "unreadable_count": _("%(column)s: “%(value)s” is not a whole number. Write digits only."),
    "negative_jobs": _("%(column)s: %(value)s is less than zero. Write the number of jobs, 0 if there are none."),
    "negative_quantity": _("%(column)s: %(value)s is less than zero. Write 0 or more."),
    "no_quantity": _("%(column)s is empty or zero, and this kind of result needs a number. Write how many."),
    "more_women_than_jobs": _("%(column)s: %(value)s is more than the %(total)s jobs of the line. Women are counted among the jobs."),
    "unreadable_share": _("%(column)s: “%(value)s” is not a percentage. Write a number from 0 to 100."),
    "negative_share": _("%(column)s: %(value)s is less than zero. Write a percentage from 0 to 100."),
    "share_over_100": _("%(column)s: %(value)s is more than 100 %%. Write a percentage from 0 to 100."),
    "unknown_sex": _("%(column)s: “%(value)s” is not known. Write F for a woman, M for a man, or leave it empty."),
    "unknown_stage": _("%(column)s: “%(value)s” is not a stage. Write idea, start-up or in business."),
    "unknown_yes_no": _("%(column)s: “%(value)s” is neither yes nor no. Write yes or no."),
    "unknown_kind": _("%(column)s: “%(value)s” is not a kind of result. Write jobs created, jobs retained, increase in sales, exports, financing, business started or formalization."),
    "no_kind": _("%(column)s is empty. Write the kind of result."),
    "unknown_state": _("%(column)s: “%(value)s” is not a state. Write declared, with evidence or verified."),
    "no_person": _("%(column)s is empty. Write the person's name."),
    "no_figures": _("%(column)s: the line has neither sales nor jobs. Write at least one of them, 0 if there are none."),
    "exports_over_sales": _("%(column)s: %(value)s is more than all sales of the line. Exports are a part of the sales."),
    "formal_over_jobs": _("%(column)s: %(value)s is more than the %(total)s jobs of the line. Formal jobs are counted among them."),
    "conflicting_situation": _("%(column)s: other figures of %(value)s are stored already for this client. Mend them on the client's page, or write another day."),
    "no_client": _("%(column)s is empty. Write the client's name as on the clients' sheet."),
    "unknown_client": _("%(column)s: “%(value)s” is not a client of this center. Register the client first, or mend the name."),
    "returned_client": _("%(column)s: the line of “%(value)s” on the clients' sheet was returned. Mend that line first, then load this one again."),
    "ambiguous_client": _("%(column)s: there are several clients named “%(value)s”. Add the person's name or the document."),
    "unreadable_email": _("%(column)s: “%(value)s” is not an e-mail address. Mend it, or leave it empty."),
    "unreadable_text": _("%(column)s: the cell holds an error of the spreadsheet (%(value)s). Write the value itself."),
    "too_long": _("%(column)s: the text is longer than %(limit)s characters. Shorten it."),
    "not_accepted": _("%(column)s: “%(value)s” was not accepted: %(reason)s"),
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """Why a line was returned: the cause, the heading and the cell it lies in."""

    cause: str
    column: str
    value: str = ""
    suggestion: str = ""
    params: dict = field(default_factory=dict, hash=False, compare=False)

    def sentence(self):
        """The reason and the mend, in the language that is active."""
        names = {"column": self.column, "value": self.value, **self.params}
        return CAUSES[self.params.get("wording", self.cause)] % names
