"""What the heading of a column means, in the words that accounting programs use: English, German, French, Spanish, Dutch, and Hindi in both scripts.

A heading is compared by its words, never by its place. Amount headings are put together from parts (debit or credit, local or foreign, opening or closing),
all others are phrases.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

PHRASES: Mapping[str, tuple[str, ...]] = {
    "date": (
        "date", "posting date", "pstng date", "voucher date", "vch date", "gl date", "effective date", "accounting date", "transaction date", "trans date", "txn date", "journal date",
        "entry date", "book date", "booking date", "value date", "date posted", "period end date", "tran date", "accounting period date", "jnl date", "je date",
        "buchungsdatum", "datum", "buchungstag", "budat", "wertstellung", "date comptable", "date de comptabilisation", "date ecriture", "date d ecriture", "date de l ecriture", "ecrituredate",
        "date de piece comptable", "fecha", "fecha contable", "fecha de contabilizacion", "fecha asiento", "fecha del asiento", "boekdatum", "boekingsdatum", "journaaldatum", "transactiedatum",
        "tarikh", "tareekh", "dinank", "dinaank", "दिनांक", "तारीख", "तिथि", "tithi", "लेनदेन तिथि", "वाउचर तिथि", "वाउचर दिनांक", "fecha valor", "operation date",
    ),
    "document_date": (
        "document date", "doc date", "bldat", "invoice date", "bill date", "belegdatum", "rechnungsdatum", "date de piece", "date piece", "date facture", "date de facture", "piecedate",
        "date de la piece", "fecha documento", "fecha del documento", "fecha de documento", "fecha factura", "fecha de la factura", "documentdatum", "factuurdatum", "stukdatum",
        "बिल दिनांक", "बिल तिथि", "bill dinank", "दस्तावेज़ दिनांक", "दस्तावेज दिनांक", "date of invoice", "date of bill", "credit note date", "debit note date", "payment date", "receipt date",
    ),
    "number": (
        "document number", "document no", "doc no", "doc number", "documentno", "doc num", "voucher no", "voucher number", "vch no", "vch number", "vch bill no", "vchno", "v no", "vno", "journal no", "journal number",
        "journal id", "journal entry no", "journal entry number", "journal entry", "je no", "je number", "je", "entry no", "entry number", "transaction no", "transaction number", "transaction id",
        "transaction no id", "trans no", "trans", "tran no", "txn no", "txn id", "num", "belnr", "batch journal no", "accounting document", "accounting document number", "jnl no", "gl document no", "internal id", "internal number", "journal name number",
        "voucher", "vch", "document", "no", "nr", "number", "journal name", "voucher ref", "entry id", "entry #", "journal #", "journal#", "trans #", "transaction #", "posting id", "je id", "doc id", "document id", "ref no voucher", "voucher id", "transaction number id",
        "belegnummer", "belegnr", "beleg nr", "beleg", "buchungsnummer", "buchungsnr", "buchungs nr", "belegnr buchung", "journalnummer", "numero de piece", "n piece", "no piece", "num piece", "piece", "n de piece", "numero piece", "ecriturenum",
        "numero d ecriture", "n ecriture", "no ecriture", "numero ecriture", "n mouvement", "asiento", "n asiento", "numero de asiento", "num asiento", "nro asiento", "no asiento", "numero asiento", "numero documento", "n documento",
        "numero de documento", "no documento", "nro documento", "comprobante", "nro comprobante", "numero de comprobante", "boekstuk", "boekstuknummer", "boekstuknr", "stuknummer", "stuknr", "journaalpost", "journaalnummer", "documentnummer", "volgnummer", "boekingsnummer",
        "वाउचर संख्या", "वाउचर क्रमांक", "वाउचर नंबर", "वाउचर नं", "voucher sankhya", "voucher kramank", "voucher number kramank", "दस्तावेज़ संख्या", "दस्तावेज संख्या", "dastavez sankhya", "क्रमांक", "प्रविष्टि संख्या", "प्रविष्टि क्रमांक", "pravishti sankhya",
    ),
    "line": (
        "line", "line no", "line number", "line item", "item", "itm", "buzei", "pos", "position", "zeile", "buchungszeile", "ligne", "n ligne", "linea", "n linea", "apunte", "regel", "regelnummer", "line id", "line #", "sl no", "s no", "sr no", "sno", "sl", "#", "serial no", "row", "row no",
        "क्रम", "क्रम संख्या", "पंक्ति",
    ),
    "type": (
        "voucher type", "vch type", "document type", "doc type", "type", "transaction type", "trans type", "tran type", "journal type", "journal category", "category", "entry type", "voucher type name", "blart", "journal source", "source", "transaction source", "vtype",
        "belegart", "buchungsart", "vorgangsart", "type de piece", "type piece", "type d ecriture", "journal", "code journal", "journalcode", "libelle journal", "journallib", "type de document", "tipo", "tipo documento", "tipo de documento", "clase de documento", "tipo de comprobante",
        "tipo asiento", "tipo de asiento", "diario", "boekingstype", "boekingssoort", "documentsoort", "dagboek", "soort", "वाउचर प्रकार", "voucher prakar", "प्रकार", "prakar", "journal name", "transaction kind", "dagboekcode",
    ),
    "account_code": (
        "account code", "account no", "account number", "gl code", "gl account code", "gl account no", "gl account number", "ledger code", "a c code", "a c no", "acct no", "acct", "account id", "hkont", "saknr", "gl acct", "g l acct", "gl account", "g l account", "natural account", "nominal code", "nominal account", "main account",
        "g l", "gl", "account segment", "kontonummer", "kontonr", "konto nr", "konto", "sachkonto", "sachkontonummer", "hauptbuchkonto", "numero de compte", "n compte", "no compte", "num compte", "comptenum", "compte", "compte general", "code compte", "cuenta", "numero de cuenta", "n cuenta", "codigo cuenta",
        "codigo de cuenta", "cod cuenta", "nro cuenta", "cuenta contable", "rekeningnummer", "rekeningnr", "grootboeknummer", "grootboekrekening", "grootboek", "rekening", "grootboekrekeningnummer", "खाता संख्या", "खाता क्रमांक", "खाता कोड", "khata sankhya", "khata kramank", "khata code", "account combination", "code combination", "account string", "gl string",
    ),
    "account": (
        "account", "account name", "ledger", "ledger name", "ledger account", "gl account name", "gl name", "account description", "gl description", "gl account description", "account title", "account head", "head of account", "name of ledger", "name of account", "g l account name", "acct name", "gl account long text",
        "general ledger account", "account full name", "full account name", "distribution account", "account line", "gl acct long text", "short text gl account", "a c name", "a c head", "account desc", "natural account description", "gl account short text", "ledger head", "posting account", "nominal name", "acct description",
        "kontobezeichnung", "kontoname", "bezeichnung", "kontotext", "sachkontobezeichnung", "bezeichnung des kontos", "kontenbezeichnung", "konto bezeichnung", "libelle compte", "libelle du compte", "intitule", "intitule du compte", "intitule compte", "nom du compte", "nom compte", "comptelib", "compte libelle",
        "nombre cuenta", "nombre de la cuenta", "nombre de cuenta", "descripcion cuenta", "descripcion de la cuenta", "titulo cuenta", "denominacion", "titulo de la cuenta", "rekeningnaam", "grootboekrekening naam", "naam rekening", "grootboeknaam", "omschrijving rekening", "rekeningomschrijving", "naam grootboekrekening", "grootboekomschrijving",
        "खाता", "खाता नाम", "खाते का नाम", "लेजर", "लेजर नाम", "खाता बही", "khata", "khate ka naam", "khata naam", "khata ka naam", "लेजर खाता", "ledger khata", "khata vivaran", "खाता विवरण",
    ),
    "particulars": ("particulars", "particular", "head", "विवरण खाता"),
    "contra_account": (
        "offset account", "offsetting account", "contra account", "split", "against account", "counter account", "offset acct", "balancing account", "contra ledger", "against ledger", "offset account name", "gegenkonto", "gegenkontonummer", "gegkto", "contrepartie", "compte de contrepartie", "compte contrepartie",
        "contrapartida", "cuenta contrapartida", "tegenrekening", "gegenkontobezeichnung", "offsetting acct no",
    ),
    "debit_account": (
        "debit account", "dr account", "account debit", "account debited", "debit ledger", "dr ledger", "debit a c", "debit account name", "debit gl", "sollkonto", "konto soll", "compte debit", "compte debite", "compte au debit", "cuenta debe", "cuenta deudora", "cuenta de cargo", "debetrekening", "rekening debet", "नाम खाता", "नामे खाता", "ledger debited", "dr a c",
    ),
    "credit_account": (
        "credit account", "cr account", "account credit", "account credited", "credit ledger", "cr ledger", "credit a c", "credit account name", "credit gl", "habenkonto", "konto haben", "compte credit", "compte credite", "compte au credit", "cuenta haber", "cuenta acreedora", "cuenta de abono", "creditrekening", "rekening credit", "जमा खाता", "ledger credited", "cr a c",
    ),
    "party": (
        "party", "party name", "vendor", "vendor name", "supplier", "supplier name", "customer", "customer name", "name of party", "name of supplier", "name of customer", "party ledger", "contact name", "contact", "name", "payee", "entity", "entity name", "business partner", "partner", "client", "client name", "buyer", "buyer name", "name of vendor",
        "vendor customer", "customer vendor", "customer vendor name", "vendor customer name", "payee name", "paid to", "received from", "party a c", "party account", "bill to", "sold to", "creditor", "debtor", "offsetting account name",
        "lieferant", "lieferantenname", "kunde", "kundenname", "name des lieferanten", "debitor", "kreditor", "geschaftspartner", "partnername", "debitorname", "kreditorname", "fournisseur", "nom du fournisseur", "nom fournisseur", "client nom", "nom du client", "nom client", "tiers", "nom tiers", "compauxlib", "compte auxiliaire",
        "proveedor", "nombre proveedor", "nombre del proveedor", "cliente", "nombre cliente", "nombre del cliente", "tercero", "nombre tercero", "razon social", "leverancier", "leveranciersnaam", "naam leverancier", "klant", "klantnaam", "naam klant", "relatie", "relatienaam", "debiteur", "crediteur", "debiteurnaam", "crediteurnaam",
        "पार्टी", "पार्टी का नाम", "party ka naam", "ग्राहक", "ग्राहक का नाम", "grahak", "grahak ka naam", "आपूर्तिकर्ता", "विक्रेता", "aapurtikarta", "vikreta", "vikreta ka naam", "विक्रेता का नाम",
    ),
    "party_code": ("party code", "vendor code", "vendor no", "vendor id", "vendor number", "supplier code", "supplier no", "customer code", "customer no", "customer id", "customer number", "lifnr", "kunnr", "lieferantennummer", "kundennummer", "code fournisseur", "code client", "codigo proveedor", "codigo cliente", "debiteurnummer", "crediteurnummer", "compauxnum", "business partner code"),
    "narration": (
        "narration", "description", "remarks", "remark", "text", "memo", "details", "item text", "line description", "journal description", "header text", "document header text", "notes", "note", "comment", "comments", "memo description", "long narration", "explanation", "line memo", "memo main", "short narration", "transaction details", "item description", "line text", "entry description", "sgtxt", "journal line description",
        "buchungstext", "positionstext", "bemerkung", "beschreibung", "verwendungszweck", "belegtext", "libelle", "libelle ecriture", "libelle de l ecriture", "ecriturelib", "description ecriture", "commentaire", "designation", "concepto", "descripcion", "glosa", "detalle", "observaciones", "texto", "comentario", "leyenda", "omschrijving", "toelichting", "opmerking", "boekingsomschrijving",
        "विवरण", "vivaran", "टिप्पणी", "tippani", "वर्णन", "narration vivaran",
    ),
    "side": (
        "d c", "dc", "dr cr", "drcr", "debit credit", "debit credit indicator", "d c indicator", "debit credit ind", "dr cr indicator", "s h", "sh", "shkzg", "soll haben", "s h kennzeichen", "soll haben kennzeichen", "soll haben kz", "sens", "debit ou credit", "d c sens", "debe haber", "d h", "tipo movimiento", "naturaleza", "debet credit", "debet of credit", "sign", "side", "indicator", "cr dr", "c d", "sollhaben", "balance type", "debit credit code", "dr or cr", "d or c", "debit or credit", "type dr cr", "entry side", "posting side", "kz",
        "नाम जमा", "naam jama", "नामे जमा", "indicador", "richtung",
    ),
    "posting_key": ("posting key", "pk", "pstky", "bschl", "buchungsschlussel", "bs", "cle de comptabilisation", "clave contabilizacion", "boekingssleutel"),
    "balance": ("balance", "running balance", "closing balance", "cumulative balance", "balance amount", "saldo", "laufender saldo", "solde", "solde progressif", "solde cumule", "saldo acumulado", "शेष", "shesh", "lopend saldo", "bal", "balance inr", "cumulative balance local"),
    "currency": ("currency", "curr", "crcy", "currency code", "document currency", "doc currency", "doc curr", "waers", "transaction currency", "cur", "entered currency", "trans currency", "wahrung", "belegwahrung", "devise", "monnaie", "idevise", "code devise", "devise piece", "moneda", "moneda documento", "divisa", "valuta", "valutacode", "मुद्रा", "mudra", "fc", "from currency", "fcy", "foreign currency", "ccy", "iso code", "currency iso code", "currency iso"),
    "local_currency": ("local currency", "lcurr", "company code currency", "hauswahrung", "functional currency", "base currency", "ledger currency", "local currency key", "monnaie locale", "devise locale", "moneda local", "lokale valuta", "local curr", "lc currency", "accounting currency", "to currency", "home currency", "reporting currency"),
    "rate": ("exchange rate", "rate", "fx rate", "conversion rate", "exch rate", "rate of exchange", "currency rate", "wechselkurs", "kurs", "umrechnungskurs", "taux de change", "taux", "cours", "tipo de cambio", "cambio", "wisselkoers", "koers", "विनिमय दर", "vinimay dar", "दर", "closing rate", "reference rate", "rate inr", "inr rate", "spot rate", "average rate", "fbil reference rate", "mid rate", "ex rate"),
    "cost_centre": (
        "cost centre", "cost center", "cost ctr", "costcenter", "costcentre", "kostl", "department", "class", "cost centre name", "cost center name", "dept", "department name", "project", "kostenstelle", "kst", "centre de cout", "centre de couts", "centre de cots", "section analytique", "centro de coste", "centro de costo", "centro de costos", "centro costo", "kostenplaats", "लागत केंद्र", "lagat kendra", "विभाग", "vibhag", "cost centres", "cost category",
    ),
    "profit_centre": ("profit center", "profit centre", "prctr", "segment", "business area", "profitcenter", "centre de profit", "centro de beneficio", "winstcentrum"),
    "tax_code": ("tax code", "tx", "mwskz", "tax", "vat code", "gst code", "tax name", "steuerkennzeichen", "steuerschlussel", "steuercode", "st kz", "bu schlussel", "code tva", "code taxe", "codigo impuesto", "codigo iva", "indicador iva", "btw code", "btwcode", "कर कोड", "kar code", "tax rate code", "gst treatment"),
    "due_date": ("due date", "due on", "net due date", "net due dt", "payment due date", "maturity date", "falligkeit", "falligkeitsdatum", "netto falligkeit", "fallig am", "date d echeance", "date echeance", "echeance", "fecha vencimiento", "fecha de vencimiento", "vencimiento", "vervaldatum", "vervaldag", "देय तिथि", "deya tithi", "dey tithi", "नियत तिथि", "baseline due date"),
    "reference": (
        "reference", "ref", "ref no", "reference no", "reference number", "external reference", "xblnr", "supplier invoice no", "supplier invoice number", "supplier inv no", "vendor invoice no", "vendor invoice number", "invoice no", "invoice number", "invoice", "inv no", "bill no", "bill number", "bill", "bill ref", "bill reference", "party invoice no", "your reference", "ref number", "customer po",
        "document reference", "external document no", "po no", "cheque no", "chq no", "check no", "instrument no", "original invoice no", "voucher ref no", "vch ref no", "credit note no", "debit note no", "credit note number", "debit note number", "payment no", "payment number", "receipt no", "receipt number", "reference#", "bill#", "invoice#",
        "referenz", "referenznummer", "externe belegnummer", "rechnungsnummer", "rechnungsnr", "rechnung nr", "belegfeld 1", "belegfeld1", "piece ref", "pieceref", "reference piece", "numero de facture", "n facture", "no facture", "num facture", "facture", "numero facture", "referencia", "n factura", "numero factura", "numero de factura", "factura", "nro factura", "referentie", "factuurnummer", "factuurnr", "factuur", "kenmerk",
        "संदर्भ", "sandarbh", "बिल संख्या", "बिल नंबर", "बिल नं", "bill sankhya", "चालान संख्या", "chalan sankhya", "बीजक संख्या",
    ),
    "assignment": ("assignment", "zuonr", "zuordnung", "affectation", "asignacion", "toewijzing", "lettrage", "ecriturelet", "datelet", "clearing document", "clrng doc", "clearing date", "clearing", "ausgleichsbeleg", "ausgleichsdatum"),
    "bill_kind": ("bill type", "ref type", "type of ref", "bill ref type"),
    "branch": ("branch", "branch name", "company code", "bukrs", "co code", "cocd", "location", "business unit", "subsidiary", "operating unit", "plant", "store", "division", "buchungskreis", "werk", "filiale", "niederlassung", "etablissement", "succursale", "societe", "agence", "sociedad", "sucursal", "delegacion", "vestiging", "filiaal", "bedrijfscode", "bedrijfsnummer", "शाखा", "shakha"),
    "company": ("company", "company name", "legal entity", "unternehmen", "firma", "empresa", "bedrijf", "कंपनी", "company id"),
    "party_gstin": ("gstin", "gstin uin", "party gstin", "gst no", "gstin no", "gst number", "gstin number", "gst registration no", "supplier gstin", "customer gstin", "vendor gstin", "gst identification number", "gst identification number gstin", "gstin of supplier", "gstin of customer", "gstin of recipient", "gstin uin of recipient", "जीएसटीआईएन", "tax registration number", "gst reg no"),
    "place_of_supply": ("place of supply", "pos state", "state of supply", "आपूर्ति का स्थान"),
    "pan": ("pan", "pan no", "pan number", "pan it no"),
    "state": ("state", "state name", "राज्य"),
    "status": ("status", "voucher status", "posting status", "approval status", "stat", "cleared", "clr", "cancelled", "posted", "statut", "estado", "स्थिति"),
    "group": (
        "group", "parent", "under", "group name", "account group", "parent group", "primary group", "ledger group", "parent account", "sub group", "subgroup", "account type", "account category", "account subtype", "detail type", "kontengruppe", "kontenart", "kontoart", "obergruppe", "bilanzposition", "groupe", "classe", "type de compte", "categorie", "grupo", "tipo de cuenta", "tipo cuenta", "cuenta mayor", "groep", "categorie rekening", "soort rekening", "rubriek",
        "समूह", "samuh", "gl account group", "account class", "financial statement group", "fs group", "financial statement line", "schedule", "head group", "class of account", "hauptgruppe", "kontenklasse", "report group", "balance sheet group", "statement group",
    ),
    "nature": ("nature", "p l or balance sheet", "bs pl", "p l bs", "statement", "balance sheet or p l", "nature of account", "account nature"),
    "alias": ("alias", "short name", "alternate name", "kurztext", "alias name"),
    "credit_days": ("credit period", "credit days", "payment terms", "terms", "credit terms", "zahlungsbedingung", "conditions de paiement", "condiciones de pago", "betalingstermijn"),
    "age": ("overdue days", "days overdue", "age", "overdue by days", "ageing", "aging", "overdue by", "age days", "days", "uberfallig tage", "jours de retard", "dias vencidos", "dagen te laat", "arrears", "days past due", "overdue"),
    "taxable": ("taxable", "taxable value", "taxable amount", "taxable amt", "net amount", "net value", "basic amount", "basic value", "sub total", "subtotal", "assessable value", "amount before tax", "nettobetrag", "netto", "montant ht", "ht", "total ht", "base imponible", "bedrag excl btw", "netto bedrag", "कर योग्य मूल्य", "karyogya mulya", "value"),
    "gross": ("gross total", "total", "invoice amount", "invoice value", "bill amount", "bill value", "total amount", "grand total", "net payable", "total value", "gross amount", "invoice total", "bill total", "total invoice value", "bruttobetrag", "brutto", "gesamtbetrag", "montant ttc", "ttc", "total ttc", "importe total", "bedrag incl btw", "totaalbedrag", "totaal", "कुल राशि", "kul rashi", "कुल", "document total", "voucher total"),
    "open": ("pending amount", "outstanding", "outstanding amount", "open amount", "open balance", "balance due", "amount due", "balance outstanding", "remaining amount", "amount outstanding", "pending", "os amount", "due amount", "offener betrag", "offen", "offener posten", "restbetrag", "solde du", "montant du", "reste a payer", "montant restant", "reste du", "saldo pendiente", "importe pendiente", "pendiente", "openstaand", "openstaand bedrag", "openstaand saldo", "बकाया", "बकाया राशि", "bakaya", "bakaya rashi", "amount open", "unpaid amount", "unpaid", "net outstanding", "pending amt", "uncleared amount", "open item amount", "balance payable", "balance receivable"),
    "quantity": ("quantity", "qty", "unit", "uom", "units", "menge", "quantite", "cantidad", "aantal", "मात्रा", "billed quantity", "rate per unit", "alt units", "actual quantity"),
    "people": ("user", "user name", "entered by", "created by", "posted by", "approved by", "prepared by", "username", "benutzer", "utilisateur", "usuario", "gebruiker", "altered by", "erfasser", "last modified by", "preparer", "adjusting", "adj", "created on", "created date", "entry time", "time", "created at", "modified at", "validdate", "parked by", "cpudt", "date created"),
    "period": ("period", "posting period", "fiscal year", "fiscal period", "year", "month", "year month", "fiscal year period", "accounting period", "periode", "jahr", "geschaftsjahr", "buchungsperiode", "exercice", "annee", "mois", "periodo", "ejercicio", "ano", "mes", "jaar", "maand", "boekjaar", "gjahr", "monat", "वर्ष", "माह", "period name"),
    "information": (
        "hsn", "hsn sac", "hsn code", "sac", "irn", "ack no", "ack date", "e way bill no", "eway bill no", "vehicle no", "address", "pincode", "country", "email", "phone", "guid", "master id", "alter id", "trading partner", "wbs element", "order", "material", "purchasing document", "sales document", "product service", "product", "item name", "stock item", "reverse charge", "invoice type", "gst rate", "rate of tax", "tax rate", "tds section", "order no", "order date", "terms of payment", "special gl", "sp g l", "instrument date", "cheque date", "bank date", "attachment", "active", "currency type", "ledger group code", "pan of party",
        "reversal", "reversed with", "reversal document", "reversed document", "reverse clearing", "batch", "batch name", "journal batch", "budget", "elimination", "trading part ba", "approved", "tags", "reporting tag", "registration type", "delivery note no", "despatch through", "destination", "port code", "consignee", "department code", "debit credit note reason", "reason",
    ),
}  # fmt: skip
"""Meaning to headings. A heading that stands under two meanings is decided by what else the table has (`reading.py` of the general reader)."""

INDIAN_TAXES = (
    "igst",
    "cgst",
    "sgst",
    "utgst",
    "cess",
    "tds",
    "tcs",
    "round off",
    "roundoff",
    "rounding",
    "gst",
    "vat",
    "freight",
    "discount",
    "tva",
    "mwst",
    "ust",
    "iva",
    "btw",
)

_DEBIT = frozenset(
    {
        "debit",
        "debits",
        "dr",
        "soll",
        "debe",
        "debet",
        "cargo",
        "cargos",
        "deudor",
        "naam",
        "नाम",
        "नामे",
        "name_hi",
        "debited",
        "debitor_amt",
        "sollbetrag",
        "डेबिट",
    }
)
_CREDIT = frozenset({"credit", "credits", "cr", "haben", "haber", "abono", "abonos", "acreedor", "jama", "जमा", "credited", "habenbetrag", "क्रेडिट"})
_DEBTOR, _CREDITOR = frozenset({"debiteur", "debiteurs", "debitor"}), frozenset({"crediteur", "crediteurs", "kreditor"})
_AMOUNT = frozenset(
    {
        "amount",
        "amt",
        "value",
        "betrag",
        "montant",
        "importe",
        "bedrag",
        "monto",
        "राशि",
        "rashi",
        "रकम",
        "rakam",
        "raqam",
        "umsatz",
        "wert",
        "dmbtr",
        "wrbtr",
        "valeur",
        "valor",
        "montants",
        "amounts",
        "montantdevise",
        "sum",
    }
)
_LOCAL = frozenset(
    {
        "local",
        "lc",
        "lc1",
        "functional",
        "accounted",
        "base",
        "home",
        "hauswahrung",
        "inr",
        "company",
        "ledger",
        "hw",
        "dmbtr",
        "locale",
        "lokale",
        "lokaal",
        "hauswaehrung",
        "rupees",
        "reporting",
        "₹",
        "rs",
    }
)
_FOREIGN = frozenset(
    {
        "foreign",
        "fc",
        "fcy",
        "fx",
        "document",
        "doc",
        "transaction",
        "entered",
        "original",
        "belegwahrung",
        "fremdwahrung",
        "wrbtr",
        "devise",
        "divisa",
        "divisas",
        "extranjera",
        "vreemde",
        "documento",
        "tc",
        "dc",
        "fw",
        "usd",
        "eur",
        "gbp",
        "montantdevise",
        "trans",
        "vreemdevaluta",
        "transactie",
        "valuta",
        "currency_amount",
    }
)
_OPENING = frozenset(
    {
        "opening",
        "op",
        "anfang",
        "anfangsbestand",
        "anfangssaldo",
        "eroffnung",
        "eroffnungssaldo",
        "eb",
        "ouverture",
        "initial",
        "initiale",
        "inicial",
        "apertura",
        "begin",
        "beginsaldo",
        "openings",
        "प्रारंभिक",
        "prarambhik",
        "आरंभिक",
        "vortrag",
        "saldovortrag",
        "beginbalans",
        "brought",
        "ouvert",
        "beginning",
        "start",
    }
)
_CLOSING = frozenset(
    {
        "closing",
        "cl",
        "ending",
        "end",
        "endsaldo",
        "schlusssaldo",
        "schlussbestand",
        "endbestand",
        "schluss",
        "cloture",
        "finale",
        "final",
        "cierre",
        "eindsaldo",
        "eind",
        "eindbalans",
        "अंतिम",
        "antim",
        "abschluss",
        "saldo_final",
        "fin",
    }
)
_MOVEMENT = frozenset(
    {
        "movement",
        "movements",
        "period",
        "during",
        "turnover",
        "transactions",
        "bewegung",
        "bewegungen",
        "verkehrszahlen",
        "umsatze",
        "mouvement",
        "mouvements",
        "periode",
        "movimiento",
        "movimientos",
        "mutatie",
        "mutaties",
        "periodo",
        "net_change",
        "change",
        "activity",
        "aktivitat",
        "perioden",
        "jahresverkehrszahlen",
    }
)
_WHOLE = frozenset(
    {
        "anfangssaldo",
        "anfangsbestand",
        "eroffnungssaldo",
        "saldovortrag",
        "endsaldo",
        "schlusssaldo",
        "schlussbestand",
        "endbestand",
        "beginsaldo",
        "beginbalans",
        "eindsaldo",
        "eindbalans",
        "mutatie",
        "mutaties",
        "verkehrszahlen",
        "jahresverkehrszahlen",
    }
)
"""One word that says both which balance and that it is one."""
_BALANCE = frozenset({"balance", "bal", "saldo", "solde", "शेष", "shesh", "saldos", "soldes", "balances", "salden", "balans", "saldi"})
_FILLER = frozenset(
    {
        "in",
        "of",
        "the",
        "de",
        "du",
        "la",
        "le",
        "les",
        "des",
        "del",
        "der",
        "die",
        "das",
        "en",
        "el",
        "los",
        "van",
        "het",
        "im",
        "key",
        "currency",
        "curr",
        "wahrung",
        "moneda",
        "monnaie",
        "crcy",
        "code",
        "um",
        "et",
        "und",
        "y",
        "and",
        "ka",
        "ki",
        "का",
        "की",
        "में",
        "mein",
        "net",
        "total",
        "eur_",
        "l",
        "d",
        "cur",
        "ccy",
        "no_",
        "kumuliert",
    }
)

_CURRENCIES = re.compile(
    r"(?:100? )?(?:usd|eur|gbp|jpy|aed|sgd|aud|cad|chf|cny|sar|hkd|nzd|sek|dkk|nok|zar|thb|myr|kwd|bhd|omr|qar|lkr|bdt|krw)(?: (?:100?|per 100?))?"
)
"""Headings of the columns of a table of rates. Foreign money in a voucher list names what it is besides."""
_SCRIPT_JUNK = re.compile(r"[^\w%#₹]+", re.UNICODE)


@lru_cache(maxsize=20_000)
def plain_heading(text: str) -> str:
    """A heading as it is compared: no case, accents, punctuation, repeated blanks; "N° de pièce" becomes "n de piece". Devanagari keeps its vowel signs."""
    folded = []
    for each in unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("&", " and ")):
        if unicodedata.combining(each) and not "\u0900" <= each <= "\u097f":
            continue
        folded.append(each)
    body = unicodedata.normalize("NFC", "".join(folded))
    body = "".join(each if each.isalnum() or each in "%#₹" or "\u0900" <= each <= "\u097f" and each not in "।॥" else " " for each in body)
    words = [word for word in body.split() if word not in ("inr", "rs", "rupees", "₹", "the")]
    return " ".join(words or body.split())


def _normalised(phrases: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Phrase to the meanings that it may have, in the order of the list."""
    found: dict[str, list[str]] = {}
    for meaning, each in phrases.items():
        for phrase in each:
            found.setdefault(plain_heading(phrase), [])
            if meaning not in found[plain_heading(phrase)]:
                found[plain_heading(phrase)].append(meaning)
    return {phrase: tuple(each) for phrase, each in found.items()}


