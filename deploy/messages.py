"""Compiles locale/*/LC_MESSAGES/*.po to .mo where the .po is newer. Needs Babel, not gettext."""

import os
import sys
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_catalogues(folder=LOCALE):
    """Compile what is out of date and return the paths written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        _compile(source, target)
        written.append(target)
    return written


def _compile(source, target):
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parent.parent.name)
    # Several test processes may compile at once: a rename leaves no half-written file.
    draft = target.with_suffix(f".{os.getpid()}.tmp")
    with draft.open("wb") as binary:
        write_mo(binary, catalogue)
    draft.replace(target)


if __name__ == "__main__":
    for path in compile_catalogues():
        sys.stdout.write(f"Compiled {path.relative_to(LOCALE.parent)}\n")
