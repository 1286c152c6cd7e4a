"""Sums of many rows by their keys, in whole numbers."""

import numpy

MOST = 2**62


def summed(keys, values):
    """Rows of equal keys added up, in the order of the keys: (keys, values).

    `keys`: arrays of whole numbers, one for each column; `values`: rows × sums.
    """
    if not len(values):
        return list(keys), values
    order, begins = runs(keys)
    firsts = order[begins]
    return [key[firsts] for key in keys], numpy.add.reduceat(values[order], begins)


def runs(keys):
    """(order of the rows by their keys, where in that order each new key begins)."""
    code = _packed(keys)
    order = numpy.argsort(code, kind="stable")
    code = code[order]
    return order, numpy.flatnonzero(numpy.concatenate(([True], code[1:] != code[:-1])))


def _packed(keys):
    """One whole number for each row, which sorts as its keys do."""
    code, many = numpy.zeros(len(keys[0]), "i8"), 1
    for key in keys:
        low = int(key.min())
        spread = int(key.max()) - low + 1
        if many * spread >= MOST:
            code = numpy.unique(code, return_inverse=True)[1]
            many = int(code.max()) + 1
        code = code * spread + (key - low)
        many *= spread
    return code
