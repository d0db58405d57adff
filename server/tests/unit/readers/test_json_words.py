"""E-way bills and e-invoices as JSON under keys of other programs: read where they are known, told where they are not."""

import hashlib
import json
from typing import Any

import pytest

from qrt.agents.reading import read_paper
from qrt.core.documents.types import Extraction, Paper
from qrt.sim.names import gstin

OWN, PARTY = gstin("29", "AAKCK1234L"), gstin("27", "AABCB5678M")
BILL = {
    "docType": "INV",
    "docNo": "S/1",
    "docDate": "05/07/2026",
    "fromGstin": OWN,
    "toGstin": PARTY,
    "totalValue": 100000,
    "igstValue": 18000,
    "totInvValue": 118000,
    "transDistance": 100,
}
INVOICE: dict[str, Any] = {
    "DocDtls": {"Typ": "INV", "No": "S/1", "Dt": "05/07/2026"},
    "SellerDtls": {"Gstin": OWN, "LglNm": "K"},
    "BuyerDtls": {"Gstin": PARTY, "LglNm": "B", "Pos": "27"},
    "ItemList": [{"SlNo": "1", "PrdDesc": "Bolt", "HsnCd": "7318", "AssAmt": 100000, "GstRt": 18, "IgstAmt": 18000, "TotItemVal": 118000}],
    "ValDtls": {"AssVal": 100000, "IgstVal": 18000, "TotInvVal": 118000},
}


def read(body: object) -> Extraction:
    data = json.dumps(body).encode()
    return read_paper(Paper(hashlib.sha256(data).hexdigest(), "e.json", len(data)), data)[0]


def renamed(body: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {(new if key == old else key): value for key, value in body.items()}


@pytest.mark.parametrize(
    ("old", "new"),
    [("totInvValue", "TotInvVal"), ("totInvValue", "totalInvoiceValue"), ("totalValue", "TotalValue"), ("docDate", "documentDate"), ("fromGstin", "FromGstin")],
)
def test_an_e_way_bill_is_read_whatever_letters_its_keys_have(old: str, new: str) -> None:
    made = read({"billLists": [renamed(BILL, old, new)]})
    said = {name: made.text(name) for name in ("invoice_date", "seller.gstin", "totals.taxable", "totals.grand_total")}
    assert said == {"invoice_date": "2026-07-05", "seller.gstin": OWN, "totals.taxable": "100000.00", "totals.grand_total": "118000.00"}
    assert made.findings == ()


@pytest.mark.parametrize(("old", "new"), [("totInvValue", "billWorth"), ("totalValue", "worthBeforeTax")])
def test_a_value_of_an_e_way_bill_under_a_key_that_is_not_known_is_told(old: str, new: str) -> None:
    (told,) = read({"billLists": [renamed(BILL, old, new)]}).findings
    assert told.rule == "e_way_bill.value_missing" and new in told.sentence


@pytest.mark.parametrize(("old", "new"), [("AssVal", "AssessableValue"), ("IgstVal", "IGSTValue"), ("TotInvVal", "TotalInvoiceValue")])
def test_a_value_of_an_e_invoice_under_a_key_that_is_not_known_is_told(old: str, new: str) -> None:
    made = read({**INVOICE, "ValDtls": renamed(INVOICE["ValDtls"], old, new)})
    assert "e_invoice.value_unknown" in [each.rule for each in made.findings]
    assert [each.rule for each in read(INVOICE).findings] == []
