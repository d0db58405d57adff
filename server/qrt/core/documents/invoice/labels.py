"""Words that stand before or above a value on an invoice, and what they promise. English first, with German, French and Dutch words.

Each phrase is written as it is matched: lower case, without punctuation, "no" for every way of writing number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from qrt.core.documents.invoice.label_words import composed
from qrt.core.documents.invoice.layout import Line, Token

_PHRASES: dict[str, str] = {
    # Numbers of the paper itself.
    "number": (
        "invoice no|invoice number|fee note no|fee note number|self invoice no|self invoice number|invoice sr no|inv sr no|bill sr no|bill sankhya|bill sankhya bill no|chalan no|sankhya|bill no sankhya|invoice no sankhya|gst bill no|bill invoice no|cash bill no|inv no|invoice id|bill no|bill number|tax invoice no|tax invoice number|invoice serial no|serial no of invoice|"
        "invoice document no|document no|doc no|voucher no|credit note no|credit note number|cr note no|debit note no|debit note number|dr note no|"
        "cn no|dn no|note no|invoice ref no|invoice reference no|invoice bill no|commercial invoice no|export invoice no|receipt no|memo no|cash memo no|"
        "ref invoice|rechnungsnummer|rechnungsnr|rechnungs nr|rechnung nr|rechnung no|rechnungs no|belegnummer|beleg nr|gutschriftsnummer|gutschrift nr|"
        "facture no|facture numero|numero de facture|no facture|no de facture|numero facture|factuurnummer|factuur no|factuurnr|factuur nr|"
        "statement no|invoice num|sales invoice no|proforma invoice no|gst invoice no|s inv no|sl no of invoice|details of invoice no|"
        "receipt no no|numero de la facture|facture nr|num facture|reference facture|factuur nummer|rechnung nummer|rechnungs nummer|beleg no|uw factuurnummer|creditnota no|avoir no|handelsrechnung no|mietrechnung no|credit memo no"
    ),
    "number_weak": "invoice|tax invoice|voucher|memo|no|number|rechnung|facture|factuur|bill|reference no|ref no|credit note|debit note|gutschrift|nr",
    "number_and_date": "invoice no dated|bill no dated|invoice no dt|invoice no and date|invoice number and date|invoice no dt|bill no and date|bill no date|inv no and date|inv no date|"
    "invoice number date|credit note no and date|credit note no date|debit note no and date|debit note no date|invoice date no",
    "date": (
        "invoice date|date of invoice|dt of invoice|dt of bill|bill dated|bill dt|invoice bill dt|date of bill issue|dinank|dinank date|date dinank|tarikh|tareekh|date tarikh|inv date|bill date|date of issue|issue date|document date|doc date|dated|invoice dated|invoice issue date|"
        "tax invoice date|credit note date|debit note date|note date|date of invoice issue|rechnungsdatum|belegdatum|date de facture|date de la facture|"
        "date facture|date d emission|factuurdatum|receipt date|cn date|dn date|voucher date|date of bill|statement date|date d etablissement|datum der rechnung|factuur datum|datum factuur|rechnungs datum|beleg datum|datum van factuur|date avoir|date de l avoir|ausstellungsdatum|gutschriftsdatum|"
        "invoice bill date|invoice dt|inv dt|bill dt|vom"
    ),
    "date_weak": "date|dt|datum|le|von",
    "due": "pay by date|pay before date|due date|pay before|last date of payment|last date for payment|due dt|payment due dt|payable before|due date for payment|payment date|pay on or before|payment due date|payment due|due on|pay by|payment due by|due by|fallig am|faellig am|zahlbar bis|date d echeance|echeance|vervaldatum|"
    "echeance le|date limite de paiement|payable le|betaaldatum|te betalen voor|uiterste betaaldatum|fallig bis|zahlungsziel|zahlbar am|date due|payable by|falligkeitsdatum|zahlbar bis zum",
    "po": "your order reference|your order ref|customers purchase order|customer purchase order|customer reference|customer ref|cust po|po no|order ref|order ref no|cust po no|your po no|cust order no|customer order ref|po ref no|order no and date|ref po no|p o ref|po number|p o no|p o number|purchase order no|purchase order number|purchase order|buyers order no|buyer order no|your order no|"
    "customer po no|customer po|order reference|po ref|po reference|bestellnummer|bestellung|bestell no|bestell nr|bestellnr|ihre bestellung|ihre bestellnummer|ihre bestell nr|kundenreferenz|bon de commande no|no bon de commande|votre commande|votre reference|reference client|numero de bon de commande|inkoopordernummer|inkooporder|uw referentie|uw ordernummer|uw bestelnummer|purchase order reference|customer order no|p o",
    # The customer's order on most bills, and on some the seller's own job.
    "po_weak": "work order no|work order number|work order ref|work order reference|wo no|w o no|wo number|your ref|your ref no|your reference|your order|supply order no|service order no|lpo no",
    "original": "original invoice no|original invoice number|original tax invoice no|against invoice no|against invoice|against bill no|ref invoice no|"
    "reference invoice no|reference of original invoice|original invoice|invoice reference|original inv no|orig invoice no|corresponding invoice no|"
    "reference invoice|invoice no being corrected|in respect of invoice no|original bill no|orginal invoice ref|original invoice ref|original document no",
    "original_date": "original invoice date|ref invoice date|reference invoice date|original inv date|date of original invoice",
    # Numbers and dates that are not the ones above.
    "other_number": (
        "plot no|survey no|sy no|shop no|gala no|unit no|flat no|house no|door no|gat no|khasra no|order no|order number|order id|sales order no|so no|challan no|delivery challan no|dc no|delivery note no|delivery note|e way bill no|eway bill no|"
        "ewb no|ack no|acknowledgement no|irn ack no|vehicle no|customer no|customer id|customer code|customer number|"
        "phone no|phone|mobile no|mobile|tel no|tel|fax|contact no|gstin no|pan no|cin no|cin|lr no|rr no|gr no|lrno|docket no|awb no|licence no|"
        "license no|fssai no|dl no|d l no|drug licence no|drug license no|flight no|udyam no|msme no|tin no|vat no|vat tin|cst no|service tax no|registration no|iec no|iec|lut no|lut arn|arn|hsn no|batch no|"
        "sl no|s no|sr no|serial no|item no|part no|page no|page|project no|contract no|job no|quotation no|quote no|dispatch doc no|"
        "dispatch document no|bill of lading|supplier no|supplier code|vendor code|vendor no|ihre nummer|kundennummer|kundennr|kunden nr|kunden no|"
        "steuernummer|ust idnr|auftragsnummer|auftrags nr|auftragsnr|lieferschein nr|lieferschein no|lieferscheinnr|lieferscheinnummer|"
        "numero client|code client|n client|no client|commande|numero de commande|numero de dossier|klantnummer|ordernummer|account id|"
        "payment voucher no|payment voucher number|receipt voucher no|receipt voucher number|other references|suppliers ref|ref|our ref|reference|receipt id|transaction id|utr no|cheque no|ref no and date|"
        "abn|siret|siren|tva|iban|bic|swift|ifsc|ifs code|branch code|micr|state code|code|pin code|zip|lot no|policy no|consumer no|"
        "crn|gln|globale nummer|nummer|id|id no|s"
    ),
    "other_date": (
        "order date|po date|purchase order date|delivery date|date of supply|supply date|dispatch date|ship date|shipping date|date of dispatch|ack date|"
        "acknowledgement date|challan date|delivery note date|eway bill date|e way bill date|period|billing period|from date|to date|print date|printed on|"
        "date and time of supply|date time of supply|removal date|date of removal|lieferdatum|leistungsdatum|liefer und leistungsdatum|bestelldatum|"
        "date de livraison|date de commande|orderdatum|leverdatum|auftragsdatum|payment date|date of payment|generated on|generated date|lr date|valid upto|"
        "valid till|valid until|date of birth|lieferscheindatum|training date|reference date|date of delivery|work order date|contract date|valeur|"
        "payment voucher date|receipt voucher date|prestation du|abrechnungszeitraum|faktureringsperiode|zahlungsdatum|date of receipt|irn date"
    ),
    # Parties.
    "seller": "supplier dispatch from|dispatch from supplier|seller|sold by|supplier|supplier details|seller details|details of supplier|bill from|billed by|from|vendor|vendor details|details of seller|"
    "issued by|invoice issued by|bill issued by|service provider|name of supplier|supplier name|vendor name|seller name|consignor|exporter|rechnungssteller|emetteur|fournisseur|leverancier|leistender|verkaufer|verkaeufer|lieferant|vendeur|verkoper",
    "buyer": (
        "recipient bill to|customer bill to|recipient billed to|details of recipient bill to|credit to|debit to|debited to|gstin customer name|bill to|billed to|bill to party|buyer|buyer bill to|buyer details|details of receiver|details of recipient|details of receiver billed to|"
        "details of buyer|recipient|receiver|customer|customer details|customer name|sold to|invoice to|invoiced to|invoice for|client|client name|party|"
        "party name|party details|buyer name|name of recipient|name of customer|recipient name|billing address|bill to address|billed to party|to|m s|"
        "kaufer|kaeufer|kunde|client facture|acheteur|klant|kaufer leistungsempfanger|leistungsempfanger|rechnungsempfanger|rechnungsadresse|adresse de facturation|factuur aan|debiteur|rechnung an|receiver billed to|details of receiver billed to|buyer if other than consignee|"
        "bill to customer|issued to|name of the buyer|name of buyer|factuuradres|consumer name|payer|purchaser|employer|subscriber|insured|policyholder|member|student|patient|passenger|rider|host|advertiser|retailer|freight payable by|premium payable by|charges payable by|bill payable by|to be paid by"
    ),
    "ship": (
        "ship to|shipped to|ship to party|consignee|consignee ship to|consignee details|details of consignee|details of consignee shipped to|delivery address|"
        "deliver to|delivered to|delivery to|shipping address|place of delivery|lieferadresse|lieferanschrift|shipped to party|dispatch to|dispatch from|"
        "dispatched to|lieferung an|livre a|destinataire de la livraison|warenempfanger|adresse de livraison|ship from|afleveradres|shipping to|shipping details|service address|remit to|delivery location"
    ),
    "gstin": "gstin|gstin uin|gst no|gst number|gstin no|gstin number|gst in|gst reg no|gst registration no|gstin of supplier|uin|gst tin|gstn|gst registration number|gst id",
    "gstin_seller": "restaurant gstin|merchant gstin|our gstin|company gstin|companys gstin|supplier gstin|suppliers gstin|seller gstin|sellers gstin|gstin of supplier|gstin of seller|vendor gstin|"
    "suppliers gst no|our gst no|company gst no|gstin supplier|supplier gst no|seller gst no|gstin seller",
    "gstin_buyer": "billing address gstin|buyer gstin|buyers gstin|customer gstin|customers gstin|party gstin|gstin of buyer|gstin of recipient|recipient gstin|client gstin|receiver gstin|"
    "gstin of customer|bill to gstin|buyer gst no|customer gst no|buyers gst no|billing gstin|gstin of receiver|party gst no|gstin buyer|gstin recipient",
    "pan": "pan|pan no|pan number|companys pan|company pan|permanent account no|it pan|income tax pan|pan it no|our pan|suppliers pan",
    "pos": "place of supply|supply place|supply state|place of supply of goods|place of supply of services|place of supply goods|place of delivery and supply|pos state|place of supply state|pos|place of supply state code|place of supply and state code|place of supply code|state of supply",
    "account": "account no|account number|a c no|a c number|bank account no|bank account number|bank a c no|current a c no|current account no|acct no|bank acc no|acc no|beneficiary account no|cc a c no|od a c no",
    "state_code": "state code|code|state name|state",
    "reverse": "reverse charge|tax payable on reverse charge y n|reverse charge yes no|tax payable under rcm|under reverse charge|reverse charge mechanism|whether rcm|rcm applicable|rcm y n|tax is payable under reverse charge|is tax payable on reverse charge|is tax payable under reverse charge|tax payable on reverse charge|whether tax is payable on reverse charge|whether tax payable under reverse charge|rcm|"
    "tax is payable on reverse charge|amount of tax subject to reverse charge|reverse charge applicable|tax payable under reverse charge|"
    "whether reverse charge applicable|whether reverse charge|supply attracts reverse charge|tax payable under reverse charge mechanism|"
    "gst payable on reverse charge|is reverse charge applicable|reverse charge y n|tax payable on reverse charge basis|payable under rcm",
    "irn": "irn|irn no|invoice reference number|irn number",
}

_AMOUNTS: dict[str, str] = {
    "grand_total": (
        "grand total|total incl of taxes|total incl of all taxes|total inclusive of taxes|total incl of tax|kul rashi|kul rashi total|kul yog|kul|total payable amount|net payable amount|invoice total|total invoice value|invoice value|total invoice amount|invoice amount|total amount payable|amount payable|net payable|"
        "net amount payable|total payable|bill amount|total bill amount|total amount after tax|amount after tax|total after tax|total incl tax|"
        "total including tax|total including gst|total inc gst|total incl gst|total value of invoice|total amount incl tax|bill total|final amount|"
        "net invoice value|net invoice amount|invoice total amount|total invoice value in figure|payable amount|net bill amount|rounded total|"
        "total amount inclusive of tax|total credit note value|credit note total|credit note value|debit note total|debit note value|total note value|"
        "note value|total credit|credit total|total value incl tax|total credit amount|"
        "gesamtbetrag|bruttobetrag|rechnungsbetrag|gesamtsumme|gesamt brutto|endbetrag|total ttc|montant ttc|montant total ttc|net a payer|"
        "totaal incl btw|factuur totaal|te betalen|totaalbedrag|totaal|rechnungssumme|bruttosumme|gesamtpreis|brutto|total a payer|bruttowert|"
        "summe brutto|summe inkl ust|summe inkl mwst|gesamt inkl mwst|total incl vat|total inc vat|totaal inclusief btw|total to pay|total charges|total for this invoice|gesamtsumme brutto|summe inkl ust|summe inkl mwst|gesamt inkl mwst|total incl vat|total inc vat|bruttogesamtbetrag|value of invoice|"
        "total toutes taxes comprises|montant total|total a regler|factuurbedrag|totaal te betalen|totaal te voldoen|totaal factuur|rechnungsendbetrag|order total|total net payable|net total payable|rechnungsbetrag brutto|zu zahlen|total tvac"
    ),
    "total_weak": "total|total amount|net amount|net total|net value|total rs|total inr|amount total|total value|summe|gesamt|amount|gesamtwert",
    "due": "amount due|balance due|total due|total amount due|balance|outstanding|balance payable|amount outstanding|balance amount|total outstanding|"
    "solde a payer|restant du|solde du|openstaand|openstaand bedrag|restbetrag|noch zu zahlen|zahlbetrag|montant du|reste a payer|fallig|amount owed|closing balance|falliger betrag|faelliger betrag|offener betrag",
    "previous": "received|amount received|received amount|payment received|payments received|previous balance|previous unpaid balance|previous due|opening balance|arrears|past due|previous outstanding|last bill amount|carried forward|"
    "prior balance|advance|advance paid|less advance|amount paid|paid amount|amount received|deposit|bezahlt|anzahlung|acompte|"
    "erhaltene anzahlungen|erhaltene zahlungen|bereits bezahlt|geleistete anzahlungen|acomptes verses|reeds betaald|vooruitbetaald|payments received|amount already paid|credit applied|advance received|paid|amount paid to date|less amount paid|bereits gezahlt|"
    "amount in words|amount chargeable|declaration|tcs amount|tds|tds amount|less tds|mrp|you saved|saving|savings|exchange rate|"
    "cash|change|tendered|gezahlter betrag|vorauszahlung|deja paye",
    "taxable": (
        "taxable|tax ble amt|tax ble amount|basic amt|mool rashi|mool rashi basic amt|total basic value|total taxable amt|net taxable amt|taxable value|taxable amount|total taxable value|total taxable amount|taxable amt|sub total|subtotal|total before tax|total amount before tax|"
        "amount before tax|assessable value|basic amount|basic value|total value before tax|net taxable value|value of supply|taxable total|"
        "total assessable value|total excl tax|total excluding tax|total excl gst|total before gst|taxable supply value|net taxable amount|"
        "total taxable|value before tax|gross amount|total basic amount|total assessable amount|amount excl tax|total without tax|total exclusive of tax|"
        "rechnungssumme ohne ust|summe ohne ust|summe ohne mwst|rechnungsbetrag netto|netto gesamt|gesamtnetto|total hors tva|montant hors taxes|sous total|sous total ht|total net ht|grondslag|totaal exclusief btw|exclusief btw|excl btw|bedrag excl btw|totaal netto|base ht|basisbetrag|zwischensumme|nettobetrag|netto|gesamt netto|nettosumme|total ht|montant ht|montant total ht|summe netto|totaal excl btw|subtotaal|"
        "steuerbasisbetrag|gesamtbetrag netto|nettowert|total hors taxe|subtotal excl tax|netto betrag|warenwert|nettogesamtbetrag|"
        "net total before tax|steuerbasis|total htva|total net|base imponible|total exempt value|value of goods"
    ),
    "cgst": "output tax cgst|cgst|c g s t|central g s t|add c g s t|central tax|central gst|add cgst|output cgst|cgst payble|cgst amount|cgst payable|central goods and services tax|cgst amt|total cgst|cgst tax|cgst output|central tax cgst|add central gst|input cgst",
    "sgst": (
        "output tax sgst|sgst|s g s t|add s g s t|state g s t|state tax|state gst|add sgst|output sgst|utgst|sgst utgst|sgst amount|state goods and services tax|ut tax|union territory tax|sgst amt|"
        "total sgst|add utgst|add sgst utgst|sgst ugst|sgst tax|sgst output|utgst amount|state ut tax|state tax sgst|sgst utgst amount|add state gst|"
        "total sgst utgst|output utgst|input sgst|state ut gst|ugst|s ut gst|s ut gst amt|s ut gst amount|sgst payble"
    ),
    "igst": "output tax igst|igst|i g s t|add i g s t|integrated g s t|integrated tax|integrated gst|add igst|output igst|igst amount|integrated goods and services tax|igst amt|total igst|igst tax|igst output|integrated tax igst|add integrated gst|input igst",
    "cess": "cess|compensation cess|gst cess|cess amount|gst compensation cess|total cess|cess amt|comp cess|add cess|state cess|tobacco cess",
    "tcs": "tcs|add tcs|tax collected at source|tcs on sale|tcs u s 206c 1h|tcs 206c|tcs u s 206c|output tcs|tcs payable|add tcs u s 206c 1h|add tcs u s 206c",
    "round_off": "round off|rounding adj|rounding off|rounded off|roundoff|round off amount|rounding|less round off|add round off|rounding adjustment|r off|roundingoff|"
    "less rounding off|less rounded off|round up|rounding amount|rounding off amount|rundung|arrondi|add rounding off|rounded|rounding difference|round off add|less add round off|round offs",
    "discount": "discount|trade discount|less discount|total discount|cash discount|discount amount|special discount|rabatt|remise|korting|less trade discount|gesamtbetrag der abschlage|remises|total remise|nachlass|summe abschlage|summe abschlaege",
    "charge": "toll|toll charges|toll and parking|toll parking|toll parking charges|parking charges|reimbursement|reimbursements|reimbursement of expenses|out of pocket expenses|freight|freight charges|packing and forwarding|packing forwarding|p f|insurance|transport charges|transportation charges|loading charges|packing|packing charges|"
    "courier charges|delivery charges|shipping|shipping charges|other charges|handling charges|freight and insurance|versandkosten|frais de port|verzendkosten|"
    "delivery|shipping and handling|s h|versand|carriage|cartage|frachtkosten|gesamtbetrag der zuschlage|summe zuschlage|hamali|forwarding charges|cartage charges|frais de livraison",
    "tax": (
        "tax|total tax|tax amount|total tax amount|gst|total gst|gst amount|vat|sales tax|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|btw|total tva|total vat|"
        "montant tva|tax total|steuerbetrag|total gst amount|total tax gst|gst total|total taxes|add gst|ust betrag|summe ust|summe mwst|"
        "vat total|total amount of tax|tax payable amount|total taxes|zuzuglich ust|zuzugl ust|zzgl ust|zzgl mwst|zuzuglich mwst|zuzuglich umsatzsteuer|zzgl umsatzsteuer|ust gesamt|montant de la tva|totaal btw|btw hoog|btw laag|davon mwst|enthaltene mwst|btw bedrag|total de la tva|mwst betrag|cst|steuer|gesamtbetrag der steuer|"
        "umsatzsteuerbetrag|gesamt mwst|cst tax|vat amount|btw totaal|steuersumme|gst payable|taxes"
    ),
}

FUZZY_FROM = 8
"""Labels of this many letters may be one letter off: a typing fault on the paper, or a letter lost in the text layer."""
LONGEST = 7


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A label found in a line. `amount` is what it promises of money, `role` what else; either may be ""."""

    text: str
    role: str
    amount: str
    tokens: tuple[Token, ...]
    has_colon: bool

    @property
    def line(self) -> int:
        return self.tokens[0].line

    @property
    def x0(self) -> float:
        return self.tokens[0].x0

    @property
    def x1(self) -> float:
        return self.tokens[-1].x1


