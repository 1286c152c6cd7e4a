"""Rows added up by dimensions: one reading, cells named by the keys of the breakdown."""

from django.db.models import F

from reporting.dimensions import dimension


def grouped(rows, row, by, per=(), **sums):
    """(cell, {name: value}) for each group by the dimensions `by` and the columns `per`."""
    per = (per,) if isinstance(per, str) else per
    # The prefix keeps the sums apart from columns of the same name.
    sums = {f"sum_{name}": expression for name, expression in sums.items()}
    if not by and not per:
        yield (), _named(rows.aggregate(**sums))
        return
    names = [f"by_{key}" for key in by]
    dimensions = [dimension(key) for key in by]
    paths = (one.expression(row) for one in dimensions)
    aliases = {
        name: F(path) if isinstance(path, str) else path
        for name, path in zip(names, paths, strict=True)
    }
    groups = rows.order_by().annotate(**aliases).values(*names, *per).annotate(**sums)
    for one in groups.iterator(chunk_size=5000):
        keys = (part.name(one[name]) for part, name in zip(dimensions, names, strict=True))
        yield tuple(keys), _named(one)


def _named(group):
    return {name.removeprefix("sum_"): value for name, value in group.items()}
