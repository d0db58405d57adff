"""ClassifierBot: what kind of paper is this? Local implementation: structure first, then title words, then the weight of the vocabulary.

It abstains when two kinds lie close together: OTHER with the reason, so that a person decides.
"""

import re
from collections.abc import Sequence

from qrt.adapters.scan.sniff import MediaType
from qrt.agents.contract import Proposal
from qrt.core.base.place import Place
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.kinds import kind_of_grid
from qrt.core.documents.receipt.signs import till_signs
from qrt.core.documents.types import DocumentKind, Paper

AGENT, VERSION = "ClassifierBot", "local-1"
MARGIN = 1.5
"""Two kinds nearer than this in weight are not told apart."""
UNDER_ANOTHER = 0.4
"""Share of its weight that a title keeps under another one that is set as large."""
WORDS_ALONE = 0.8
"""No surer is a kind that no title names."""
_BY_TITLE = "its title says"

_BY_STRUCTURE: dict[MediaType, DocumentKind] = {
    MediaType.MT940: DocumentKind.BANK_STATEMENT,
    MediaType.MT942: DocumentKind.BANK_STATEMENT,
    MediaType.CAMT: DocumentKind.BANK_STATEMENT,
    MediaType.OFX: DocumentKind.BANK_STATEMENT,
    MediaType.QIF: DocumentKind.BANK_STATEMENT,
    MediaType.TALLY_XML: DocumentKind.TALLY_VOUCHERS,
    MediaType.GSTR2B_JSON: DocumentKind.GSTR_2B,
    MediaType.GSTR2A_JSON: DocumentKind.GSTR_2A,
    MediaType.GSTR1_JSON: DocumentKind.GSTR_1,
    MediaType.GSTR3B_JSON: DocumentKind.GSTR_3B,
    MediaType.E_INVOICE_JSON: DocumentKind.E_INVOICE,
    MediaType.E_WAY_BILL_JSON: DocumentKind.E_WAY_BILL,
    MediaType.AIS_JSON: DocumentKind.AIS,
    MediaType.TDS_FILE: DocumentKind.TDS_STATEMENT,
    MediaType.FORM_26AS: DocumentKind.FORM_26AS,
}

# What is none of our kinds is told apart too, so that a quotation is never booked as an invoice. It ends as OTHER with its name.
_KNOWN_OTHERS = {
    "delivery_challan": "a delivery challan",
    "proforma": "a pro forma invoice",
    "quotation": "a quotation",
    "account_statement": "a statement of account",
    "gst_challan": "a challan of GST (PMT-06)",
    "dunning": "a payment reminder",
    "insurance_policy": "an insurance policy",
    "deposit_receipt": "a receipt for a deposit",
    "bank_advice": "an advice of a bank",
    "bank_certificate": "a certificate of a bank",
    "payslip": "a payslip",
    "resolution": "a resolution of a board",
    "isd_invoice": "an invoice of an input service distributor, which passes credit on and charges nothing",
}

