"""The words of a PDF by what they are: tables as rows of cells, and everything outside tables.

Read from the file's own structure and character maps, as a screen reader reads it.
"""

import io
import re
from dataclasses import dataclass, field

import pikepdf

CELLS = ("/TH", "/TD")
LINES = ("/Span",)
PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass
class Words:
    tables: list = field(default_factory=list)  # [[[text of a cell, …] a row] a table]
    others: list = field(default_factory=list)  # texts of headings and paragraphs
    pictures: list = field(default_factory=list)  # their alternative texts


def words_of(content):
    """The Words of a tagged PDF (bytes)."""
    found = Words()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pieces = {page.objgen: _pieces(page) for page in pdf.pages}
        _walk(pdf.Root.StructTreeRoot.K, None, pieces, found)
    return found


def _walk(node, page, pieces, found):
    for kid in node if isinstance(node, pikepdf.Array) else [node]:
        if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
            continue
        kind, page_of = str(kid.S), kid.get("/Pg", page)
        if kind == "/Table":
            found.tables.append([])
        elif kind == "/TR":
            found.tables[-1].append([])
        if kind in CELLS:
            found.tables[-1][-1].append(_said(kid, page_of, pieces))
        elif kind == "/Figure":
            found.pictures.append(spaced(str(kid.get("/Alt", ""))))
        elif _holds_lines(kid):
            found.others.append(_said(kid, page_of, pieces))
        elif "/K" in kid:
            _walk(kid.K, page_of, pieces, found)


def _holds_lines(node):
    kids = node.get("/K", ())
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return any(
        not isinstance(one, pikepdf.Dictionary) or str(one.get("/S", "")) in LINES for one in kids
    )


def _said(node, page, pieces):
    """All text under a node of the structure, line after line."""
    page = node.get("/Pg", page)
    kids, said = node.get("/K", ()), []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            said.append(pieces[page.objgen].get(int(kid), ""))
        elif "/MCID" in kid:
            said.append(pieces[kid.get("/Pg", page).objgen].get(int(kid.MCID), ""))
        elif "/S" in kid and str(kid.S) != "/Figure":
            said.append(_said(kid, page, pieces))
    return spaced(" ".join(one for one in said if one))


def _pieces(page):
    """{number of the marked content: its text}"""
    letters = {str(name): _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found, number, font = {}, None, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
            number = operands[1].get("/MCID")
        elif word == "EMC":
            number = None
        elif word == "Tf":
            font = letters[str(operands[0])]
        elif word in ("TJ", "Tj") and number is not None:
            shown = operands[0] if word == "TJ" else [operands[0]]
            texts = (_decoded(bytes(one), font) for one in shown if isinstance(one, pikepdf.String))
            found[int(number)] = found.get(int(number), "") + "".join(texts)
    return found


def _letters(font):
    """{glyph: its letters} by the font's character map."""
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.DOTALL):
        for glyph, letters in PAIR.findall(block):
            found[int(glyph, 16)] = bytes.fromhex(letters.decode()).decode("utf-16-be")
    return found


def _decoded(raw, font):
    return "".join(font[int.from_bytes(raw[at : at + 2])] for at in range(0, len(raw), 2))


def spaced(text):
    """With single plain spaces in place of the no-break ones."""
    return " ".join(text.split())
