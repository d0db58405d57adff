"""A GSTR-2B out of its JSON, as the portal lets it be downloaded for Excel: titles, merged headings of two and three rows, one sheet a section."""

import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from qrt.core.documents.invoice.flags import STATES

Record = dict[str, Any]
Column = tuple[str, Callable[[Record, Record], Any]]

HEADS = ("igst", "cgst", "sgst", "cess")
_STATE = {code: name.title() for name, code in reversed(STATES.items())}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_REASON = {"P": "POS and supplier state are same but recipient state is different", "C": "Return filed post annual cut-off", "": ""}


def _slashes(text: str) -> str:
    return text.replace("-", "/")


def _get(name: str) -> Callable[[Record, Record], Any]:
    return lambda _, record: record.get(name, "")


def _money(name: str) -> Callable[[Record, Record], Any]:
    return lambda _, record: record.get(name, 0)


def _day(name: str) -> Callable[[Record, Record], Any]:
    return lambda _, record: _slashes(record.get(name, ""))


_SUPPLIER: tuple[Column, ...] = (("GSTIN of supplier", lambda s, _: s["ctin"]), ("Trade/Legal name", lambda s, _: s.get("trdnm", "")))
_TAX: tuple[Column, ...] = (
    ("Tax Amount|Integrated Tax(₹)", _money("igst")),
    ("Tax Amount|Central Tax(₹)", _money("cgst")),
    ("Tax Amount|State/UT Tax(₹)", _money("sgst")),
    ("Tax Amount|Cess(₹)", _money("cess")),
)
_BEHIND: tuple[Column, ...] = (
    ("Place of supply", lambda _, r: _STATE.get(r.get("pos", ""), "")),
    ("Supply Attract Reverse Charge", lambda _, r: "Yes" if r.get("rev") == "Y" else "No"),
    ("Taxable Value (₹)", _money("txval")),
    *_TAX,
    ("GSTR-1/IFF/GSTR-5 Period", lambda s, _: f"{_MONTHS[int(s['supprd'][:2]) - 1][:3]}'{s['supprd'][4:]}"),
    ("GSTR-1/IFF/GSTR-5 Filing Date", lambda s, _: _slashes(s.get("supfildt", ""))),
    ("ITC Availability", lambda _, r: {"Y": "Yes", "N": "No"}.get(r.get("itcavl", ""), "")),
    ("Reason", lambda _, r: _REASON[r.get("rsn", "")]),
    ("Applicable % of Tax Rate", lambda _, r: "100%"),
    ("Source", _get("srctyp")),
    ("IRN", _get("irn")),
    ("IRN Date", _day("irngendate")),
)
_INVOICE: tuple[Column, ...] = (
    ("Invoice Details|Invoice number", _get("inum")),
    ("Invoice Details|Invoice type", lambda _, r: "Regular"),
    ("Invoice Details|Invoice Date", _day("dt")),
    ("Invoice Details|Invoice Value(₹)", _money("val")),
)
_NOTE: tuple[Column, ...] = (
    ("Credit note/Debit note details|Note number", _get("ntnum")),
    ("Credit note/Debit note details|Note type", lambda _, r: {"C": "Credit Note", "D": "Debit Note"}[r["typ"]]),
    ("Credit note/Debit note details|Note Supply type", lambda _, r: "Regular"),
    ("Credit note/Debit note details|Note date", _day("dt")),
    ("Credit note/Debit note details|Note Value (₹)", _money("val")),
)


def _revised(columns: Sequence[Column]) -> tuple[Column, ...]:
    return tuple((f"Revised Details|{path}", value) for path, value in columns)


