"""The wiring: hands to the floors what they may not import from each other."""

from django.apps import AppConfig


class SbdcConfig(AppConfig):
    name = "sbdc"

    def ready(self):
        from cooperation import printing
        from reporting.pdf import render_pdf
        from reporting.report import stories as report_stories
        from sbdc import stories

        printing.use(render_pdf)
        report_stories.use(stories)