_TITLES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        # In German law a "Gutschrift" is mostly an invoice that the buyer writes himself: where the title says so, it is one.
        (r"selbst\s+ausgestellte\s+rechnung|self[\s-]?bill(?:ed|ing)(?:\s+(?:tax\s+)?invoice)?|autofacturation|autofacture", "tax_invoice"),
        (
            r"(?:[a-z]+\s+){0,4}(?:insurance|package|perils|marine|mediclaim|liability)\s+policy\b|policy\s+schedule|certificate\s+of\s+insurance",
            "insurance_policy",
        ),
        (r"(?:fixed|term|recurring)\s+deposit\s+(?:receipt|advice|confirmation)", "deposit_receipt"),
        (r"(?:debit|credit|trade|remittance)\s+advice|advice\s+of\s+(?:debit|credit)", "bank_advice"),
        (r"balance\s+(?:confirmation\s+)?certificate|interest\s+certificate|solvency\s+certificate", "bank_certificate"),
        (r"(?:pay|salary)\s*slip\b", "payslip"),
        (r"board\s+resolution", "resolution"),
        (r"pro\s?-?forma\s+(?:tax\s+)?invoice|proforma-?rechnung|facture\s+pro\s?-?forma", "proforma"),
        (r"(?:input\s+service\s+distributor|\bisd)\s+(?:tax\s+)?invoice", "isd_invoice"),
        (
            r"credit\s+note|credit\s+memo|\bgutschrift\b|rechnungskorrektur|storno-?rechnung|\bavoir\b|facture\s+d.?avoir|credit-?nota|creditfactuur|credit\s+invoice",
            "credit_note",
        ),
        (r"debit\s+note|debit\s+memo|lastschriftanzeige|belastungsanzeige|note\s+de\s+d[ée]bit|debet-?nota", "debit_note"),
        (r"bill\s+of\s+supply", "bill_of_supply"),
        (r"purchase\s+order|work\s+order|\bbestellung\b|bon\s+de\s+commande", "purchase_order"),
        (r"quotation|estimate\b|\bangebot\b|\bdevis\b", "quotation"),
        (r"delivery\s+(?:challan|note)|lieferschein|packing\s+(?:list|slip)|bon\s+de\s+livraison", "delivery_challan"),
        (r"e-?\s?way\s+bill(?!\s*(?:no|number|details|date))", "e_way_bill"),
        (r"form\s+(?:no\.?\s*)?(?:16\s?-?\s?a|131)\b|certificate\s+under\s+section\s+203", "form_16a"),
        (r"form\s+(?:no\.?\s*)?26\s?-?\s?as|annual\s+tax\s+statement", "form_26as"),
        (r"form\s+(?:no\.?\s*)?(?:26\s?-?\s?q|140)\b|(?:quarterly\s+)?statement\s+of\s+(?:tax\s+deducted|deduction\s+of\s+tax)", "tds_statement"),
        (r"annual\s+information\s+statement", "ais"),
        (r"(?:account|bank)\s+statement|\bpass\s?book\b|statement\s+of\s+(?:bank\s+)?account\b|kontoauszug|relev[ée]\s+de\s+compte", "bank_statement"),
        (r"challan\s+no\.?\s*/?\s*itns|tax\s+payment\s+challan|itns\s+281", "tds_challan"),
        (r"(?:form\s+)?(?:gst\s+)?pmt\s*-?\s*0?6\b|challan\s+for\s+deposit\s+of\s+goods\s+and\s+services\s+tax|\bgst\s+(?:payment\s+)?challan", "gst_challan"),
        (r"goods\s+and\s+services\s+tax\s+payment\s+(?:receipt|challan)", "gst_challan"),
        (r"bill\s+of\s+entry", "bill_of_entry"),
        (r"payment\s+voucher", "payment_voucher"),
        (r"payment\s+receipt|receipt\s+voucher|money\s+receipt|official\s+receipt|quittung", "receipt_voucher"),
        (r"payment\s+reminder|overdue\s+notice|\bmahnung\b", "dunning"),
        (r"\bagreement\b|memorandum\s+of\s+understanding|\bcontract\b|lease\s+deed|\bvertrag\b", "contract"),
        (r"export\s+invoice", "export_invoice"),
        (r"(?:tax|gst|retail|commercial|service|sales)\s+invoice|invoice\s*-?\s*cum\s*-?\s*bill|tax\s*-?\s*cum", "tax_invoice"),
        *((rf"(?:form\s+)?gstr\s*-?\s*{number}\b", f"gstr_{number}") for number in ("2b", "2a", "3b", "1")),
        (r"trial\s+balance", "trial_balance"),
        (r"(?:professional\s+)?fee\s+(?:note|bill|memo)\b|memorandum\s+of\s+(?:professional\s+)?fees", "tax_invoice"),
        (r"\binvoice\b|\brechnung\b|\w+rechnung\b|\bfacture\b|\bfactuur\b|\bcash\s+memo\b", "tax_invoice"),
    )
)

