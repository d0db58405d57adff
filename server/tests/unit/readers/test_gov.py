"""GSTR-2B and e-invoices."""

import base64
import hashlib
import json
from datetime import date

import pytest
from joserfc import jws
from joserfc.jwk import RSAKey

from qrt.adapters.gov import read_e_invoice, read_gstr2b
from qrt.core.base.company import Company
from qrt.core.base.finding import Severity
from qrt.core.base.identifiers import gstin_check_character
from qrt.core.documents.checks import check_extraction, passed_checks
from qrt.core.documents.types import DocumentKind


def gstin(first_fourteen: str) -> str:
    return first_fourteen + gstin_check_character(first_fourteen)


OURS, SUPPLIER = gstin("27AABCQ4821K1Z"), gstin("29AABCT1332L1Z")


def rules(extraction):
    return [finding.rule for finding in extraction.findings]


def statement(**changes):
    body = {
        "gstin": OURS,
        "rtnprd": "102026",
        "version": "2.0",
        "gendt": "14-11-2026",
        "itcsumm": {
            "itcavl": {
                "nonrevsup": {"igst": 18000, "b2b": {"txval": 100000, "igst": 18000, "cgst": 0, "sgst": 0, "cess": 0}},
                "revsup": {"b2b": {"txval": 20000, "cgst": 500, "sgst": 500}},
                "imports": {"impg": {"txval": 400000, "igst": 72000}},
                "othersup": {"cdnr": {"txval": 10000, "igst": 1800}},
            },
            "itcunavl": {"nonrevsup": {"b2b": {"txval": 10000, "cgst": 900, "sgst": 900}}},
        },
        "docdata": {
            "b2b": [
                {
                    "ctin": SUPPLIER,
                    "trdnm": "Tungabhadra Spares Ltd",
                    "supprd": "102026",
                    "supfildt": "10-11-2026",
                    "inv": [
                        {
                            "inum": "TS/26-27/118",
                            "typ": "R",
                            "dt": "09-10-2026",
                            "val": 118000,
                            "pos": "27",
                            "rev": "N",
                            "itcavl": "Y",
                            "imsStatus": "A",
                            "txval": 100000,
                            "igst": 18000,
                        },
                        {
                            "inum": "0391",
                            "dt": "02-03-2025",
                            "val": 11800,
                            "pos": "27",
                            "rev": "N",
                            "itcavl": "N",
                            "rsn": "C",
                            "txval": 10000,
                            "cgst": 900,
                            "sgst": 900,
                        },
                        {"inum": "LR-8841", "dt": "15-10-2026", "val": 20000, "pos": "27", "rev": "Y", "itcavl": "Y", "txval": 20000, "cgst": 500, "sgst": 500},
                    ],
                }
            ],
            "cdnr": [
                {
                    "ctin": SUPPLIER,
                    "nt": [{"ntnum": "CN-77", "typ": "C", "dt": "20-10-2026", "val": 11800, "rev": "N", "itcavl": "Y", "txval": 10000, "igst": 1800}],
                }
            ],
            "impg": [{"refdt": "07-10-2026", "portcode": "INNSA1", "boenum": "7712345", "boedt": "06-10-2026", "txval": 400000, "igst": 72000}],
        },
    }
    return {"chksum": "x", "data": {**body, **changes}}


@pytest.fixture
def read_2b(paper):
    def run(document):
        data = document if isinstance(document, bytes) else json.dumps(document).encode()
        (made,) = read_gstr2b(paper(data, "2b.json"), data)
        return made

    return run


def test_every_document_of_the_statement_is_listed_with_its_direction_and_credit(read_2b) -> None:
    made = read_2b(statement())
    assert made.kind is DocumentKind.GSTR_2B
    assert [
        (row.section, row.number, row.document_type, row.taxable, row.igst, row.cgst, row.total, row.itc_available, row.reverse_charge) for row in made.rows
    ] == [
        ("b2b", "TS/26-27/118", "invoice", 100000_00, 18000_00, 0, 118000_00, True, False),
        ("b2b", "0391", "invoice", 10000_00, 0, 900_00, 11800_00, False, False),
        ("b2b", "LR-8841", "invoice", 20000_00, 0, 500_00, 20000_00, True, True),
        ("cdnr", "CN-77", "credit_note", 10000_00, 1800_00, 0, 11800_00, True, False),
        ("impg", "7712345", "bill_of_entry", 400000_00, 72000_00, 0, 472000_00, True, False),
    ]
    first = made.rows[0]
    assert (first.supplier_gstin, first.day, first.filed_day, first.period, first.ims_status) == (
        SUPPLIER,
        date(2026, 10, 9),
        date(2026, 11, 10),
        "2026-10",
        "A",
    )
    assert first.place.column == "/data/docdata/b2b/0/inv/0"
    assert made.rows[1].itc_reason == "C"
    assert (made.text("gstin"), made.text("period"), made.text("generated_on")) == (OURS, "2026-10", "2026-11-14")
    assert rules(made) == []