_ISD: tuple[Column, ...] = (
    ("GSTIN of ISD", lambda s, _: s["ctin"]),
    ("Trade/Legal name", lambda s, _: s.get("trdnm", "")),
    ("ISD Document type", lambda _, r: {"ISDI": "ISD Invoice", "ISDC": "ISD Credit note"}[r["doctyp"]]),
    ("ISD Document number", _get("docnum")),
    ("ISD Document date", _day("docdt")),
    ("Original Invoice Number", _get("oinvnum")),
    ("Original Invoice Date", _day("oinvdt")),
    *((path.replace("Tax Amount", "Input tax distribution by ISD"), value) for path, value in _TAX),
    ("ISD GSTR-6 Period", lambda s, _: s["supprd"]),
    ("ISD GSTR-6 Filing Date", lambda s, _: _slashes(s.get("supfildt", ""))),
    ("Eligibility of ITC", lambda _, r: {"Y": "Yes", "N": "No"}[r["itcelg"]]),
)
_IMPORT: tuple[Column, ...] = (
    ("Icegate Reference Date", _day("refdt")),
    ("Port Code", _get("portcode")),
    ("Bill of Entry Details|Number", _get("boenum")),
    ("Bill of Entry Details|Date", _day("boedt")),
    ("Bill of Entry Details|Taxable Value", _money("txval")),
    ("Amount of tax (₹)|Integrated Tax", _money("igst")),
    ("Amount of tax (₹)|Cess", _money("cess")),
    ("Amended (Yes)", lambda _, r: "Yes" if r.get("isamd") == "Y" else ""),
)
_SHEETS: tuple[tuple[str, str, str, str, tuple[Column, ...]], ...] = (
    ("B2B", "b2b", "inv", "Taxable inward supplies received from registered persons", (*_SUPPLIER, *_INVOICE, *_BEHIND)),
    (
        "B2BA", "b2ba", "inv", "Amendments to previously filed invoices by supplier",
        (("Original Details|Invoice number", _get("oinum")), ("Original Details|Invoice Date", _day("oidt")), *_revised((*_SUPPLIER, *_INVOICE, *_BEHIND))),
    ),
    ("B2B-CDNR", "cdnr", "nt", "Debit/Credit notes (Original)", (*_SUPPLIER, *_NOTE, *_BEHIND)),
    (
        "B2B-CDNRA", "cdnra", "nt", "Amendments to previously filed Credit/Debit notes by supplier",
        (
            ("Original Details|Note type", lambda _, r: {"C": "Credit Note", "D": "Debit Note"}[r["onttyp"]]), ("Original Details|Note number", _get("ontnum")),
            ("Original Details|Note date", _day("ontdt")), *_revised((*_SUPPLIER, *_NOTE, *_BEHIND)),
        ),
    ),
    ("ECO", "ecom", "inv", "Documents reported by ECO on which ECO is liable to pay tax u/s 9(5)", (("GSTIN of ECO", _SUPPLIER[0][1]), _SUPPLIER[1], *_INVOICE, *_BEHIND)),
    ("ISD", "isd", "doclist", "ISD Credits", _ISD),
    ("IMPG", "impg", "", "Import of goods from overseas on bill of entry", _IMPORT),
    ("IMPGSEZ", "impgsez", "boe", "Import of goods from SEZ units/developers on bill of entry", (*_SUPPLIER, *_IMPORT)),
)  # fmt: skip


def portal_2b(source: bytes, *, repeat_groups: bool = False, leave_out: Sequence[str] = (), spoil: tuple[str, int, str, Any] | None = None) -> bytes:
    """The workbook. `repeat_groups` writes a group's name into each of its cells, as programs do that take merged cells apart; `leave_out` are sheets that are not written;
    `spoil` (sheet, record from 0, column path, value) puts another value into one cell."""
    body = json.loads(source)
    body = body.get("data", body)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    _read_me(book.add_worksheet("Read me"), body)
    for name, part, available in (("ITC Available", "itcavl", True), ("ITC not available", "itcunavl", False)):
        if name not in leave_out:
            _summary(book.add_worksheet(name), body.get("itcsumm", {}).get(part, {}), available=available)
    for name, section, inner, title, columns in _SHEETS:
        if name not in leave_out:
            rows = [[value(supplier, record) for _, value in columns] for supplier, record in _records(body.get("docdata", {}).get(section, []), inner)]
            if spoil and spoil[0] == name:
                rows[spoil[1]][[path for path, _ in columns].index(spoil[2])] = spoil[3]
            _write(book, book.add_worksheet(name), title, [path for path, _ in columns], rows, repeat_groups=repeat_groups)
    book.close()
    return target.getvalue()


def _records(groups: Sequence[Record], inner: str) -> Iterator[tuple[Record, Record]]:
    for group in groups:
        for record in group[inner] if inner else (group,):
            yield group, record


