"""Colours of the charts. On the screen the stylesheet's custom properties carry the same ones."""

from reporting.charts.spec import Role

INK, MUTED, GRID, PAPER = "#14212b", "#52626f", "#e3e6e3", "#ffffff"
COLORS = {
    Role.ACTUAL: "#0b4f6c",
    Role.TARGET: "#cc7f21",
    Role.LAST_YEAR: "#8a949b",
    Role.WOMEN: "#6b2c91",
    Role.MEN: "#2fa38a",
    Role.NOT_STATED: "#ffffff",
    Role.WHOLE: "#8a949b",
}
# Text standing on a bar of the role, light enough or dark enough to be read on it.
ON_COLOR = {Role.WOMEN: PAPER, Role.ACTUAL: PAPER, Role.MEN: "#0b2a22"}
