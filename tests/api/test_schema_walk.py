"""schemathesis walks the whole schema: no server error, no answer that the schema does not know."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client as Browser

from tests import factories, routes
from tests.api.conftest import Caller

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".venv-extra" / "bin" / "schemathesis"
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "nothing_of_other_tenants",
]
# How long the walk takes; SBDC_API_WALK_SECONDS makes it longer for a thorough one. Several walks
# side by side take several SBDC_API_WALK_SEEDs.
SECONDS = os.environ.get("SBDC_API_WALK_SECONDS", "40")
SEED = os.environ.get("SBDC_API_WALK_SEED", "7")
THOROUGH = int(SECONDS) > 120
# Two more requests a case, without the token and with a wrong one: not in a thorough walk.
if not THOROUGH:
    CHECKS.append("ignored_auth")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not PROGRAM.exists(), reason="schemathesis is not installed (make test does)")
def test_the_whole_api_keeps_its_schema(live_server, settings, tmp_path):
    settings.API_REQUESTS_A_MINUTE = 10**6
    own = routes.Place("MARKOWN", factories.make_center(factories.make_country("SV")))
    routes.Place("MARKFOREIGN", factories.make_center(factories.make_country("GT")))
    caller = Caller(factories.make_coordinator(own.country))
    schema = tmp_path / "schema.json"
    schema.write_bytes(Browser().get("/api/v1/schema/").content)

    walk = subprocess.run(
        [PROGRAM, "run", schema, "--url", live_server.url, "--checks", ",".join(CHECKS)]
        + ["--header", f"Authorization: Bearer {caller.secret}", "--workers", "2"]
        + ["--max-time", SECONDS, "--phases", "examples,coverage,fuzzing", "--seed", SEED]
        + ["--continue-on-failure", "--warnings", "off", "--suppress-health-check", "all"]
        + ["--max-examples", "2000" if THOROUGH else "50", "--generation-database", "none"]
        + ["--request-timeout", "60"],
        cwd=tmp_path,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "tests.api.hooks", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=int(SECONDS) + 240,
    )

    assert walk.returncode == 0, walk.stdout[-20000:]
    sys.stdout.write(walk.stdout[-600:])  # how many cases there were; pytest -s shows it
    # A busy machine walks slowly: that it walked at all is what is asserted.
    assert int(re.search(r"(\d[\d,]*) generated", walk.stdout)[1].replace(",", "")) > 0
