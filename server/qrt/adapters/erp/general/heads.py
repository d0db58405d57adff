"""What stands above a table: company, branch, title, span. Titles in the languages that headings are read in."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qrt.adapters.erp.register.layout import Heads, read_heads
from qrt.core.documents.cells import SheetRow
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen
from qrt.core.documents.headings import plain_heading
from qrt.core.documents.kinds import kind_of_title
from qrt.core.documents.types import DocumentKind, Field

_TITLES: tuple[tuple[str, DocumentKind], ...] = (
    (r"exchange rates?|fx rates?|currency rates?|wechselkurse?|devisenkurse?|taux de change|cours des devises|tipos? de cambio|wisselkoersen?|विनिमय दर|vinimay dar|forex rates?|rates of exchange|reference rates?", DocumentKind.EXCHANGE_RATES),
    (r"chart of accounts|kontenplan|kontenrahmen|plan comptable|plan de cuentas|rekeningschema|rekeningstelsel|account list|list of accounts|list of ledgers|खातों की सूची|khaton ki suchi|ledger list|gl account list|account master", DocumentKind.CHART_OF_ACCOUNTS),
    (
        (r"bills (receivable|payable)|outstanding bills|bill ?wise|open (items?|bills?|invoices?)|outstanding (receivables?|payables?|bills?|invoices?|statement|report)|(receivables?|payables?) (ageing|aging|outstanding|summary|detail)|(ageing|aging) (report|summary|detail|analysis)|unpaid bills|ap aging|ar aging|a p aging|a r aging|"
        r"offene posten|op liste|postes? ouverts?|factures? (impayees?|ouvertes?)|balance agee|partidas abiertas|facturas pendientes|antiguedad de saldos|openstaande (posten|facturen)|बकाया बिल|bakaya bill|sundry (debtors|creditors) outstanding"),
        DocumentKind.OPEN_BILLS,
    ),
    (
        (r"(vendor|supplier|customer|party|client|creditor|debtor) (ledger )?(statement|account|confirmation)|statement of accounts?|account statement|ledger (confirmation|account|statement)|balance confirmation|kontoauszug (lieferant|kunde)|lieferantenkonto|kundenkonto|releve de compte|"
        r"extracto de (cuenta|proveedor|cliente)|estado de cuenta|rekeningoverzicht|leveranciersoverzicht|पार्टी विवरण|खाता विवरण"),
        DocumentKind.PARTY_STATEMENT,
    ),
    (r"trial balance|saldenliste|summen und salden.*|rohbilanz|balance generale|balance des comptes|balance de verification|balance de comprobacion|balance de sumas y saldos|sumas y saldos|proefbalans|saldibalans|saldilijst|kolommenbalans|तलपट|talpat|परीक्षण संतुलन|शेष परीक्षण", DocumentKind.TRIAL_BALANCE),
    (r"(credit note|sales return|customer credit|avoirs? clients?|gutschriften|abonos|creditnota).*(register|journal|list|book|report|liste|diario|lijst|रजिस्टर)|^credit notes?$|^credit memos?$|क्रेडिट नोट", DocumentKind.CREDIT_NOTE_REGISTER),
    (r"(debit note|purchase return|vendor credit|avoirs? fournisseurs?|lastschriften).*(register|journal|list|book|report|liste|diario|lijst|रजिस्टर)|^debit notes?$|^vendor credits?$|डेबिट नोट", DocumentKind.DEBIT_NOTE_REGISTER),
    (r"(purchase|vendor invoice|vendor bill|bills?|supplier invoice|ap invoice).*(register|journal|list|book|report|detail)|^bills$|^purchases$|eingangsrechnungen|einkaufsjournal|rechnungseingangs\w+|journal (des )?achats|(libro|diario|registro) de compras|inkoop(dag)?boek|inkoopjournaal|खरीद (रजिस्टर|पंजी)|kharid register|क्रय पंजी", DocumentKind.PURCHASE_REGISTER),
    (r"(sales|customer invoice|invoices?|ar invoice).*(register|journal|list|book|report|detail)|^invoices$|^sales$|ausgangsrechnungen|verkaufsjournal|rechnungsausgangs\w+|journal (des )?ventes|(libro|diario|registro) de ventas|verkoop(dag)?boek|verkoopjournaal|बिक्री (रजिस्टर|पंजी)|bikri register|विक्रय पंजी", DocumentKind.SALES_REGISTER),
    (r"(payments?|disbursements?|vendor payments?).*(register|journal|list|book|report)|payments made|zahlungsausg\w+|journal (des )?(decaissements|reglements fournisseurs)|pagos|uitgaven|भुगतान (रजिस्टर|पंजी)|bhugtan register", DocumentKind.PAYMENT_REGISTER),
    (r"(receipts?|collections?|customer payments?).*(register|journal|list|book|report)|payments received|zahlungseing\w+|journal (des )?encaissements|cobros|ontvangsten|प्राप्ति (रजिस्टर|पंजी)|prapti register|रसीद (रजिस्टर|पंजी)", DocumentKind.RECEIPT_REGISTER),
    (r"contra.*(register|list|book|journal)|कॉन्ट्रा", DocumentKind.CONTRA_REGISTER),
    (
        (r"general ledger|g l (detail|dump|listing|report|entries)|gl (detail|dump|listing|report|entries|line items?)|ledger (dump|detail|report|listing|entries|transactions)|journal (entries|listing|list|report|lines|detail|details|entry|vouchers)|^journals?$|transaction (list|detail|listing|journal)|line items?|document journal|day ?book|"
        r"hauptbuch|buchungsjournal|journal der buchungen|kontenblatt\w*|einzelposten|grand livre|journal general|livre journal|ecritures|libro (mayor|diario)|diario general|asientos|grootboek\w*|journaalposten|dagboek\w*|खाता बही|खाताबही|रोजनामचा|दैनिक बही|khata bahi|roznamcha|सामान्य खाता"),
        DocumentKind.DAY_BOOK,
    ),
)  # fmt: skip
LEDGER_HEAD = re.compile(
    r"^(?:general ledger |gl |g/l )?(?:ledger(?: account| name)?|account(?: name| no\.?| number| code)?|a/c|gl account|g/l account|g/l acct|konto|sachkonto|compte|cuenta|rekening|grootboekrekening|खाता|लेजर|khata)\s*(?:[:：]\s*|\s+-\s+|\s+(?=\d))(?=\S)",
    re.IGNORECASE,
)
"""What stands before the name of the ledger whose lines follow."""
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in _TITLES)
_COMPANY = re.compile(
    r"^(?:company|company name|name of company|legal entity|entity|unternehmen|firma|mandant|societe|société|entreprise|empresa|sociedad|bedrijf|administratie|कंपनी|organi[sz]ation|business)\s*[:：]\s*(.+)$",
    re.IGNORECASE,
)
_BRANCH = re.compile(
    r"^(?:branch|location|filiale|niederlassung|agence|sucursal|filiaal|vestiging|शाखा|company code|buchungskreis)\s*[:：]\s*(.+)$", re.IGNORECASE
)
_SPAN = re.compile(
    r"(\d{1,4}[-/. ]\w{1,9}[-/. ]\d{2,4})\s*(?:to|till|bis|au|al|a|t/m|tot|through|thru|-|–|से)\s*(\d{1,4}[-/. ]\w{1,9}[-/. ]\d{2,4})", re.IGNORECASE
)
_LEGAL = re.compile(r"\b(ltd|limited|llp|pvt|private|inc|gmbh|ag|bv|b\.v|sa|s\.a|sarl|sl|plc|corp|llc)\b\.?", re.IGNORECASE)


def kind_by_title(rows: Sequence[SheetRow]) -> DocumentKind | None:
    """The kind that the rows above a table name, None when none does."""
    for row in rows:
        for column in sorted(row.cells):
            text = row.text(column)
            plain = plain_heading(text)
            if not plain or len(plain) > 100:
                continue
            # A title is short; a sentence or a filter ("Accounts: all, Period: ...") is none.
            if found := next((kind for pattern, kind in _COMPILED if pattern.search(plain)), None):
                return found
            if (found := kind_of_title(text)) and found not in (DocumentKind.BANK_BOOK, DocumentKind.BANK_STATEMENT):
                return found
    return None


def is_ledger_head(row: SheetRow) -> bool:
    """True for a row that names the ledger whose lines follow ("Account: 1000 Cash")."""
    return bool(row.cells) and len(row.cells) <= 3 and bool(LEDGER_HEAD.match(" ".join(row.text(column) for column in sorted(row.cells))))


def heads_of(rows: Sequence[SheetRow]) -> Heads:
    """Company, branch, title and span of the rows above a table."""
    rows = [row for row in rows if not is_ledger_head(row)]
    heads = read_heads(rows)
    company, branch = ("", "") if not _LEGAL.search(heads.company) and kind_by_title(rows[:1]) else (heads.company, heads.branch)
    row_of, first, last = heads.company_row, heads.first_day, heads.last_day
    for row in rows:
        for column in sorted(row.cells):
            text = " ".join(row.text(column).split())
            joined = f"{text} {' '.join(row.text(column + 1).split())}" if text.endswith(":") else text
            if found := _COMPANY.match(joined):
                company, row_of = found.group(1).strip(), row.number
            elif found := _BRANCH.match(joined):
                branch = found.group(1).strip()
            if first is None and (found := _SPAN.search(joined)):
                try:
                    first, last = parse_day(found.group(1)), parse_day(found.group(2))
                except ValueError:
                    first = last = None
    if first and last and first > last:
        first = last = None
    return replace(heads, company=company, branch=branch, company_row=row_of, first_day=first, last_day=last)


def head_fields(pen: Pen, heads: Heads) -> list[Field]:
    """The fields that say whose paper it is and of when."""
    first, last = heads.first_day, heads.last_day
    return [
        pen.field("company", heads.company, row=heads.company_row or None),
        pen.field("branch", heads.branch, row=heads.company_row or None),
        pen.field("title", heads.title, row=heads.title_row or None),
        pen.field("gstin", heads.gstin),
        pen.field("period_from", first.isoformat() if first else ""),
        pen.field("period_to", last.isoformat() if last else ""),
    ]
