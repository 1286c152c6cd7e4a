"""Loaded by schemathesis: no answer may name what belongs to another country's center."""

import schemathesis

MARKER = "MARKFOREIGN"


@schemathesis.check
def nothing_of_other_tenants(ctx, response, case):
    if MARKER in response.text:
        raise AssertionError("The answer names a record of another center.")