_LOOKUP = _normalised(PHRASES)
_NOISE = frozenset({"key", "text", "no", "number", "nr", "local", "name"})

AMOUNTS = frozenset({"debit", "credit", "amount", "foreign_debit", "foreign_credit", "foreign_amount"})
"""Meanings whose columns hold the money of a voucher's line."""

MEANINGS = (
    *(meaning for meaning in PHRASES if meaning not in ("information",)), *sorted(AMOUNTS), "amount_credit_positive",
    "opening_debit", "opening_credit", "opening", "closing_debit", "closing_credit", "closing", "movement_debit", "movement_credit", "movement", "ledger", "rate_of", "ignore",
)  # fmt: skip
"""What a person may say a column is. "ledger" (or "ledger:NAME") is a column of one ledger; "ignore" is not taken."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a heading may mean, likeliest first, and how sure the words are (0 to 1)."""

    meanings: tuple[str, ...]
    confidence: float


NOTHING = Heard((), 0.0)


@lru_cache(maxsize=20_000)
def hear_heading(text: str) -> Heard:
    """The meanings of one heading by its words alone; NOTHING when nobody knows it."""
    plain = plain_heading(text)
    if not plain or len(plain) > 80:
        return NOTHING
    if _CURRENCIES.fullmatch(plain):
        return Heard(("rate_of",), 0.9)
    exact = _LOOKUP.get(plain, ())
    money = _money_meaning(plain, text)
    if money and exact[:1] not in (
        ("side",),
        ("balance",),
        ("currency",),
        ("local_currency",),
        ("debit_account",),
        ("credit_account",),
        ("rate",),
        ("taxable",),
        ("gross",),
        ("open",),
    ):
        return Heard((money, *exact), 1.0)
    if exact:
        return Heard((*exact, *((money,) if money else ())), 1.0)
    squeezed = plain.replace(" ", "")
    for phrase, meanings in _LOOKUP.items():
        if len(squeezed) > 4 and phrase.replace(" ", "") == squeezed:
            return Heard(meanings, 0.95)
    return _near(plain)


