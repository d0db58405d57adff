"""GSTR-1, GSTR-2A and GSTR-3B as the portal and return programs write them: JSON, every amount to the paisa, every row with its pointer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from qrt.adapters.gov.json_values import HEADS, OWN, SHORT, amount_of, day_or_none, first_text, period_of, taxes_of
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.money import Paise, rupee_text
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen, by_name
from qrt.core.documents.json_text import load_json, object_of, objects_of, text_of
from qrt.core.documents.return_checks import check_document
from qrt.core.documents.tax_rows import ReturnLine
from qrt.core.documents.tax_sheets.gst_deducted import WHAT
from qrt.core.documents.types import DocumentKind, Extraction, Gstr2bLine, Paper, Row

GSTR1, GSTR2A, GSTR3B, VERSION = "gstr1", "gstr2a", "gstr3b", "1"

_PARTY_LISTS = {"b2b": "inv", "b2ba": "inv", "b2cl": "inv", "b2cla": "inv", "cdnr": "nt", "cdnra": "nt", "exp": "inv", "expa": "inv"}
"""Tables of GSTR-1 whose documents stand in lists by customer, place of supply or kind of export."""
_DOCUMENTS = ("cdnur", "cdnura")
_TOTALS = ("b2cs", "b2csa")
_ADVANCES = ("at", "ata", "txpd", "txpda")
_QUIET = frozenset(
    {"gstin", "fp", "ret_period", "gt", "cur_gt", "version", "hash", "chksum", "filing_typ", "fil_dt", "flag", "mode", "req_time", "error_report"}
)
"""Keys of a return that hold no table."""

_NUMBER = ("inum", "nt_num", "ntnum", "doc_num", "docnum", "boe_num", "benum")
_DAY = ("idt", "nt_dt", "ntdt", "doc_date", "docdt", "boe_dt", "bedt")
_NOTE_NUMBER, _NOTE_DAY = ("nt_num", "ntnum"), ("nt_dt", "ntdt")
"""Keys of a credit or debit note: `inum` and `idt` beside them are those of the invoice that it is about."""
_SIDES = {"C": "credit_note", "D": "debit_note"}
_NO_SIDE = "it does not say whether it is a credit or a debit note"
_ORIGINAL_NUMBER = ("oinum", "ont_num", "ontnum", "odocnum")
_ORIGINAL_DAY = ("oidt", "ont_dt", "ontdt", "odocdt")

_SUPPLIES = {
    "osup_det": ("3.1(a)", "outward taxable supplies, other than zero rated, nil rated and exempt"),
    "osup_zero": ("3.1(b)", "outward taxable supplies, zero rated"),
    "osup_nil_exmp": ("3.1(c)", "other outward supplies, nil rated and exempt"),
    "isup_rev": ("3.1(d)", "inward supplies liable to reverse charge"),
    "osup_nongst": ("3.1(e)", "outward supplies outside GST"),
}
_ECO = {"eco_sup": ("3.1.1(i)", "supplies on which an e-commerce operator pays tax"), "eco_reg_sup": ("3.1.1(ii)", "supplies through an e-commerce operator")}
_INTER = {
    "unreg_details": ("3.2", "inter-state supplies to unregistered persons"),
    "comp_details": ("3.2", "inter-state supplies to composition dealers"),
    "uin_details": ("3.2", "inter-state supplies to UIN holders"),
}
_CREDIT = {
    ("itc_avl", "IMPG"): ("4(A)(1)", "import of goods"),
    ("itc_avl", "IMPS"): ("4(A)(2)", "import of services"),
    ("itc_avl", "ISRC"): ("4(A)(3)", "inward supplies liable to reverse charge"),
    ("itc_avl", "ISD"): ("4(A)(4)", "inward supplies from an input service distributor"),
    ("itc_avl", "OTH"): ("4(A)(5)", "all other credit"),
    ("itc_rev", "RUL"): ("4(B)(1)", "credit reversed under rules 38, 42, 43 and section 17(5)"),
    ("itc_rev", "OTH"): ("4(B)(2)", "credit reversed, others"),
    ("itc_inelg", "RUL"): ("4(D)(1)", "credit reclaimed that was reversed before"),
    ("itc_inelg", "OTH"): ("4(D)(2)", "credit not available under section 16(4) and by place of supply"),
}
_LATE = {"intr_details": ("5.1", "interest"), "ltfee_details": ("5.1", "late fee")}


@dataclass(frozen=True, slots=True)
class _Named:
    """A document's own number and day, as written, and those of the one it amends or is about."""

    number: str
    day: str
    original_number: str
    original_day: date | None


