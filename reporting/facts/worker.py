"""Upkeep beside the jobs of the worker: drains the marks that no reader came for.

The nightly check is one of the worker's nightly jobs, check_facts.
"""

import logging
import threading

from django.db import connection

from reporting.facts import upkeep

logger = logging.getLogger(__name__)
EVERY_SECONDS = 20


class Upkeep(threading.Thread):
    """Drains every few seconds. May be killed at any point: a drain is one transaction at a time,
    and safe to repeat."""

    def __init__(self, every=EVERY_SECONDS):
        super().__init__(name="facts", daemon=True)
        self.every = every
        self.ended = threading.Event()

    def run(self):
        while not self.ended.wait(self.every):
            try:
                upkeep.drain()
            except Exception:  # whatever it is: the next time may go well
                logger.exception("Facts could not be brought up to date; will try again.")
            finally:
                connection.close()