def _near(plain: str) -> Heard:
    """The longest known phrase whose words all stand in the heading, when it makes up most of it ("Posting Date (dd.mm.yyyy)")."""
    words = plain.split()
    if len(words) > 7:
        return NOTHING
    best: tuple[float, int, tuple[str, ...]] = (0.0, 0, ())
    held = set(words)
    for phrase, meanings in _LOOKUP.items():
        parts = phrase.split()
        if len(parts) < len(words) and held.issuperset(parts) and meanings[0] != "information":
            share = sum(map(len, parts)) / sum(map(len, words))
            if share >= 0.5 and (share, len(parts)) > best[:2]:
                best = (share, len(parts), meanings)
    return Heard(best[2], round(0.5 + 0.4 * best[0], 2)) if best[2] else NOTHING


def _money_meaning(plain: str, text: str) -> str:
    """The meaning of an amount column put together from its words, "" when it is none."""
    words = set(plain.split()) | {word for word in _SCRIPT_JUNK.split(text.casefold()) if word in ("inr", "rs", "₹")}
    if len(words) > 7 or words & {
        "account",
        "konto",
        "compte",
        "cuenta",
        "rekening",
        "ledger_",
        "note",
        "date",
        "days",
        "limit",
        "card",
        "no",
        "number",
        "indicator",
        "type",
        "period_",
        "terms",
        "name",
        "rate",
        "code",
        "खाता",
        "ind",
    }:
        return ""
    debit, credit = bool(words & _DEBIT), bool(words & _CREDIT)
    if words & (_BALANCE | _AMOUNT):
        # Alone, "débiteur" is a customer; beside "solde" it is a side.
        debit, credit = debit or bool(words & _DEBTOR), credit or bool(words & _CREDITOR)
    if debit and credit:
        # "Amount (Dr +/Cr -)" is one signed column; "Dr/Cr" says the side.
        return "amount" if words & _AMOUNT else ""
    amount = bool(words & _AMOUNT)
    span = "opening" if words & _OPENING else "closing" if words & _CLOSING else "movement" if words & _MOVEMENT else ""
    balance = bool(words & _BALANCE)
    known = words - _DEBTOR - _CREDITOR <= _DEBIT | _CREDIT | _AMOUNT | _LOCAL | _FOREIGN | _OPENING | _CLOSING | _MOVEMENT | _BALANCE | _FILLER
    if not known:
        return ""
    side = "debit" if debit else "credit" if credit else ""
    if span and (side or balance or amount or words & _WHOLE):
        return f"{span}_{side}" if side else span
    if balance and side:
        return f"closing_{side}"
    if balance or not (side or amount):
        return ""
    scope = "foreign_" if words & _FOREIGN and not words & _LOCAL else ""
    return f"{scope}{side or 'amount'}"