@lru_cache(maxsize=100_000)
def normal(text: str) -> str:
    """Lower case, accents and punctuation gone, every sign for number written "no"."""
    body = text.lower()
    for accented, plain in (("ä", "a"), ("ö", "o"), ("ü", "u"), ("é", "e"), ("è", "e"), ("à", "a"), ("ê", "e"), ("û", "u"), ("ß", "ss"), ("ç", "c")):
        body = body.replace(accented, plain)
    body = re.sub(r"n[°º]|№|#", " no ", body)
    # A tax may have its rate written on to it: "CGST9", "IGST18", "SGST2.5".
    body = re.sub(r"\b([csi]gst|utgst)\s?@?\d{1,2}(?:\.\d{1,2})?%?(?![\d.])", r"\1", body)
    body = body.replace("'s", "s").replace("’s", "s")
    body = re.sub(r"[^a-z0-9]+", " ", body).strip()
    return "" if body.isdigit() else body


@cache
def _book() -> dict[str, tuple[str, str]]:
    """Phrase to (role, amount). A phrase may be both: "due" is a date or an amount."""
    book: dict[str, tuple[str, str]] = {}
    for role, phrases in _PHRASES.items():
        for phrase in phrases.split("|"):
            book.setdefault(phrase, (role, ""))
    for amount, phrases in _AMOUNTS.items():
        for phrase in phrases.split("|"):
            book[phrase] = (book.get(phrase, ("", ""))[0], amount)
    return book