def test_tax_by_rate_is_summed_over_the_items_of_older_files(read_2b) -> None:
    items = [{"num": 1, "rt": 5, "txval": 400.10, "cgst": 10, "sgst": 10}, {"num": 2, "rt": 18, "txval": 100, "cgst": 9, "sgst": 9}]
    invoice = {"inum": "1", "dt": "24-11-2026", "val": 538.1, "rev": "N", "itcavl": "Y", "items": items}
    made = read_2b(statement(itcsumm={}, docdata={"b2b": [{"ctin": SUPPLIER, "inv": [invoice]}]}))
    assert [(row.taxable, row.cgst, row.sgst, row.total) for row in made.rows] == [(500_10, 19_00, 19_00, 538_10)]


def test_a_summary_that_does_not_agree_with_the_documents_names_section_and_tax(read_2b) -> None:
    document = statement()
    document["data"]["itcsumm"]["itcavl"]["nonrevsup"]["b2b"]["igst"] = 18001
    (finding,) = read_2b(document).findings
    assert (finding.rule, finding.amount) == ("gstr2b.summary_mismatch", 1_00)
    document = statement()
    document["data"]["itcsumm"]["itcavl"]["nonrevsup"]["b2b"]["txval"] += 500
    assert [(each.rule, each.amount) for each in read_2b(document).findings] == [("gstr2b.summary_mismatch", 500_00)]
    assert "itcavl.nonrevsup.b2b" in finding.sentence


def test_a_split_download_asks_for_its_other_parts(read_2b) -> None:
    document = statement(fc=3)
    document["data"]["itcsumm"]["itcavl"]["nonrevsup"]["b2b"]["igst"] = 1
    assert rules(read_2b(document)) == ["gstr2b.part_of_many"]


def test_an_amended_invoice_knows_the_original(read_2b) -> None:
    invoice = {"oinum": "A1", "oidt": "01-09-2026", "inum": "A2", "dt": "02-10-2026", "val": 118, "rev": "N", "itcavl": "Y", "txval": 100, "igst": 18}
    made = read_2b(statement(itcsumm={}, docdata={"b2ba": [{"ctin": SUPPLIER, "inv": [invoice]}]}))
    assert (made.rows[0].section, made.rows[0].original_number, made.rows[0].original_day) == ("b2ba", "A1", date(2026, 9, 1))


def test_a_document_rejected_in_the_portal_gives_no_credit(read_2b) -> None:
    invoice = {"inum": "A2", "dt": "02-10-2026", "val": 118, "rev": "N", "itcavl": "Y", "txval": 100, "igst": 18}
    made = read_2b(statement(itcsumm={}, docdata={}, docRejdata={"b2b": [{"ctin": SUPPLIER, "inv": [invoice]}]}))
    assert [(row.itc_available, row.ims_status) for row in made.rows] == [(False, "R")]


def test_a_wrong_gstin_of_the_recipient_is_told(read_2b) -> None:
    assert rules(read_2b(statement(gstin=OURS[:-1] + ("A" if OURS[-1] != "A" else "B")))) == ["gstr2b.gstin_invalid"]


@pytest.mark.parametrize("bad", [{"dt": "30-02-2026"}, {"txval": 1.001}, {"txval": -5}, {"igst": "x"}, {"igst": True}])
def test_a_document_that_cannot_be_right_stays_out_and_is_named(read_2b, bad) -> None:
    good = {"inum": "A2", "dt": "02-10-2026", "val": 118, "rev": "N", "itcavl": "Y", "txval": 100, "igst": 18}
    made = read_2b(statement(itcsumm={}, docdata={"b2b": [{"ctin": SUPPLIER, "inv": [{**good, **bad}, good]}]}))
    assert len(made.rows) == 1
    assert rules(made) == ["gstr2b.line_unreadable"]
    assert "A2" in made.findings[0].sentence


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"{", "breaks off"),
        (b'{"data": {"docdata": {}, "docdata": {}}}', "twice"),
        (b'{"data": NaN}', "NaN"),
        (b"[" * 60 + b"]" * 60, "nests deeper"),
        (b"[" * 100_000, "nests deeper"),
        (b"{}", "no docdata"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'{"b2b": [{"ctin": "x", "cfs": "Y", "inv": []}]}', "GSTR-2A"),
    ],
)
def test_unsafe_broken_or_other_json_is_answered_and_never_raised(read_2b, data, cause) -> None:
    made = read_2b(data)
    assert made.kind is DocumentKind.OTHER
    assert cause in made.findings[0].sentence