_VOCABULARY: dict[str, tuple[tuple[str, float], ...]] = {
    "tax_invoice": (
        (r"\binvoice\s*(?:no|number|#|date)|\binv\.?\s*no", 2.5),
        (r"\bbill\s+(?:no|date)\b", 1.5),
        (r"\bfee\s+(?:note|bill|memo)\s*(?:no|number|date)\b", 2.5),
        (r"(?:bill|billed|sold|ship)\s+to|buyer|details of receiver", 1.0),
        (r"\btaxable\s+(?:value|amount)|sub\s?total", 1.0),
        (r"\bcgst\b|\bsgst\b|\bigst\b|\bmwst|\bvat\b|\btva\b|\bbtw\b", 1.0),
        (r"\bhsn\b|\bsac\b", 1.0),
        (r"place of supply|reverse charge", 0.8),
        (r"amount (?:due|payable)|grand total|total (?:amount|due)", 0.8),
        (r"rechnungs(?:nummer|nr|datum)|facture\s*n|factuur", 2.5),
        (r"^\W*\w*rechnung\b[^a-z]{0,10}(?:nr\b|no\b|#)", 3.0),
        (r"\bnetto|umsatzsteuer|\bust\b|hors taxe|\bht\b", 1.0),
        (r"rechnungs(?:betrag|summe)|total ttc|montant ttc|net [àa] payer|totaal (?:incl|te betalen)|date de facture", 1.5),
        (r"unit price|line total|price per|einzelpreis|prix unitaire|stuksprijs", 0.8),
        (r"sales tax|\btax\b.{0,12}\d", 0.8),
        (r"receipt\s*#?\s*no", 0.7),
    ),
    "credit_note": (
        (r"credit\s+note\s*(?:no|number|date)|cr\.?\s*note", 3.0),
        (r"original\s+invoice|against\s+invoice", 1.0),
        (r"sales\s+return|rate difference", 0.7),
    ),
    "debit_note": ((r"debit\s+note\s*(?:no|number|date)", 3.0),),
    "bill_of_supply": ((r"composition\s+taxable\s+person|not\s+eligible\s+to\s+collect\s+tax", 3.0),),
    "purchase_order": ((r"\bp\.?o\.?\s*(?:no|number|date)\b", 0.6), (r"please\s+supply|vendor\s+code|delivery\s+schedule|terms\s+of\s+delivery", 1.0)),
    "bank_statement": (
        (r"opening\s+balance", 1.0),
        (r"closing\s+balance", 1.0),
        (r"withdrawals?|deposits?", 1.0),
        (r"narration|particulars", 0.8),
        (r"\bifsc\b|\bmicr\b", 0.6),
        (r"chq|cheque|value\s+d(?:a)?te?", 0.8),
        (r"\bneft\b|\brtgs\b|\bupi\b|\bimps\b", 1.2),
    ),
    "form_16a": ((r"deductor", 1.5), (r"\btan\b", 1.0), (r"certificate\s+no", 1.0), (r"tax\s+deducted", 1.0)),
    "contract": ((r"\bhereinafter\b|\bwhereas\b|\bwitnesseth\b", 2.0), (r"\bparties\b|\bterm(?:ination)?\b|\bgoverning law\b|\bjurisdiction\b", 0.8)),
    "e_way_bill": ((r"e-?way bill no", 1.0), (r"transporter|vehicle no|approx\.? distance|valid upto", 1.0)),
    "delivery_challan": ((r"challan\s+(?:no|date)", 1.2), (r"job\s?work|not for sale|returnable", 1.0)),
    "receipt_voucher": ((r"received\s+with\s+thanks|received\s+from", 2.5), (r"by\s+(?:cash|cheque)", 0.5)),
    "quotation": ((r"valid(?:ity)?\s+(?:of|for|till)", 0.8), (r"we\s+are\s+pleased\s+to\s+quote", 2.5)),
    "gst_challan": ((r"\bcpin\b", 3.0),),
    "account_statement": ((r"ageing|aging|\bage\b.*days|outstanding\s+statement", 1.5),),
}
_WORDS = {name: [(re.compile(pattern, re.IGNORECASE | re.MULTILINE), weight) for pattern, weight in words] for name, words in _VOCABULARY.items()}

_BEHIND = re.compile(r"\s*\([^()]*\)$")
"""What a title says in brackets behind itself: "(not transferable)", "(original for recipient)"."""
_OFFICIAL = re.compile(r"(?:form\s+)?(?:gstr\s*-?\s*(?:1|2a|2b|3b)|(?:no\.?\s*)?(?:26\s?-?\s?as|16\s?-?\s?a))")
_NO_TITLE = re.compile(r"\b(?:no|number|date|dated|against|original invoice|ref|terms|details)\b|[:#]")
"""After the words of a title these make it the label of a cell."""


def propose_kind(paper: Paper, media: MediaType, sheet: Sheet | None = None, grid: Sequence[Sequence[str]] = ()) -> Proposal[DocumentKind]:
    """The kind of a paper: by its format, by its grid of cells, or by the words of its pages."""
    if kind := _BY_STRUCTURE.get(media):
        return _proposal(kind, 1.0, f"the file is {media.value.replace('_', ' ')}", (Place(paper.sha256),))
    if grid:
        kind, confidence, words = kind_of_grid(grid)
        return _proposal(kind, confidence, f"its title and header say {', '.join(words)}" if words else "no title or header is known", (Place(paper.sha256),))
    if sheet is not None:
        return _of_words(sheet)
    return _proposal(DocumentKind.OTHER, 0.0, f"{media.value} has no reader", ())


