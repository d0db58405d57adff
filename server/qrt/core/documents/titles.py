"""What the title of a table says it is, in the languages that headings are read in."""

import re

from qrt.core.documents.headings import plain_heading
from qrt.core.documents.types import DocumentKind

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
        (r"general ledger|g l (detail|dump|listing|report|entries)|gl (detail|dump|listing|report|entries|line items?)|ledger (dump|detail|report|listing|entries|transactions)|journal (entries|listing|list|report|lines|detail|details|entry|vouchers)|^journals?$|account transactions|transactions? (list|details?|listing|journal)|line items?|document journal|day ?book|"
        r"hauptbuch|buchungsjournal|journal der buchungen|kontenblatt\w*|einzelposten|grand livre|journal general|livre journal|ecritures|libro (mayor|diario)|diario general|asientos|grootboek\w*|journaalposten|dagboek\w*|खाता बही|खाताबही|रोजनामचा|दैनिक बही|khata bahi|roznamcha|सामान्य खाता"),
        DocumentKind.DAY_BOOK,
    ),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in _TITLES)


def kind_of_words(text: str) -> DocumentKind | None:
    """The kind that a title names, None where it names none. A title is short: a sentence or a filter is none."""
    plain = plain_heading(text)
    if not plain or len(plain) > 100:
        return None
    return next((kind for pattern, kind in _COMPILED if pattern.search(plain)), None)