def test_the_labelled_2b_sample_lists_every_section(samples, paper) -> None:
    data = (samples / "gstr2b" / "test_gstr_2b.json").read_bytes()
    (made,) = read_gstr2b(paper(data), data)
    assert [row.section for row in made.rows] == ["b2b", "b2ba", "cdnr", "cdnra", "isd", "isda", "impg", "impgsez"]
    assert (made.text("period"), made.text("generated_on")) == ("2020-03", "2020-04-14")
    assert (made.rows[0].cgst, made.rows[0].total, made.rows[6].igst) == (200_00, 729248_16, 123_02)


# --- e-invoices ---------------------------------------------------------------------------------


def invoice(**changes):
    body = {
        "Version": "1.1",
        "TranDtls": {"TaxSch": "GST", "SupTyp": "B2B", "RegRev": "N"},
        "DocDtls": {"Typ": "INV", "No": "QT/26-27/0101", "Dt": "05/10/2026"},
        "SellerDtls": {"Gstin": OURS, "LglNm": "Quartzline Tools Pvt Ltd", "Stcd": "27"},
        "BuyerDtls": {"Gstin": SUPPLIER, "LglNm": "Marudham Engineering Ltd", "Pos": "29", "Stcd": "29"},
        "ItemList": [
            {
                "SlNo": "1",
                "PrdDesc": "Boring head",
                "HsnCd": "847989",
                "Qty": 4,
                "Unit": "NOS",
                "UnitPrice": 50012.345,
                "Discount": 49.38,
                "AssAmt": 200000,
                "GstRt": 18,
                "IgstAmt": 36000,
                "TotItemVal": 236000,
            }
        ],
        "ValDtls": {"AssVal": 200000, "IgstVal": 36000, "CgstVal": 0, "SgstVal": 0, "RndOffAmt": -0.5, "TotInvVal": 235999.5},
    }
    return {**body, **changes}


def irn(body) -> str:
    document = body["DocDtls"]
    return hashlib.sha256(f"{body['SellerDtls']['Gstin']}2026-27{document['Typ']}{document['No']}".encode()).hexdigest()


@pytest.fixture
def read(paper):
    def run(document, keys=None):
        data = document if isinstance(document, bytes) else json.dumps(document).encode()
        return read_e_invoice(paper(data, "e.json"), data, keys)

    return run


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"OthChrg": 150, "TotInvVal": 236149.5},
        {"Discount": 1000, "TotInvVal": 234999.5},
        {"TotInvVal": 236000.2},
        {"AssVal": 200000, "IgstVal": 0, "TotInvVal": 235999.5},  # the items alone prove it
    ],
)
def test_the_value_of_an_e_invoice_follows_from_its_parts(read, values) -> None:
    body = invoice()
    (made,) = read({**body, "ValDtls": {**body["ValDtls"], **values}})
    assert rules(made) == []


def test_an_e_invoice_whose_value_follows_from_nothing_is_told(read) -> None:
    body = invoice()
    (made,) = read({**body, "ValDtls": {**body["ValDtls"], "TotInvVal": 236999.5}})
    assert [(each.rule, each.severity, each.amount) for each in made.findings] == [("e_invoice.totals_mismatch", Severity.ERROR, 100000)]
    # One fault is one finding: what any bill is asked does not say it again.
    assert "document.arithmetic" not in [each.rule for each in check_extraction(made, Company("Nobody"))]
    assert "document.arithmetic" not in [rule for rule, _ in passed_checks(made)]
    own_tax = {**body["ValDtls"], "TotInvVal": 199999.5}
    assert rules(read({**body, "ValDtls": own_tax})[0]) == ["e_invoice.totals_mismatch"]
    assert rules(read({**body, "ValDtls": own_tax, "TranDtls": {**body["TranDtls"], "RegRev": "Y"}})[0]) == []


def test_other_charges_are_a_part_of_an_e_invoices_value(read) -> None:
    body = invoice()
    (made,) = read({**body, "ValDtls": {**body["ValDtls"], "OthChrg": 150, "TotInvVal": 236149.5}})
    assert "document.arithmetic" not in {each.rule for each in check_extraction(made, Company(""))}


@pytest.fixture(scope="module")
def key():
    return RSAKey.generate_key(2048)


def sign(key, body) -> str:
    return jws.serialize_compact({"alg": "RS256", "kid": "K1"}, json.dumps({"data": json.dumps(body), "iss": "NIC"}), key)