def _named(record: dict[str, Any]) -> _Named:
    original, original_day = first_text(record, _ORIGINAL_NUMBER), first_text(record, _ORIGINAL_DAY)
    if number := first_text(record, _NOTE_NUMBER):
        about, about_day = text_of(record.get("inum")), text_of(record.get("idt"))
        return _Named(number, first_text(record, _NOTE_DAY), original or about, day_or_none(original_day or about_day))
    return _Named(first_text(record, _NUMBER), first_text(record, _DAY), original, day_or_none(original_day))


class _Reading:
    """Rows and findings of one return. A row that cannot be read is left out and named by its pointer."""

    def __init__(self, pen: Pen, rule: str, period: str) -> None:
        self.pen, self.rule, self.period = pen, rule, period
        self.rows: list[Row] = []
        self.findings: list[Finding] = []

    def refuse(self, pointer: str, what: str, cause: str) -> None:
        self.findings.append(
            self.pen.finding(f"{self.rule}.line_unreadable", Severity.ERROR, f"{what} at {pointer} was left out: {cause}.", column=pointer),
        )

    def unknown(self, key: str, value: Any) -> None:
        if key not in _QUIET and isinstance(value, list | dict) and value:
            sentence = f"table {key!r} is not known and was not taken."
            self.findings.append(self.pen.finding(f"{self.rule}.section_unknown", Severity.ERROR, sentence, column=f"/{key}"))

    def total(self, table: str, description: str, record: dict[str, Any], pointer: str, **more: Any) -> None:
        """One total of the return."""
        try:
            taxes = taxes_of(record, SHORT)
        except ValueError as wrong:
            self.refuse(pointer, f"table {table}", str(wrong))
            return
        given: dict[str, Any] = {"place_of_supply": text_of(record.get("pos")), "rate": text_of(record.get("rt")), **more}
        self.rows.append(ReturnLine(self.pen.place(column=pointer), table, *taxes, description=description, period=self.period, **given))


def _open(pen: Pen, data: bytes, reader: str, wanted: frozenset[str]) -> dict[str, Any] | Extraction:
    """The object with the tables (portals wrap it in `data`), or the answer for a file that cannot be read."""
    try:
        here = load_json(data)
    except (ValueError, RecursionError) as wrong:
        return pen.unreadable(reader, str(wrong))
    for _ in range(4):
        if isinstance(here, dict) and wanted & here.keys():
            return here
        inner = object_of(here)
        here = next((inner[key] for key in ("data", reader, reader.upper(), "form") if isinstance(inner.get(key), dict)), None)
    return pen.unreadable(reader, f"it holds none of the tables of a {reader.upper()[:4]}-{reader[4:].upper()}")


def _finish(
    pen: Pen, reading: _Reading, body: dict[str, Any], kind: DocumentKind, reader: str, more: tuple[tuple[str, str], ...] = ()
) -> tuple[Extraction, ...]:
    gstin = text_of(body.get("gstin")).upper()
    if fault := gstin_fault(gstin):
        reading.findings.append(pen.finding(f"{reading.rule}.gstin_invalid", Severity.ERROR, f"the GSTIN {gstin!r} is wrong: {fault}.", column="/gstin"))
    written = "fp" if text_of(body.get("fp")) else "ret_period"
    fields = [pen.field("gstin", gstin, column="/gstin"), pen.field("period", reading.period, text_of(body.get(written)), column=f"/{written}")]
    fields += [pen.field(name, text_of(body.get(key)), column=f"/{key}") for name, key in more]
    confidence = 0.99 if gstin and reading.period else 0.7
    return (
        Extraction(pen.paper.sha256, kind, confidence, reader, VERSION, fields=by_name(fields), rows=tuple(reading.rows), findings=tuple(reading.findings)),
    )


