"""The words of a PDF by what they are: tables as rows of cells, and everything outside tables.

Read from the file's own structure (poppler's `pdfinfo -struct-text`), as a screen reader would.
"""

import re
import subprocess
from dataclasses import dataclass, field

CELLS = ("TH", "TD")


@dataclass
class Words:
    tables: list = field(default_factory=list)  # [[[text of a cell, …] a row] a table]
    others: list = field(default_factory=list)  # texts of headings and paragraphs
    pictures: int = 0


def words_of(path):
    run = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True)
    found, open_tags, inside = Words(), [], ""
    for line in run.stdout.decode().splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        said = line.strip()
        if said.startswith('"'):
            if "Figure" not in [tag for _at, tag in open_tags]:
                _add(found, inside, spaced(said[1:-1]))
            continue
        if said.startswith("/"):
            continue
        tag = re.match(r"\w+", said)[0] if re.match(r"\w+", said) else ""
        open_tags = [(at, name) for at, name in open_tags if at < depth] + [(depth, tag)]
        inside = _begin(found, tag, open_tags, inside)
    return found


def _begin(found, tag, open_tags, inside):
    """Opens the table, row, cell or text that a line of the structure begins."""
    names = [name for _at, name in open_tags]
    if tag == "Table":
        found.tables.append([])
    elif tag == "TR":
        found.tables[-1].append([])
    elif tag in CELLS:
        found.tables[-1][-1].append("")
        return "cell"
    elif tag == "Figure":
        found.pictures += 1
    elif tag != "Span" and not any(name in CELLS for name in names):
        found.others.append("")
        return "text"
    return inside


def _add(found, inside, text):
    if inside == "cell":
        row = found.tables[-1][-1]
        row[-1] = f"{row[-1]} {text}".strip()
    elif found.others:
        found.others[-1] = f"{found.others[-1]} {text}".strip()


def spaced(text):
    """With plain spaces in place of the no-break ones."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
