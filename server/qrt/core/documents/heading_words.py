"""The vocabulary of headings: what accounting programs write above a column, in each language, by what it means."""

from collections.abc import Mapping

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
    "msme": ("msme", "msme type", "msme status", "enterprise type", "type of enterprise", "msme category", "msme classification", "msme size"),
    "udyam": ("udyam", "udyam no", "udyam number", "udyam registration no", "udyam registration number", "msme reg no", "msme registration no", "msme no", "msme number"),
    "status": ("status", "voucher status", "posting status", "approval status", "stat", "cleared", "clr", "cancelled", "posted", "statut", "estado", "स्थिति"),
    "group": (
        "group", "parent", "under", "group name", "account group", "parent group", "primary group", "ledger group", "parent account", "sub group", "subgroup", "account type", "account category", "account subtype", "detail type", "kontengruppe", "kontenart", "kontoart", "obergruppe", "bilanzposition", "groupe", "classe", "type de compte", "categorie", "grupo", "tipo de cuenta", "tipo cuenta", "cuenta mayor", "groep", "categorie rekening", "soort rekening", "rubriek",
        "समूह", "samuh", "gl account group", "account class", "financial statement group", "fs group", "financial statement line", "schedule", "head group", "class of account", "hauptgruppe", "kontenklasse", "report group", "balance sheet group", "statement group",
    ),
    "nature": ("nature", "p l or balance sheet", "bs pl", "p l bs", "statement", "balance sheet or p l", "nature of account", "account nature"),
    "alias": ("alias", "short name", "alternate name", "kurztext", "alias name"),
    "credit_days": ("credit period", "credit days", "payment terms", "terms", "credit terms", "zahlungsbedingung", "conditions de paiement", "condiciones de pago", "betalingstermijn"),
    "age": ("overdue days", "days overdue", "age", "overdue by days", "ageing", "aging", "overdue by", "age days", "days", "uberfallig tage", "jours de retard", "dias vencidos", "dagen te laat", "arrears", "days past due", "overdue", "days outstanding", "outstanding days", "days pending", "pending days"),
    "taxable": ("taxable", "taxable value", "taxable amount", "taxable amt", "net amount", "net value", "basic amount", "basic value", "sub total", "subtotal", "assessable value", "amount before tax", "nettobetrag", "netto", "montant ht", "ht", "total ht", "base imponible", "bedrag excl btw", "netto bedrag", "कर योग्य मूल्य", "karyogya mulya", "value"),
    "gross": ("gross total", "total", "invoice amount", "invoice value", "bill amount", "bill value", "total amount", "grand total", "net payable", "total value", "gross amount", "invoice total", "bill total", "total invoice value", "bruttobetrag", "brutto", "gesamtbetrag", "montant ttc", "ttc", "total ttc", "importe total", "bedrag incl btw", "totaalbedrag", "totaal", "कुल राशि", "kul rashi", "कुल", "document total", "voucher total"),
    "open": ("pending amount", "total outstanding", "outstanding", "outstanding amount", "open amount", "open balance", "balance due", "amount due", "balance outstanding", "remaining amount", "amount outstanding", "pending", "os amount", "due amount", "offener betrag", "offen", "offener posten", "restbetrag", "solde du", "montant du", "reste a payer", "montant restant", "reste du", "saldo pendiente", "importe pendiente", "pendiente", "openstaand", "openstaand bedrag", "openstaand saldo", "बकाया", "बकाया राशि", "bakaya", "bakaya rashi", "amount open", "unpaid amount", "unpaid", "net outstanding", "pending amt", "uncleared amount", "open item amount", "balance payable", "balance receivable"),
    "quantity": ("quantity", "qty", "unit", "uom", "units", "menge", "quantite", "cantidad", "aantal", "मात्रा", "billed quantity", "rate per unit", "alt units", "actual quantity"),
    "people": ("user", "user name", "entered by", "created by", "posted by", "approved by", "prepared by", "username", "benutzer", "utilisateur", "usuario", "gebruiker", "altered by", "erfasser", "last modified by", "preparer", "adjusting", "adj", "created on", "created date", "entry time", "time", "created at", "modified at", "validdate", "parked by", "cpudt", "date created"),
    "period": ("period", "posting period", "fiscal year", "fiscal period", "year", "month", "year month", "fiscal year period", "accounting period", "periode", "jahr", "geschaftsjahr", "buchungsperiode", "exercice", "annee", "mois", "periodo", "ejercicio", "ano", "mes", "jaar", "maand", "boekjaar", "gjahr", "monat", "वर्ष", "माह", "period name"),
    "information": (
        "hsn", "hsn sac", "hsn code", "sac", "irn", "ack no", "ack date", "e way bill no", "eway bill no", "vehicle no", "address", "pincode", "country", "email", "phone", "guid", "master id", "alter id", "trading partner", "wbs element", "order", "material", "purchasing document", "sales document", "product service", "product", "item name", "stock item", "reverse charge", "invoice type", "gst rate", "rate of tax", "tax rate", "tds section", "order no", "order date", "terms of payment", "special gl", "sp g l", "instrument date", "cheque date", "bank date", "attachment", "active", "currency type", "ledger group code", "pan of party",
        "reversal", "reversed with", "reversal document", "reversed document", "reverse clearing", "batch", "batch name", "journal batch", "budget", "elimination", "trading part ba", "approved", "tags", "reporting tag", "registration type", "delivery note no", "despatch through", "destination", "port code", "consignee", "department code", "debit credit note reason", "reason",
    ),
}  # fmt: skip
"""Meaning to headings. A heading that stands under two meanings is decided by what else the table has (`reading.py` of the general reader)."""
