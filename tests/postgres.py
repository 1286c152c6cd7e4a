"""pytest plug-in: the tests run on a private PostgreSQL that lives as long as the test run.

Use: pytest -p tests.postgres -m postgres.
"""

import os

import pytest

from deploy.cluster import Cluster, NoPostgreSQL


def _start_once():
    # Before Django reads its settings; the workers of xdist inherit the address.
    if "PYTEST_XDIST_WORKER" not in os.environ and "SBDC_TEST_CLUSTER" not in os.environ:
        cluster = Cluster()
        try:
            cluster.start()
        except NoPostgreSQL as error:
            raise pytest.UsageError(str(error)) from error
        os.environ["SBDC_TEST_CLUSTER"] = os.environ["DATABASE_URL"] = cluster.url


_start_once()