_TOTAL = re.compile(
    r"^(?:\*+|(?:sub|grand|page|net|report|overall)?\s*totals?|(?:gesamt|zwischen|end)?\s*summen?|gesamt(?:betrag)?|insgesamt|total (?:general|generale|for|of|des|du|de|del|account|compte|cuenta).*|totaux|sous total|(?:sub|eind)?\s*tota(?:al|len)|suma(?: total)?|sumas|"
    r"kul(?: yog| jod)?|कुल(?: योग| जोड़)?|योग|yog|महायोग|totals? (?:carried|brought).*|summe (?:konto|soll|haben).*|gran total|totaal (?:generaal|rekening).*|somme|account total.*|ledger total.*|.* total)\s*$"
)
_NOT_A_LINE = re.compile(
    r"^(?:page \d+.*|page|seite \d+.*|pagina \d+.*|पृष्ठ.*|end of (?:the )?report.*|(?:\*+ )?end(?: of (?:list|statement|file))?(?: \*+)?|ende(?: .*)?|fin(?: (?:du|de|del) .*)?|einde(?: .*)?|printed (?:on|by).*|generated (?:on|by|from).*|run (?:date|on|by).*|report (?:date|run|generated).*|this is a computer.*|gedruckt.*|"
    r"carried (?:over|forward|down).*|brought (?:over|forward|down).*|c f|b f|ubertrag.*|report a nouveau.*|a reporter|transporte.*|suma y sigue|continued.*|fortsetzung.*|suite.*|prepared by.*|checked by.*|authori[sz]ed.*|for and on behalf.*|note.*|e and o e.*|समाप्त.*|रिपोर्ट समाप्त.*)$"
)
_BALANCE_ROW = re.compile(
    r"^(?:(?:opening|closing|beginning|ending|net|current|starting|balance) ?(?:balance|bal|forward|carried forward|brought forward|c f|b f|c d|b d)?(?: as .*)?|net movement.*|anfangssaldo.*|anfangsbestand.*|endsaldo.*|schlusssaldo.*|saldovortrag.*|vortrag.*|saldo(?: .*)?|solde(?: .*)?|report solde.*|saldo inicial.*|saldo final.*|beginsaldo.*|eindsaldo.*|"
    r"(?:प्रारंभिक|अंतिम|आरंभिक) शेष.*|(?:prarambhik|antim|aarambhik) shesh.*|to balance.*|by balance.*|balance (?:b|c)\w? ?[dfo].*|opening balance.*|closing balance.*|net change.*|beginning balance.*|ending balance.*)$"
)


