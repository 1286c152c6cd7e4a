"""Facts: figures kept ready in small cells, and what is needed to keep them right.

Nobody writes here but reporting/facts. Months are numbers, year × 12 + month − 1. The numbers that
stand for sex, women_owned, sector, size and kind are those of reporting/facts/codes.py; 0 = all.
Sums that are nothing may be empty.
"""

from django.db import models


class Cell(models.Model):
    """One cell of one grain (see reporting/facts/codes.py): sums over clients alike.

    `country` is empty in the grain over the whole region; `key` is the center or the funder in
    theirs. `x` says for which first months of a range the row counts: those up to x.
    """

    grain = models.SmallIntegerField()
    country = models.CharField(max_length=2, blank=True)
    key = models.IntegerField()
    month = models.SmallIntegerField()
    x = models.SmallIntegerField()
    sex = models.SmallIntegerField()
    women_owned = models.SmallIntegerField()
    sector = models.SmallIntegerField()
    size = models.SmallIntegerField()

    class Meta:
        abstract = True


KEYS = ("grain", "country", "key", "month", "x", "sex", "women_owned", "sector", "size")


class ServiceCell(Cell):
    """Sessions of one month."""

    pk = models.CompositePrimaryKey(*KEYS)
    served = models.IntegerField(null=True)
    long_term = models.IntegerField(null=True)
    new_clients = models.IntegerField(null=True)
    sessions = models.IntegerField(null=True)
    minutes = models.IntegerField(null=True)


class ClaimCell(Cell):
    """Claims of one kind in one month: the verified, and those that are declared only."""

    # What is asked for stands before the months, so that an index leads to them.
    pk = models.CompositePrimaryKey(*KEYS[:3], "kind", "verified", *KEYS[3:])
    kind = models.SmallIntegerField()
    verified = models.BooleanField()
    records = models.IntegerField(null=True)
    quantity = models.BigIntegerField(null=True)
    things = models.BigIntegerField(null=True)
    women = models.BigIntegerField(null=True)
    half_posts = models.BigIntegerField(null=True)
    cents = models.BigIntegerField(null=True)
    exporters = models.IntegerField(null=True)
    first_exporters = models.IntegerField(null=True)
    starts = models.IntegerField(null=True)


class Posted(models.Model):
    """What of a client is in the cells: its months (reporting/facts/summaries.py), packed."""

    client = models.BigIntegerField(primary_key=True)
    summary = models.BinaryField()


class Mark(models.Model):
    """A client whose facts are out of date; written by triggers in the writer's transaction.

    Appended only: a mark that were written once a client could be taken by a drain that does not
    see the change yet.
    """

    client = models.BigIntegerField()
    country = models.CharField(max_length=2)

    class Meta:
        indexes = [models.Index(fields=["country"], name="mark_country")]