def _read_me(sheet: Any, body: Record) -> None:
    month, year = int(body["rtnprd"][:2]), int(body["rtnprd"][2:])
    first = year if month >= 4 else year - 1
    rows = [
        ["Goods and Services Tax - GSTR-2B"],
        [],
        ["Financial Year", f"{first}-{(first + 1) % 100:02d}"],
        ["Tax Period", _MONTHS[month - 1]],
        ["GSTIN", body["gstin"]],
        ["Legal Name", "KAVERI TOOLS PRIVATE LIMITED"],
        ["Trade name (if any)", "Kaveri Tools"],
        ["Date of generation", _slashes(body["gendt"])],
        [],
        ["GSTR-2B Data Entry Instructions"],
        ["Worksheet Name", "GSTR-2B Table Reference", "Field Name", "Instructions"],
        ["B2B", "Taxable inward supplies received from registered person", "GSTIN of supplier", "GSTIN of supplier"],
    ]
    for at, cells in enumerate(rows):
        sheet.write_row(at, 0, cells)


def _summary(sheet: Any, part: Record, *, available: bool) -> None:
    said = "ITC Available" if available else "ITC not available"
    rows: list[list[Any]] = [
        [f"FORM SUMMARY - {said}"],
        ["S.no.", "Heading", "GSTR-3B table", "Integrated Tax  (₹)", "Central Tax (₹)", "State/UT Tax (₹)", "Cess  (₹)", "Advisory"],
        [f"Credit which {'may' if available else 'may not'} be availed under FORM GSTR-3B"],
    ]
    for serial, heading, group, details in (
        (
            "I",
            "All other ITC - Supplies from registered persons other than reverse charge",
            "nonrevsup",
            (("B2B - Invoices", "b2b"), ("B2B - Debit notes", "cdnr")),
        ),
        ("II", "Inward Supplies from ISD", "isdsup", (("ISD - Invoices", "isd"),)),
        ("III", "Inward Supplies liable for reverse charge", "revsup", (("B2B - Invoices", "b2b"), ("B2B - Debit notes", "cdnr"))),
        ("IV", "Import of Goods", "imports", (("IMPG - Import of goods from overseas", "impg"), ("IMPGSEZ - Import of goods from SEZ", "impgsez"))),
        ("I", "Others", "othersup", (("B2B - Credit notes", "cdnr"), ("ISD - Credit notes", "isd"), ("B2B - Credit notes (Reverse charge)", "cdnrrev"))),
    ):
        sums = part.get(group, {})
        rows.append([serial, heading, "4(A)(5)", *(sums.get(head, 0) for head in HEADS), "Net input tax credit may be availed"])
        rows += [["", label, "", *(sums.get(key, {}).get(head, 0) for head in HEADS)] for label, key in details]
        rows.append(["", "B2B - Invoices (Amendment)", "", 0, 0, 0, 0])
    for at, cells in enumerate(rows):
        sheet.write_row(at, 0, cells)


def _write(book: Any, sheet: Any, title: str, paths: Sequence[str], rows: Sequence[Sequence[Any]], *, repeat_groups: bool) -> None:
    """Title, a blank row, what the section is, then as many heading rows as the deepest column has parts."""
    sheet.merge_range(0, 0, 1, len(paths) - 1, "Goods and Services Tax  - GSTR-2B")
    sheet.merge_range(3, 0, 3, len(paths) - 1, title)
    parts = [path.split("|") for path in paths]
    depth = max(map(len, parts))
    spans: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for column, own in enumerate(parts):
        for level, text in enumerate(own):
            spans[level, "|".join(own[: level + 1])].append(column)
            if repeat_groups:
                for row in range(level, depth if level == len(own) - 1 else level + 1):
                    sheet.write(4 + row, column, text)
    for (level, path), columns in spans.items() if not repeat_groups else ():
        text, last = path.rpartition("|")[2], depth - 1 if len(parts[columns[0]]) == level + 1 else level
        if (level, columns[0]) != (last, columns[-1]):
            sheet.merge_range(4 + level, columns[0], 4 + last, columns[-1], text)
        else:
            sheet.write(4 + level, columns[0], text)
    for at, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(4 + depth + at, column, value, None, "")  # As programs leave it that compute nothing.
            elif value != "":
                sheet.write(4 + depth + at, column, value)


def as_csv(rows: Sequence[Sequence[Any]], delimiter: str = ",") -> bytes:
    """Rows as delimited text; days as 05/07/2026."""
    import csv

    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    for row in rows:
        writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, datetime) else cell for cell in row])
    return target.getvalue().encode()