def _period(body: dict[str, Any]) -> str:
    return period_of(text_of(body.get("fp"))) or period_of(text_of(body.get("ret_period")))


# --- GSTR-1 --------------------------------------------------------------------------------------------------------------------------------------

_TABLES_1 = frozenset({*_PARTY_LISTS, *_DOCUMENTS, *_TOTALS, *_ADVANCES, "nil", "hsn", "doc_issue", "ecom", "supeco"})


def read_gstr1(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Every document and every total of the return of outward supplies."""
    pen = Pen(paper)
    body = _open(pen, data, GSTR1, _TABLES_1)
    if isinstance(body, Extraction):
        return (body,)
    reading = _Reading(pen, "gstr1", _period(body))
    for key, value in body.items():
        if key in _PARTY_LISTS:
            for outer, group in enumerate(objects_of(value)):
                for index, record in enumerate(objects_of(group.get(_PARTY_LISTS[key]))):
                    _outward(reading, key, group, record, f"/{key}/{outer}/{_PARTY_LISTS[key]}/{index}")
        elif key in _DOCUMENTS:
            for index, record in enumerate(objects_of(value)):
                _outward(reading, key, {}, record, f"/{key}/{index}")
        elif key in _TOTALS:
            for index, record in enumerate(objects_of(value)):
                kind = "inter-state" if text_of(record.get("sply_ty")).upper() == "INTER" else "intra-state"
                reading.total(key, f"supplies to consumers, {kind}", record, f"/{key}/{index}", party_gstin=text_of(record.get("etin")).upper())
        elif key in _ADVANCES:
            for outer, group in enumerate(objects_of(value)):
                for index, record in enumerate(objects_of(group.get("itms"))):
                    _advance(reading, key, group, record, f"/{key}/{outer}/itms/{index}")
        elif key == "nil":
            _nil(reading, object_of(value))
        elif key == "hsn":
            _goods(reading, object_of(value))
        elif key == "doc_issue":
            _issued(reading, object_of(value))
        elif key == "supeco":
            for section, rows in object_of(value).items():
                for index, record in enumerate(objects_of(rows)):
                    _operator(reading, section, record, f"/supeco/{section}/{index}")
        else:
            reading.unknown(key, value)
    return _finish(pen, reading, body, DocumentKind.GSTR_1, GSTR1, (("version", "version"),))


def _outward(reading: _Reading, table: str, group: dict[str, Any], record: dict[str, Any], pointer: str) -> None:
    named = _named(record)
    number = named.number
    try:
        day = parse_day(named.day)
        taxes = taxes_of(record, SHORT)
        total = amount_of(record.get("val")) if "val" in record else None
    except ValueError as wrong:
        reading.refuse(pointer, f"document {number or 'without number'}", str(wrong))
        return
    rates = {text_of((object_of(each.get("itm_det")) or each).get("rt")) for each in objects_of(record.get("itms"))} - {""}
    note = _SIDES.get(text_of(record.get("ntty") or record.get("typ")).upper(), "") if table.startswith("cdn") else "invoice"
    if not note:
        reading.refuse(pointer, f"document {number or 'without number'}", _NO_SIDE)
        return
    line = ReturnLine(
        reading.pen.place(column=pointer),
        table,
        *taxes,
        total=total,
        document_type=note,
        number=number,
        day=day,
        party_gstin=text_of(group.get("ctin")).upper(),
        party_name=first_text(group, ("trdnm", "trdname", "cname")),
        place_of_supply=text_of(record.get("pos") or group.get("pos")),
        reverse_charge=text_of(record.get("rchrg")).upper() == "Y",
        rate=next(iter(rates)) if len(rates) == 1 else "",
        description=first_text(record, ("inv_typ",)) or text_of(group.get("exp_typ")),
        original_number=named.original_number,
        original_day=named.original_day,
        period=reading.period,
    )
    reading.rows.append(line)
    reading.findings += check_document(reading.pen, line)


def _advance(reading: _Reading, table: str, group: dict[str, Any], record: dict[str, Any], pointer: str) -> None:
    try:
        taxes = taxes_of(record, SHORT, "ad_amt")
    except ValueError as wrong:
        reading.refuse(pointer, f"table {table}", str(wrong))
        return
    what = "advances received" if table.startswith("at") else "advances adjusted"
    place, rate = text_of(group.get("pos")), text_of(record.get("rt"))
    reading.rows.append(ReturnLine(reading.pen.place(column=pointer), table, *taxes, description=what, place_of_supply=place, rate=rate, period=reading.period))


def _nil(reading: _Reading, body: dict[str, Any]) -> None:
    """Nil-rated, exempt and non-GST supplies, each a total of its own."""
    names = {"nil_amt": "nil-rated", "expt_amt": "exempt", "ngsup_amt": "outside GST"}
    for index, record in enumerate(objects_of(body.get("inv"))):
        for key, what in names.items():
            pointer = f"/nil/inv/{index}/{key}"
            try:
                amount = amount_of(record.get(key))
            except ValueError as wrong:
                reading.refuse(pointer, "table nil", str(wrong))
                continue
            if amount:
                text = f"{what}, {text_of(record.get('sply_ty')).lower()}"
                reading.rows.append(ReturnLine(reading.pen.place(column=pointer), "nil", amount, description=text, period=reading.period))


def _goods(reading: _Reading, body: dict[str, Any]) -> None:
    """The summary by HSN; since May 2025 apart for registered buyers and for consumers."""
    for key in ("data", "hsn_b2b", "hsn_b2c"):
        for index, record in enumerate(objects_of(body.get(key))):
            text = first_text(record, ("desc", "user_desc"))
            quantity = " ".join(each for each in (text_of(record.get("qty")), text_of(record.get("uqc"))) if each)
            table = "hsn" if key == "data" else key
            pointer = f"/hsn/{key}/{index}"
            try:
                total = amount_of(record.get("val")) if "val" in record else None
            except ValueError as wrong:
                reading.refuse(pointer, f"table {table}", str(wrong))
                continue
            reading.total(table, text, record, pointer, hsn=text_of(record.get("hsn_sc")), quantity=quantity, total=total)


def _issued(reading: _Reading, body: dict[str, Any]) -> None:
    """Series of documents issued: from, to, how many stand."""
    for outer, group in enumerate(objects_of(body.get("doc_det"))):
        for index, record in enumerate(objects_of(group.get("docs"))):
            pointer = f"/doc_issue/doc_det/{outer}/docs/{index}"
            counted = text_of(record.get("net_issue"))
            if not counted.isdigit():
                reading.refuse(pointer, "a series of documents", f"{counted!r} is no count")
                continue
            text = f"{text_of(record.get('from'))} to {text_of(record.get('to'))}, {text_of(record.get('cancel')) or '0'} cancelled"
            reading.rows.append(
                ReturnLine(reading.pen.place(column=pointer), "doc_issue", Paise(0), description=text, count=int(counted), period=reading.period)
            )


def _operator(reading: _Reading, section: str, record: dict[str, Any], pointer: str) -> None:
    try:
        taxes = taxes_of(record, OWN, "suppval")
    except ValueError as wrong:
        reading.refuse(pointer, "table supeco", str(wrong))
        return
    gstin = text_of(record.get("etin")).upper()
    reading.rows.append(ReturnLine(reading.pen.place(column=pointer), "supeco", *taxes, description=section, party_gstin=gstin, period=reading.period))


# --- GSTR-2A -------------------------------------------------------------------------------------------------------------------------------------

_LISTS_2A = {
    "b2b": "inv",
    "b2ba": "inv",
    "ecom": "inv",
    "ecoma": "inv",
    "cdn": "nt",
    "cdna": "nt",
    "cdnr": "nt",
    "cdnra": "nt",
    "isd": "doclist",
    "isda": "doclist",
}
_PLAIN_2A = ("impg", "impgsez")
_TAKEN_2A = ("tds", "tdsa", "tcs", "tcsa")
_SAME = {"cdn": "cdnr", "cdna": "cdnra"}


def read_gstr2a(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Every document that suppliers reported, as it stood when the statement was fetched. A GSTR-2A gives no credit: that is said by GSTR-2B alone."""
    pen = Pen(paper)
    body = _open(pen, data, GSTR2A, frozenset({*_LISTS_2A, *_PLAIN_2A, *_TAKEN_2A}))
    if isinstance(body, Extraction):
        return (body,)
    reading = _Reading(pen, "gstr2a", _period(body))
    for key, value in body.items():
        if key in _LISTS_2A:
            for outer, supplier in enumerate(objects_of(value)):
                for index, record in enumerate(objects_of(supplier.get(_LISTS_2A[key]))):
                    _inward(reading, _SAME.get(key, key), supplier, record, f"/{key}/{outer}/{_LISTS_2A[key]}/{index}")
        elif key in _PLAIN_2A:
            for index, record in enumerate(objects_of(value)):
                _inward(reading, key, record, record, f"/{key}/{index}")
        elif key in _TAKEN_2A:
            for index, record in enumerate(objects_of(value)):
                _taken(reading, key, record, f"/{key}/{index}")
        else:
            reading.unknown(key, value)
    return _finish(pen, reading, body, DocumentKind.GSTR_2A, GSTR2A)


def _taken(reading: _Reading, table: str, record: dict[str, Any], pointer: str) -> None:
    """Tax of GST that a customer deducted or an operator collected: no document, and no tax of a purchase."""
    gstin = first_text(record, ("gstin_deductor", "gstin_ded", "etin", "ctin")).upper()
    try:
        if fault := gstin_fault(gstin):
            raise ValueError(f"its GSTIN {gstin!r} is wrong: {fault}")
        net = amount_of(record.get("amt_ded") if table.startswith("tds") else record.get("tx_val"))
        gross = amount_of(record.get("sup_val")) if "sup_val" in record else None
        igst, cgst, sgst = (amount_of(record.get(key)) for key in ("iamt", "camt", "samt"))
    except ValueError as wrong:
        reading.refuse(pointer, WHAT[table], str(wrong))
        return
    original = period_of(text_of(record.get("omonth") or record.get("ofp")))
    what = f"{WHAT[table]}, for {original}" if original else WHAT[table]
    name = first_text(record, ("deductor_name", "name", "trdnm", "trdname", "lgnm"))
    period = period_of(first_text(record, ("month", "fp", "ret_period"))) or reading.period
    place = reading.pen.place(column=pointer)
    reading.rows.append(ReturnLine(place, table, net, igst, cgst, sgst, total=gross, party_gstin=gstin, party_name=name, description=what, period=period))


def _inward(reading: _Reading, section: str, supplier: dict[str, Any], record: dict[str, Any], pointer: str) -> None:
    named = _named(record)
    number = named.number
    try:
        day = parse_day(named.day)
        taxes = taxes_of(record, SHORT)
        total = amount_of(record.get("val")) or Paise(sum(taxes))
    except ValueError as wrong:
        reading.refuse(pointer, f"document {number or 'without number'}", str(wrong))
        return
    if section.startswith("cdn"):
        kind = _SIDES.get(text_of(record.get("ntty") or record.get("typ")).upper(), "")
        if not kind:
            reading.refuse(pointer, f"document {number or 'without number'}", _NO_SIDE)
            return
    elif section.startswith("imp"):
        kind = "bill_of_entry"
    else:
        kind = "credit_note" if text_of(record.get("isd_docty")).upper() == "ISDCN" else "invoice"
    reading.rows.append(
        Gstr2bLine(
            reading.pen.place(column=pointer),
            section,
            first_text(supplier, ("ctin", "sgstin")).upper(),
            first_text(supplier, ("trdnm", "trdname", "cname", "tdname")),
            number,
            day,
            kind,
            *taxes,
            total,
            place_of_supply=text_of(record.get("pos")),
            reverse_charge=text_of(record.get("rchrg")).upper() == "Y",
            itc_available=False,
            original_number=named.original_number,
            original_day=named.original_day,
            filed_day=day_or_none(text_of(supplier.get("fldtr1"))),
            period=reading.period,
        )
    )


# --- GSTR-3B -------------------------------------------------------------------------------------------------------------------------------------


def read_gstr3b(paper: Paper, data: bytes) -> tuple[Extraction, ...]:
    """Every table of the return, and whether its net credit is what its own tables give."""
    pen = Pen(paper)
    body = _open(pen, data, GSTR3B, frozenset({"sup_details", "itc_elg"}))
    if isinstance(body, Extraction):
        return (body,)
    reading = _Reading(pen, "gstr3b", _period(body))
    known = {"sup_details", "eco_dtls", "inter_sup", "itc_elg", "inward_sup", "intr_ltfee"}
    for key, (table, what) in _SUPPLIES.items():
        _table(reading, object_of(body.get("sup_details")), key, table, what, "/sup_details")
    for key, (table, what) in _ECO.items():
        _table(reading, object_of(body.get("eco_dtls")), key, table, what, "/eco_dtls")
    for key, (table, what) in _INTER.items():
        for index, record in enumerate(objects_of(object_of(body.get("inter_sup")).get(key))):
            reading.total(table, what, record, f"/inter_sup/{key}/{index}")
    credit = object_of(body.get("itc_elg"))
    for key in ("itc_avl", "itc_rev", "itc_inelg"):
        for index, record in enumerate(objects_of(credit.get(key))):
            table, what = _CREDIT.get((key, text_of(record.get("ty")).upper()), ("", ""))
            if table:
                reading.total(table, what, record, f"/itc_elg/{key}/{index}")
            else:
                reading.refuse(f"/itc_elg/{key}/{index}", "a line of credit", f"its kind {text_of(record.get('ty'))!r} is not known")
    _table(reading, credit, "itc_net", "4(C)", "net credit available", "/itc_elg")
    for index, record in enumerate(objects_of(object_of(body.get("inward_sup")).get("isup_details"))):
        _exempt(reading, record, f"/inward_sup/isup_details/{index}")
    for key, (table, what) in _LATE.items():
        _table(reading, object_of(body.get("intr_ltfee")), key, table, what, "/intr_ltfee")
    for key, value in body.items():
        if key not in known:
            reading.unknown(key, value)
    reading.findings += _check_net(pen, [each for each in reading.rows if isinstance(each, ReturnLine)])
    return _finish(pen, reading, body, DocumentKind.GSTR_3B, GSTR3B)


def _table(reading: _Reading, body: dict[str, Any], key: str, table: str, what: str, pointer: str) -> None:
    if isinstance(body.get(key), dict):
        reading.total(table, what, body[key], f"{pointer}/{key}")


def _exempt(reading: _Reading, record: dict[str, Any], pointer: str) -> None:
    what = "from a composition dealer, exempt and nil rated" if text_of(record.get("ty")).upper() == "GST" else "outside GST"
    for key, where in (("inter", "inter-state"), ("intra", "intra-state")):
        try:
            amount = amount_of(record.get(key))
        except ValueError as wrong:
            reading.refuse(f"{pointer}/{key}", "table 5", str(wrong))
            continue
        place = reading.pen.place(column=f"{pointer}/{key}")
        reading.rows.append(ReturnLine(place, "5", amount, description=f"inward supplies {what}, {where}", period=reading.period))


def _check_net(pen: Pen, rows: list[ReturnLine]) -> Iterator[Finding]:
    """4(C) is 4(A) less 4(B), head by head."""
    stated = next((row for row in rows if row.table == "4(C)"), None)
    if stated is None:
        return
    for head in HEADS:
        given = sum(getattr(row, head) for row in rows if row.table.startswith("4(A)")) - sum(
            getattr(row, head) for row in rows if row.table.startswith("4(B)")
        )
        gap = getattr(stated, head) - given
        if gap:
            sentence = f"its net credit 4(C) of {head.upper()} is {rupee_text(getattr(stated, head))}, tables 4(A) and 4(B) give {rupee_text(Paise(given))}."
            yield pen.finding("gstr3b.net_credit", Severity.ERROR, sentence, amount=gap, column="/itc_elg/itc_net")