def of_person(kind: DocumentKind, paper: Paper) -> Proposal[DocumentKind]:
    """What a person said the paper is: nothing to propose any more."""
    return _proposal(kind, 1.0, "a person said so", (Place(paper.sha256),))


def may_be_another(proposal: Proposal[DocumentKind]) -> bool:
    """Words of the paper name something that is none of our kinds: a quotation, a delivery challan."""
    return any(name in reason for name in _KNOWN_OTHERS.values() for reason in proposal.reasons)


def is_titled(proposal: Proposal[DocumentKind]) -> bool:
    """A title of the paper decided, not its words."""
    return any(_BY_TITLE in reason for reason in proposal.reasons)


def _of_words(sheet: Sheet) -> Proposal[DocumentKind]:
    # What a paper is stands at its beginning.
    lines = [line for line in sheet.lines if line.page <= 3]
    if not lines:
        return _proposal(DocumentKind.OTHER, 0.0, "its pages hold no words", ())
    if signs := till_signs(sheet):
        confidence = min(0.97, 0.6 + 0.07 * len(signs))
        return _proposal(DocumentKind.RECEIPT, confidence, f"it is a till slip: {', '.join(signs)}", (sheet.place(lines[0].tokens),))
    weights, evidence, reasons = _weigh(lines, sheet.sizes)
    ranked = sorted(weights.items(), key=lambda each: (-each[1], each[0]))
    if not ranked or ranked[0][1] < 2.5:
        return _proposal(DocumentKind.OTHER, 0.2, "its words belong to no known kind", ())
    name, weight = ranked[0]
    second, second_weight = ranked[1] if len(ranked) > 1 else ("", 0.0)
    places = tuple(sheet.place(line.tokens) for line in evidence.get(name, [])[:3])
    if weight - second_weight < MARGIN:
        return _proposal(DocumentKind.OTHER, 0.4, f"it could be {_said(name)} or {_said(second)}: {reasons[name]}", places)
    titled = reasons[name].startswith(_BY_TITLE)
    confidence = min(0.99 if titled else WORDS_ALONE, 0.6 + 0.06 * (weight - second_weight) + 0.01 * weight)
    if name in _KNOWN_OTHERS:
        return _proposal(DocumentKind.OTHER, confidence, f"it is {_KNOWN_OTHERS[name]}: {reasons[name]}", places)
    return _proposal(DocumentKind(name), confidence, reasons[name], places)