def test_a_request_is_read_field_by_field(read) -> None:
    (made,) = read(invoice())
    assert made.kind is DocumentKind.E_INVOICE
    assert (made.rows[0].unit_price, made.rows[0].discount) == ("50012.345", "49.38")
    got = {
        name: made.text(name)
        for name in ("invoice_number", "invoice_date", "document_type", "seller.gstin", "buyer.name", "place_of_supply", "reverse_charge", "signature")
    }
    assert list(got.values()) == ["QT/26-27/0101", "2026-10-05", "tax_invoice", OURS, "Marudham Engineering Ltd", "29", "no", "none"]
    assert (made.text("totals.taxable"), made.text("totals.igst"), made.text("totals.round_off"), made.text("totals.grand_total")) == (
        "200000.00",
        "36000.00",
        "-0.50",
        "235999.50",
    )
    (line,) = made.rows
    assert (line.hsn, line.rate, line.taxable, line.igst, line.cgst) == ("847989", "18", 200000_00, 36000_00, None)
    assert rules(made) == []


def test_the_signed_invoice_outranks_the_request_and_its_signature_is_checked(read, key) -> None:
    body = invoice()
    signed = {**body, "Irn": irn(body)}
    answer = {"request": body, "result": {"Irn": irn(body), "SignedInvoice": sign(key, signed)}}
    (made,) = read(answer, {"K1": key.as_pem(private=False)})
    assert (made.text("signature"), made.text("irn")) == ("valid", irn(body))
    assert rules(made) == []
    (unknown,) = read(answer)
    assert unknown.text("signature") == "not_checkable"


def test_a_changed_signed_invoice_is_found(read, key) -> None:
    body = invoice()
    head, payload, tail = sign(key, {**body, "Irn": irn(body)}).split(".")
    plain = base64.urlsafe_b64decode(payload + "==").replace(b"235999.5", b"135999.5")
    forged = ".".join((head, base64.urlsafe_b64encode(plain).decode().rstrip("="), tail))
    (made,) = read({"SignedInvoice": forged, "Irn": irn(body)}, {"K1": key.as_pem(private=False)})
    assert rules(made) == ["e_invoice.signature_invalid", "e_invoice.totals_mismatch"]


def test_an_irn_that_does_not_follow_from_the_document_is_told(read) -> None:
    body = invoice()
    assert rules(read({**body, "Irn": irn(body)})[0]) == []
    assert rules(read({**body, "Irn": irn(body), "DocDtls": {"Typ": "INV", "No": "QT/26-27/0102", "Dt": "05/10/2026"}})[0]) == ["e_invoice.irn_mismatch"]


def test_a_qr_code_of_another_invoice_is_told(read, key) -> None:
    body = invoice()
    qr = sign(key, {"SellerGstin": OURS, "DocNo": "OTHER", "Irn": irn(body)})
    (made,) = read({"Irn": irn(body), "SignedInvoice": sign(key, {**body, "Irn": irn(body)}), "SignedQRCode": qr})
    assert rules(made) == ["e_invoice.qr_mismatch"]


def test_several_invoices_in_one_file_are_several_extractions(read) -> None:
    other = invoice(DocDtls={"Typ": "CRN", "No": "C1", "Dt": "06/10/2026"}, RefDtls={"PrecDocDtls": [{"InvNo": "QT/26-27/0101", "InvDt": "05/10/2026"}]})
    made = read([invoice(), other])
    assert [(each.part, each.text("document_type"), each.text("original_number")) for each in made] == [
        ("/0", "tax_invoice", ""),
        ("/1", "credit_note", "QT/26-27/0101"),
    ]


@pytest.mark.parametrize("data", [b"", b"{}", b'{"SignedInvoice": "no token"}', b"a.b.c"])
def test_what_is_no_e_invoice_is_answered_and_never_raised(read, data) -> None:
    (made,) = read(data)
    assert made.kind is DocumentKind.OTHER


def test_the_portals_own_signed_samples_are_valid_and_equal_to_their_labels(samples, paper) -> None:
    folder = samples / "einvoice"
    keys = {file.stem.rsplit("_", 1)[1]: file.read_bytes() for file in folder.glob("*.pem")}
    data = (folder / "e_invoice_requests_responses.json").read_bytes()
    made = [each for each in read_e_invoice(paper(data), data, keys) if each.text("signature") != "none"]
    labels = [
        json.loads((folder / f"{name}.jpg.expected.json").read_text())["fields"]["qr_payload"]
        for name in ("qr_goods_item_with_ewaybill_clean", "qr_return_invoice_clean")
    ]
    for each, label in zip(made, labels, strict=True):
        assert (each.text("signature"), each.text("irn"), each.text("invoice_number")) == ("valid", label["Irn"], label["DocNo"])
        assert (each.text("seller.gstin"), each.text("buyer.gstin")) == (label["SellerGstin"], label["BuyerGstin"])
        assert each.fields["totals.grand_total"].amount() == int(label["TotInvVal"] * 100)
        assert rules(each) == []
