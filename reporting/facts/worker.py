"""Upkeep beside the jobs of the worker: drains the marks that no reader came for."""

import logging
import threading
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from reporting.facts import upkeep

logger = logging.getLogger(__name__)
EVERY_SECONDS = 20
CHECK_AT_HOUR = 8  # UTC: the small hours in the Americas


class Upkeep(threading.Thread):
    """Drains every few seconds, and checks all facts once a night. May be killed at any point:
    what it does is one transaction at a time, and safe to repeat."""

    def __init__(self, every=EVERY_SECONDS):
        super().__init__(name="facts", daemon=True)
        self.every = every
        self.ended = threading.Event()
        self.next_check = _next_check(timezone.now())

    def run(self):
        while not self.ended.wait(self.every):
            try:
                self.work(timezone.now())
            except DatabaseError:
                logger.exception("Facts could not be brought up to date; will try again.")
            finally:
                connection.close()

    def work(self, now):
        """One round; returns the sentences of the nightly check if it was due."""
        upkeep.drain()
        if now < self.next_check:
            return []
        self.next_check = _next_check(now)
        wrong = upkeep.differences()
        if wrong:
            logger.error("Facts differed from the source and were rebuilt: %s", "; ".join(wrong))
            upkeep.rebuild()
        return wrong


def _next_check(now: datetime):
    today = now.replace(hour=CHECK_AT_HOUR, minute=0, second=0, microsecond=0)
    return today if now < today else today + timedelta(days=1)
