"""Labels that nobody wrote down: what they promise follows from the words they are made of ("Bill Ref. Number", "Net Sum Payable", "Value exclusive of GST").

Every word of such a label is one of those below; one that is not known makes the label unknown.
"""

from dataclasses import dataclass

_TAX = frozenset(["tax", "taxes", "gst"])
_PAPER = frozenset(["invoice", "inv", "bill", "memo", "document", "doc"])
_NUMBER = frozenset(["no", "number", "num", "nr", "ref", "reference", "id"])
_DAY = frozenset(["date", "dt", "dated", "day"])
_SUM = frozenset(["total", "tot", "amount", "amt", "value", "sum"])
_LINK = frozenset(["of", "the", "this", "our", "your", "for", "in", "to", "be", "by", "on", "s", "rs", "inr", "rupees", "and", "a"])
_BUYER = frozenset(
    [
        *("customer", "client", "buyer", "purchaser", "recipient", "receiver", "consumer", "payer", "subscriber", "tenant", "lessee", "importer"),
        *("insured", "policyholder", "proposer", "member", "student", "patient", "passenger", "rider", "host", "borrower", "allottee", "advertiser"),
    ]
)
"""Who is charged, by any trade's name for it."""
_SELLER = frozenset(
    ["supplier", "seller", "vendor", "contractor", "merchant", "insurer", "carrier", "transporter", "agency", "caterer", "provider", "lessor", "landlord"]
)
_ABOUT = frozenset(["details", "name", "particulars", "information", "info", "bill", "billed", "invoice", "service", "services"])


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What a label promises that has a word out of each of `needs`, and none but those and the ones in `may`."""

    role: str
    amount: str
    needs: tuple[frozenset[str], ...]
    may: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PATTERNS = (
    _Pattern("number", "", (_PAPER, _NUMBER | _words("serial sl sr sno")), _words("tax gst cash sale sales retail commercial credit system unique series")),
    _Pattern("date", "", (_PAPER, _DAY), _words("tax gst issue issued cash sale sales retail commercial raised preparation prepared generation generated")),
    _Pattern("date", "", (_words("credit debit"), _DAY), _words("note memo")),
    _Pattern("date", "", (_words("issue issued issuance raised"), _DAY | _words("on")), _PAPER),
    _Pattern("due", "", (_words("due last deadline"), _DAY | _words("on before by")), _words("payment pay payable remittance settlement") | _PAPER),
    _Pattern("", "taxable", (_words("taxable assessable basic"), _SUM), _words("goods services supply supplies net sub gross items lines")),
    _Pattern("", "gross", (_words("gross"), _SUM - {"total", "tot"}), _words("goods services supply items lines")),
    _Pattern("", "taxable", (_words("before excl excluding exclusive without pre"), _TAX), _SUM | _PAPER | _words("net sub gross goods services charges")),
    _Pattern("", "grand_total", (_words("incl including inclusive after with"), _TAX), _SUM | _PAPER | _words("all net gross grand charges payable final")),
    _Pattern(
        "",
        "grand_total",
        (_words("payable grand final"), _SUM | _words("net bill invoice")),
        _SUM | _PAPER | _words("net gross round rounded off figures only paid"),
    ),
    _Pattern("", "grand_total", (_PAPER, _SUM), _words("net gross figures round rounded")),
    _Pattern("", "cgst", (_words("cgst"),), _words("output add amount amt payable tax total local sales account ledger")),
    _Pattern("", "sgst", (_words("sgst utgst"),), _words("output add amount amt payable tax total local sales account ledger")),
    _Pattern("", "igst", (_words("igst"),), _words("output add amount amt payable tax total interstate inter state sales account ledger")),
    _Pattern(
        "", "round_off", (_words("round rounding rounded"), _words("off adjustment adj diff difference nearest")), _words("add less rupee amount up down")
    ),
    _Pattern("gstin_buyer", "", (_words("gstin gst uin"), _BUYER | {"business"}), _NUMBER | _words("registration reg")),
    _Pattern("gstin_seller", "", (_words("gstin gst uin"), _SELLER), _NUMBER | _words("registration reg")),
    _Pattern("buyer", "", (_BUYER,), _ABOUT),
    _Pattern("seller", "", (_SELLER,), _ABOUT - _words("bill billed invoice")),
)


def composed(phrase: str) -> tuple[str, str] | None:
    """Role and amount of a label out of its words, as `labels.meaning` gives them; None where they promise nothing."""
    words = phrase.split()
    if len(words) < 2:
        return None
    # A sign of money at the end belongs to the amount behind it.
    if words[0] in _LINK or words[-1] in _LINK - {"on"}:
        return None
    said = frozenset(words) - _LINK
    for pattern in _PATTERNS:
        known = frozenset.union(*pattern.needs) | pattern.may
        bare = said | ({"on"} & set(words) if any("on" in need for need in pattern.needs) else frozenset())
        if bare <= known and all(bare & need for need in pattern.needs):
            return pattern.role, pattern.amount
    return None