def _weigh(lines: Sequence[Line], sizes: dict[int, tuple[float, float]]) -> tuple[dict[str, float], dict[str, list[Line]], dict[str, str]]:
    """Weight by kind. A title is a short phrase high up on the first page; one set larger than the text weighs more."""
    weights: dict[str, float] = {}
    evidence: dict[str, list[Line]] = {}
    reasons: dict[str, str] = {}
    titles: list[tuple[str, float]] = []
    typical = sorted(token.height for line in lines for token in line.tokens)[sum(len(line.tokens) for line in lines) // 2]
    for line in lines:
        height = sizes[line.page][1]
        if line.page != 1 or line.y0 > 0.4 * height:
            continue
        phrases = line.phrases
        for phrase in phrases:
            large = max(token.height for token in phrase) > 1.2 * typical
            whole_phrase = " ".join(token.text for token in phrase).lower()
            # A title may have a number of its own ("Form GSTR-2B"), which is not that of the paper.
            named = next((match for pattern, _ in _TITLES if (match := pattern.search(whole_phrase)) and len(match.group()) >= 0.9 * len(whole_phrase)), None)
            text = whole_phrase if named else _title_text(phrase, large)
            # A heading of a cell ("Delivery Note", "Purchase Order") stands in a row of others, in small type.
            if len(text.split()) > 7 or (len(phrases) > 2 and not large and not _is_spaced(phrase)):
                continue
            found = next(((match, name) for pattern, name in _TITLES if (match := pattern.search(text))), None)
            if found is None:
                continue
            match, name = found
            # What stands in brackets behind a hospital's or a school's own title is the paper's by law: "Final Bill (Bill of Supply)".
            bracketed = text[: match.start()].endswith("(") and text[match.end() :].startswith(")")
            # "Bill of Supply for Electricity": what a title is for is none of it.
            about = match.start() == 0 and re.match(r"\s+(?:for|towards)\s+(?:the\s+)?[^\W\d]{3}[^:]*$", text[match.end() :]) is not None
            sole = bracketed or about or _is_numbered(text, match)
            share = 1.0 if sole else (match.end() - match.start()) / max(len(_BEHIND.sub("", text)), 1)
            if share < 0.4 or _NO_TITLE.search(text[match.end() :][:12]):
                continue
            weight = 4.0 * share * (1.5 if large else 1.0 if len(phrases) == 1 else 0.6) * (1.3 if line.y0 < 0.2 * height else 1.0)
            tall = max(token.height for token in phrase)
            if any(other != name and higher >= 0.95 * tall for other, higher in titles):
                # Under the title of the paper the names of other papers are labels: "Purchase Order" over the number of one.
                weight *= UNDER_ANOTHER
            titles.append((name, tall))
            if weight > weights.get(name, 0.0):
                weights[name] = weight
                evidence.setdefault(name, []).insert(0, line)
                reasons[name] = f'{_BY_TITLE} "{match.group()}"'
    whole = "\n".join(line.text for line in lines)
    for name, words in _WORDS.items():
        for pattern, weight in words:
            # Most words stand nowhere on the paper: one look at the whole says so.
            hit = next((line for line in lines if pattern.search(line.text)), None) if pattern.search(whole) else None
            if hit is not None:
                weights[name] = weights.get(name, 0.0) + weight
                evidence.setdefault(name, []).append(hit)
                reasons.setdefault(name, f'its words are those of the kind ("{hit.text[:40]}")')
    _untangle(weights, frozenset(name for name, _ in titles))
    return weights, evidence, reasons


def _is_numbered(text: str, match: re.Match[str]) -> bool:
    """The number of an official form at the beginning, and behind a dash which part of it is shown ("GSTR-1 – B2B invoices")."""
    return bool(_OFFICIAL.fullmatch(match.group())) and not match.start() and text[match.end() :].lstrip()[:1] in ("-", "–", "—", ":", "(")


def _title_text(phrase: Sequence[Token], large: bool) -> str:
    """The words of a title in lower case. "I N V O I C E" is one word; a title in large type may be followed by its number and its day, which are none of it."""
    text = " ".join(token.text for token in phrase).lower()
    if _is_spaced(phrase):
        return text.replace(" ", "")
    if not large:
        return text
    words = text.split()
    end = next(
        (index for index, word in enumerate(words) if index and (word.strip("(:.") in _NUMBERING or (any(map(str.isdigit, word)) and word[0] != "("))),
        len(words),
    )
    return " ".join(word for word in words[:end] if not re.fullmatch(r"\(\d+\)", word))


def _is_spaced(phrase: Sequence[Token]) -> bool:
    return len(phrase) >= 5 and all(len(token.text) == 1 for token in phrase)


_NUMBERING = frozenset({"no", "nr", "n°", "nº", "numéro", "numero", "number", "num", "#", "vom", "von", "du", "van", "dated"})


def _untangle(weights: dict[str, float], titled: frozenset[str]) -> None:
    """Notes and bills of supply share the words of an invoice: with their own title they take the shared weight over. It may stand beside a letterhead where no title
    says that the paper is an invoice."""
    shared = weights.get("tax_invoice", 0.0)
    least = 3.0 if titled and "tax_invoice" not in titled else 4.0
    for name in (
        "credit_note",
        "debit_note",
        "bill_of_supply",
        "export_invoice",
        "proforma",
        "purchase_order",
        "quotation",
        "delivery_challan",
        "e_way_bill",
        "isd_invoice",
    ):
        if weights.get(name, 0.0) >= least and weights[name] > 0.75 * min(shared, 6.0):
            weights[name] += shared
            weights["tax_invoice"] = 0.5 * shared


def _said(name: str) -> str:
    return _KNOWN_OTHERS.get(name, f"a {name.replace('_', ' ')}")


def _proposal(kind: DocumentKind, confidence: float, reason: str, evidence: tuple[Place, ...]) -> Proposal[DocumentKind]:
    return Proposal(AGENT, VERSION, kind, round(confidence, 2), (reason,), evidence)