def is_total(label: str) -> bool:
    """True for the label of a row that adds up others."""
    return bool(_TOTAL.match(plain_heading(label))) or bool(re.fullmatch(r"\*+", label.strip()))


def is_grand_total(label: str) -> bool:
    """True where the row says that it adds up the whole table."""
    plain = plain_heading(label)
    return plain in ("total", "totals", "summe", "gesamt", "totaux", "totaal", "suma", "kul", "कुल", "योग", "yog", "insgesamt") or bool(
        re.search(r"grand|gesamt|general|generaal|report total|महायोग|कुल योग|kul yog|suma total|gran|overall", plain)
    )


def is_note(label: str) -> bool:
    """True for page numbers, ends of reports and whatever else is printed below and between the rows."""
    return bool(_NOT_A_LINE.match(plain_heading(label)))


def is_balance_row(label: str) -> bool:
    """True for a row that states an opening or closing balance."""
    return bool(_BALANCE_ROW.match(plain_heading(label)))


_SIDES = {
    1: ("d", "dr", "debit", "s", "soll", "debe", "debet", "dr.", "+", "deb", "naam", "नाम", "नामे", "debito", "cargo"),
    -1: ("c", "cr", "credit", "h", "haben", "haber", "cr.", "-", "k", "kredit", "cred", "jama", "जमा", "credito", "abono"),
}
SIDE_WORDS: Mapping[str, int] = {word: side for side, words in _SIDES.items() for word in words}
"""What an indicator column says: S, D, Dr, + are debits; H, C, K, Cr, - are credits."""

POSTING_KEYS: Mapping[str, int] = {
    **{f"{key:02d}": 1 for key in (*range(1, 10), *range(21, 30), 40, 70, 80, 81, 82, 83, 84, 85, 86, 89)},
    **{f"{key:02d}": -1 for key in (*range(11, 20), *range(31, 40), 50, 75, 90, 91, 92, 93, 94, 95, 96, 99)},
}
"""SAP's posting keys: which side a line is on."""