@cache
def _by_length() -> dict[int, tuple[str, ...]]:
    grouped: dict[int, list[str]] = {}
    for phrase in _book():
        if len(phrase) >= FUZZY_FROM:
            grouped.setdefault(len(phrase), []).append(phrase)
    return {length: tuple(phrases) for length, phrases in grouped.items()}


@cache
def meaning(phrase: str) -> tuple[str, str] | None:
    """What the phrase promises; None when it promises nothing."""
    if found := _book().get(phrase):
        return found
    tight = phrase.replace(" ", "")
    if len(phrase) < FUZZY_FROM:
        return composed(phrase)
    for length in (len(phrase), len(phrase) - 1, len(phrase) + 1):
        for known in _by_length().get(length, ()):
            # The first letter must agree: "dated" and "rated" are not one slip apart.
            if known[0] == phrase[0] and (known.replace(" ", "") == tight or _one_apart(known, phrase) and not _is_inflected(known, phrase)):
                return _book()[known]
    return composed(phrase)


def _is_inflected(known: str, phrase: str) -> bool:
    """One word that differs at its end alone is another word ("supplied" and "supplier")."""
    return " " not in phrase and known[:-2] == phrase[: len(known) - 2]


def _one_apart(left: str, right: str) -> bool:
    """At most one letter changed, lost or added."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    if len(left) == len(right):
        return left[start + 1 :] == right[start + 1 :]
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[start + 1 :] == shorter[start:]


def labels(line: Line) -> tuple[Label, ...]:
    """The labels of a line, longest first at each place, none overlapping. A label does not cross a column gap or a colon."""
    result: list[Label] = []
    for phrase in line.phrases:
        words = [normal(token.text) for token in phrase]
        index = 0
        while index < len(phrase):
            length = _label_at(phrase, words, index)
            if not length:
                index += 1
                continue
            text = " ".join(word for word in words[index : index + length] if word)
            role, amount = meaning(text) or ("", "")
            start, end = _both_tongues(phrase, index, index + length)
            run = phrase[start:end]
            # A letter begins "To, Kaveri Polymers": the comma is its colon.
            colon = (
                run[-1].text.endswith((":", ":-", "=")) or run[-1].text.lower() == "to," or (end < len(phrase) and phrase[end].text in (":", ":-", "-", "="))
            )
            result.append(Label(text, role, amount, tuple(run), colon))
            index = end
    return tuple(result)


def _both_tongues(phrase: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """A label that is said in two languages around a stroke ("Grahak / Customer") begins and ends with both."""
    if (
        start == 2
        and phrase[1].text == "/"
        and phrase[0].text.isalpha()
        or start == 3
        and phrase[2].text == "/"
        and all(each.text.isalpha() for each in phrase[:2])
    ):
        start = 0
    rest = phrase[end:]
    if 2 <= len(rest) <= 3 and rest[0].text == "/" and all(each.text.strip(":.").isalpha() for each in rest[1:]):
        end = len(phrase)
    return start, end


def _label_at(phrase: Sequence[Token], words: Sequence[str], index: int) -> int:
    """How many tokens the longest label starting here takes; 0 when none starts here."""
    if not words[index]:
        return 0
    for length in range(min(LONGEST, len(phrase) - index), 0, -1):
        run = words[index : index + length]
        if not run[-1] or any(token.text.endswith(":") for token in phrase[index : index + length - 1]):
            continue
        text = " ".join(word for word in run if word)
        # A "#" in front of a value is a sign; one that stands by itself, or before a colon, is a label.
        alone = length == 1 and index == 0 and (len(phrase) == 1 or phrase[1].text == ":")
        if (
            meaning(text)
            and not _is_of_law(words[index : index + length + 1])
            and (alone or any(each.isalpha() for token in phrase[index : index + length] for each in token.text))
        ):
            return length
    return 0


def _is_of_law(words: Sequence[str]) -> bool:
    """ "CGST Act, 2017" is no tax of 2,017 rupees."""
    return len(words) > 1 and words[-1] in ("act", "rules") or "act" in words[1:]
