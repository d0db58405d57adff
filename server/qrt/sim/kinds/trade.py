"""Recipes of papers between two companies: bills, notes, receipts, vouchers, orders, contracts."""

from qrt.core.documents.types import DocumentKind
from qrt.sim.kinds.printing import Recipe

_GOODS = (
    "MS angle 50x50", "HDPE granules", "Annual maintenance", "Freight charges", "Copper wire", "Office stationery", "Consulting fees {o}", "Bearings 6204", "Paint 20 L", "Software licence", "Rent for {o}", "Security services",
    "Printing", "Labour charges", "Valve DN50", "Beratung", "Transport", "Hosting",
)  # fmt: skip
_BUYER = (
    "Bill To|Billed To|Buyer|Customer|Details of Receiver|M/s|Consignee|Ship To|Sold To|Client",
    "Kunde|Rechnungsempfänger|Client|Klant|Facturé à|Adresse de facturation",
)
_BILL_LABELS = (
    "Invoice No.|Inv No|Invoice Number|Bill No|Invoice #|Document No.|Rechnungsnummer|Rechnung Nr.|Facture n°|Factuurnummer|Número de factura|Bijak Sankhya=n",
    "Invoice Date|Date|Dated|Bill Date|Inv Dt|Rechnungsdatum|Date de facture|Factuurdatum|Fecha|Tarikh=d", "Due Date|Payment Due|Fällig am|Zahlbar bis|Échéance=d", "PO No.|Your Order No|Buyer's Order No.|Bestellnummer=n",
    "Place of Supply=s", "Terms of Payment|Payment Terms|Zahlungsbedingungen=30 days", "GSTIN/UIN|GSTIN=g", "State Name, Code|State=s", "Vehicle No.=u", "Reverse Charge|Tax is payable on reverse charge=k", "E-Way Bill No.=l", "IRN=n",
    "Delivery Note=n", "Despatched through|Mode of Transport=Road", "Kundennummer|Customer No|Client No=j",
)  # fmt: skip
_BILL_COLUMNS = (
    "Description of Goods|Description|Particulars|Item|Bezeichnung|Désignation|Omschrijving|Beschreibung=words", "HSN/SAC|HSN|SAC Code=x", "Qty|Quantity|Menge|Quantité|Aantal=q", "Rate|Unit Price|Price|Einzelpreis|Prix unitaire|Prijs=m",
    "Disc.|Discount=m", "Taxable Value|Taxable Amt=m", "GST %|GST Rate|MwSt|TVA|BTW=r", "Amount|Total|Betrag|Gesamt|Montant|Bedrag=m",
)  # fmt: skip
_TAX_TOTALS = (
    "Sub Total|Taxable Value|Taxable Amount|Netto|Total HT|Zwischensumme|Subtotaal=m", "CGST @ 9%|CGST|Central Tax|Output CGST=m", "SGST @ 9%|SGST|State Tax|UTGST=m", "IGST @ 18%|IGST|Integrated Tax=m", "MwSt. 19%|TVA 20%|BTW 21%|VAT|Sales Tax=m",
    "Round Off|Rounding=m", "Grand Total|Total|Invoice Total|Amount Payable|Gesamtbetrag|Rechnungsbetrag|Total TTC|Totaal|Net Amount|Amount Due=m",
)  # fmt: skip
_FOOT = (
    "Amount Chargeable (in words): {w}|Amount in words: {w}|Rupees {w}", "Bank: {c}, A/c No {a}, IFSC {i}|Bank Details: A/c {a} IFSC {i}|IBAN {l} BIC", "for {c}|For {c}", "Authorised Signatory|Proprietor|Auth. Sign.",
    "We declare that this invoice shows the actual price of the goods described and that all particulars are true and correct.|E. & O.E.|Goods once sold will not be taken back.", "Subject to {z} jurisdiction.",
    "This is a computer generated document|Thank you for your business|Vielen Dank für Ihren Auftrag|Interest @ 18% p.a. on late payment",
)  # fmt: skip
_NOTE_FOOT = (*_FOOT[:4], "Reason: {k}", "Subject to {z} jurisdiction.")
_NOTE_LABELS = (
    *_BILL_LABELS[4:8],
    "Date|Dated|Note Date=d",
    "Original Invoice No.|Against Invoice|Ref. Invoice|Invoice Ref|Original Invoice No. & Date=n",
    "Original Invoice Date|Invoice Dated=d",
)


def _foreign(titles: str, labels: tuple[str, ...], columns: tuple[str, ...], words: str, totals: tuple[str, ...], foot: tuple[str, ...], heads: str) -> Recipe:
    """A bill of a country that knows no GST, in its language throughout."""
    return Recipe(DocumentKind.TAX_INVOICE, (titles,), (), labels, columns, tuple(words.split("|")), totals=totals, foot=foot, parties=2, party_heads=(heads,))


_FOREIGN = (
    _foreign("Rechnung|RECHNUNG|Schlussrechnung|Abschlagsrechnung", ("Rechnungsnummer|Rechnung Nr.|Belegnummer|Rechnungs-Nr=n", "Rechnungsdatum|Datum|Belegdatum=d", "Kundennummer|Kunden-Nr=j", "Lieferdatum|Leistungsdatum|Leistungszeitraum=d", "Fällig am|Zahlbar bis=d", "USt-IdNr.|Steuernummer=DE{b}", "Ihre Bestellung=n"), ("Pos.|Nr=j", "Bezeichnung|Beschreibung|Artikel|Leistung=words", "Menge|Anzahl=q", "Einzelpreis|Preis|E-Preis=m", "MwSt|USt=r", "Gesamtpreis|Betrag|Gesamt=m"),
             "Beratung|Lizenz|Kaffee|Montage|Schrauben|Ersatzteil|Versand|Miete {o}|Stunden", ("Nettobetrag|Zwischensumme|Summe netto=m", "MwSt. 19%|zzgl. USt 19%|Umsatzsteuer=m", "Gesamtbetrag|Rechnungsbetrag|Endbetrag|Zu zahlen=m"), ("Bitte überweisen Sie den Betrag ohne Abzug.|Zahlbar innerhalb von 14 Tagen", "IBAN DE{l} BIC|Bankverbindung", "Vielen Dank für Ihren Auftrag|Mit freundlichen Grüßen", "Amtsgericht HRB {j} Geschäftsführer {h}"), "Rechnungsadresse|Kunde|Lieferanschrift"),
    _foreign("Facture|FACTURE|Facture de vente", ("Facture n°|N° de facture|Numéro=n", "Date de facture|Date|Le=d", "Échéance|Date d'échéance=d", "Référence client|N° client=j", "N° TVA intracommunautaire=FR{b}"), ("Désignation|Description|Produit|Libellé=words", "Quantité|Qté=q", "Prix unitaire|PU HT=m", "TVA=r", "Montant HT|Total HT|Montant=m"),
             "Abonnement|Papier|Formation|Pièce|Livraison|Entretien|Café", ("Total HT|Sous-total=m", "TVA 20%|Total TVA=m", "Total TTC|Net à payer|Montant TTC=m"), ("Paiement à réception|Règlement par virement", "SIRET {l} RCS", "Merci de votre confiance|IBAN FR{l}"), "Facturé à|Client|Adresse de livraison"),
    _foreign("Factuur|FACTUUR|Factura|FACTURA|Fattura", ("Factuurnummer|Factuurnr|Número de factura|Numero fattura=n", "Factuurdatum|Datum|Fecha|Data=d", "Klantnummer|Vervaldatum|Vencimiento=d", "BTW-nummer|NIF|Partita IVA=NL{b}"), ("Omschrijving|Artikel|Descripción|Descrizione=words", "Aantal|Cantidad|Quantità=q", "Prijs|Precio|Prezzo=m", "BTW|IVA=r", "Bedrag|Importe|Importo|Totaal=m"),
             "Dienst|Onderdeel|Servicio|Boek|Licentie|Producto|Servizio", ("Subtotaal|Base imponible|Imponibile|Totaal excl. btw=m", "BTW 21%|IVA 21%=m", "Totaal te betalen|Total|Totale|Totaal incl. btw=m"), ("Gelieve te betalen binnen 30 dagen|Forma de pago", "KvK {b} IBAN NL{l}", "Bedankt voor uw bestelling|Gracias por su compra"), "Factuuradres|Cliente|Afleveradres"),
    _foreign("Invoice|INVOICE|VAT Invoice|Billing Statement|Tax Invoice", ("Invoice number|Invoice #|Invoice ID=n", "Invoice date|Date of issue|Billing date=d", "Due date|Payment due=d", "Account number|Customer ID|Account ID=j", "PO Number|P.O. #=n", "VAT number|Tax ID|VAT ID=GB{b}", "Billing period|Service dates=d", "Terms=Net 30"), ("Description|Product|Service|Item=words", "Qty|Hours|Units=j", "Unit price|Price|Rate=m", "Amount|Total|Line total=m"),
             "Compute hours|Support plan|Shipping|Consulting|Hardware|Subscription {o}|Data transfer|Design|Storage", ("Subtotal|Sub total|Charges=m", "VAT 20%|Sales tax|Tax|VAT=m", "Previous unpaid balance|Credits=m", "Total|Amount due|Total due|Balance due|Total amount due=m"), ("Thank you for your business|Please make checks payable to {c}", "Remit to {c}|Questions about your bill? Contact support", "Sort code {b} Account {a}"), "Bill to|Ship to|Customer|Service address"),
)  # fmt: skip

RECIPES = (
    *_FOREIGN,
    Recipe(
        DocumentKind.TAX_INVOICE,
        ("TAX INVOICE|Tax Invoice|INVOICE|Invoice|GST INVOICE|Tax-Invoice|Retail Invoice|Service Invoice|Commercial Invoice", "Tax Invoice (Original for Recipient)|Invoice cum Delivery Challan|TAX INVOICE Under Rule 46|Cash Memo|Bill of Sale", "Rechnung|RECHNUNG|Facture|FACTURE|Factuur|Factura|Teilrechnung|Kar Bijak"),
        ("ORIGINAL FOR RECIPIENT|(DUPLICATE FOR TRANSPORTER)|Original", "(See Rule 46 of the CGST Rules, 2017)|e-Invoice"),
        _BILL_LABELS, _BILL_COLUMNS, _GOODS, totals=_TAX_TOTALS, foot=_FOOT, parties=2, party_heads=_BUYER,
    ),
    Recipe(
        DocumentKind.BILL_OF_SUPPLY,
        ("BILL OF SUPPLY|Bill of Supply|Bill Of Supply",),
        ("Composition taxable person, not eligible to collect tax on supplies|(Under section 31(3)(c) read with Rule 49)", "ORIGINAL FOR RECIPIENT|Exempt supply"),
        ("Bill of Supply No.|Bill No.|Serial No.|BOS No=n", "Date|Dated|Bill Date=d", *_BILL_LABELS[4:9]), ("Description of Goods|Item|Particulars=words", "HSN|HSN/SAC=x", "Qty|Quantity=q", "Rate|Price=m", "Amount|Value=m"),
        ("Fresh vegetables", "Wheat", "Rice bags", "Milk", "Books", "Interest on loan", "Training fees", "Salt", "Cotton bales", "Hair cutting", "Meals"), totals=("Total Value|Total|Gross Amount|Net Amount=m", "Less: Discount=m", "Round Off=m"),
        foot=("Composition dealer, not eligible to collect taxes on supplies.|No tax is charged: exempted goods|Not liable to charge GST", *_FOOT[:4]), parties=2, party_heads=_BUYER, title_always=True,
    ),
    Recipe(
        DocumentKind.CREDIT_NOTE,
        ("CREDIT NOTE|Credit Note|Credit Memo|Credit Note (Sales Return)|GST Credit Note", "Gutschrift|Rechnungskorrektur|Avoir|Facture d'avoir|Creditnota|Stornorechnung"),
        ("Issued under section 34|(See Rule 53)|Original for Recipient",), ("Credit Note No.|CN No|Cr. Note Number|Credit Note #|Gutschrift Nr.=n", *_NOTE_LABELS, "Reason for issuing credit note|Reason|Grund=rate difference"), _BILL_COLUMNS,
        (*_GOODS, "Rate difference", "Sales return", "Post-sale discount", "Short supply"), totals=_TAX_TOTALS, prose=("We have credited your account as under.", "Being the goods returned by you against our invoice {n} dated {d}."), foot=_NOTE_FOOT, parties=2, party_heads=_BUYER, title_always=True,
    ),
    Recipe(
        DocumentKind.DEBIT_NOTE,
        ("DEBIT NOTE|Debit Note|Debit Memo|GST Debit Note|Debit Note (Purchase Return)", "Lastschriftanzeige|Note de débit|Belastungsanzeige|Debetnota"),
        ("Issued under section 34|(See Rule 53)|Supplementary invoice",), ("Debit Note No.|DN No|Dr. Note Number|Debit Note #=n", *_NOTE_LABELS, "Reason for debit|Reason=short receipt"), _BILL_COLUMNS,
        (*_GOODS, "Rejected material", "Freight recovery", "Price revision", "Quality deduction"), totals=_TAX_TOTALS, prose=("We have debited your account as under.", "Being material returned to you against your bill {n} dated {d}."), foot=_NOTE_FOOT, parties=2, party_heads=_BUYER, title_always=True,
    ),
    Recipe(
        DocumentKind.EXPORT_INVOICE,
        ("EXPORT INVOICE|Export Invoice|Commercial Invoice cum Packing List|INVOICE FOR EXPORT|Export Tax Invoice", "Commercial Invoice|Customs Invoice|Exporter's Invoice"),
        ("SUPPLY MEANT FOR EXPORT UNDER LETTER OF UNDERTAKING WITHOUT PAYMENT OF INTEGRATED TAX|SUPPLY MEANT FOR EXPORT ON PAYMENT OF IGST|Supply to SEZ unit under LUT", "Original"),
        ("Exporter=c", "Invoice No. & Date|Invoice No.|Export Invoice No=n", "Date=d", "IEC|IEC No.|Importer Exporter Code=l", "LUT No.|LUT ARN|Bond/LUT=AD2703{l}", "Buyer's Order No.=n", "Country of Origin of Goods=India", "Country of Final Destination|Country of destination=Germany", "Port of Loading=Nhava Sheva", "Port of Discharge|Final Destination=Hamburg",
         "Vessel / Flight No.|Pre-Carriage by=n", "Terms of Delivery|Incoterms=FOB {z}", "Shipping Bill No.=b", "Currency=USD", "Exchange Rate=83.20", "AD Code=b", "Consignee=c", "Notify Party=c", "Marks & Nos. / Container No.=n", "Net Weight=q", "Gross Weight=q"),
        ("Description of Goods|Description=words", "HS Code|HSN|ITC HS=x", "Quantity|Qty=q", "Rate USD|Unit Price USD|Price EUR|Rate FOB=m", "Amount USD|Amount EUR|Total FOB|Value FCY=m"), _GOODS, totals=("Total FOB Value|Total USD|Amount Chargeable USD=m", "Freight=m", "Insurance=m", "Total CIF Value=m", "IGST=m", "Value in INR=m"),
        prose=("We declare that this invoice shows the actual price of the goods described and that all particulars are true and correct.", "I/We shall claim drawback under the said chapter.", "Exported under LUT without payment of IGST."), foot=("Amount in words: US Dollars {w}|US Dollar only", "SWIFT code|Intermediary bank", *_FOOT[2:4]), parties=2,
        party_heads=("Exporter|Consignee|Notify Party|Buyer (if other than consignee)",),
    ),
    Recipe(
        DocumentKind.RECEIPT,
        ("CASH RECEIPT|Receipt|Cash Bill|Cash Memo|RETAIL INVOICE|Bill|Token|Sales Slip|Simplified Tax Invoice|Quittung|Bon|Kassenbon|Ticket de caisse",), (), ("Bill No|Receipt No|Slip No|Token=j", "Date=d", "Time=14:32", "Cashier|Counter|Till|Server|Operator=j", "Table|Covers=j", "Nozzle No|Pump No=j", "Vehicle No=u", "Mobile=l"),
        ("Item|Description|Particulars=words", "Qty=j", "Rate=m", "Amt|Amount=m"), ("Masala dosa", "Tea", "Petrol", "Diesel HSD", "Notebook", "Milk 500ml", "Bread", "Parking 2 hrs", "Toll", "Soap", "Nasi lemak", "Coffee", "Batteries AA", "Rice 5kg", "Taxi fare", "Kaffee"), rows=(1, 9),
        totals=("Sub Total=m", "CGST 2.5%|CGST=m", "SGST 2.5%|SGST=m", "GST 6%|Service charge=m", "Rounding|Round Off=m", "TOTAL|Net Total|Grand Total|Total Amount=m", "Cash|Cash tendered|Paid by card|UPI=m", "Change|Balance returned=m"),
        foot=("Thank you, visit again|THANK YOU COME AGAIN|Have a nice day|Vielen Dank", "No exchange no refund|Goods sold are not returnable", "FSSAI {l}|TID {b} MID {b} APPR CODE {j}"), slip=True,
    ),
    Recipe(
        DocumentKind.PAYMENT_VOUCHER,
        ("PAYMENT VOUCHER|Payment Voucher|Cash Payment Voucher|Bank Payment Voucher|Debit Voucher|Petty Cash Voucher|Cheque Payment Voucher|Expense Voucher|Bhugtan Voucher", "Payment Advice|Remittance Advice|Zahlungsanweisung|Vendor Payment Advice"),
        ("(Rule 52: payment voucher under reverse charge)|Accounts Department",), ("Voucher No.|No.|PV No|Vr. No.=n", "Date|Voucher Date=d", "Pay to|Paid to|Payee|Account|Debit=c", "Through|Paid by|Mode of Payment|By Cash / Cheque No.=Bank {a}", "Cheque No.|UTR No|Instrument No.=b", "Amount|Rs.|The sum of=m", "On account of|Being|Towards|Narration=rent for {o}", "Bank|Drawn on=c", "TDS deducted=m", "Bill ref=n"),
        ("Particulars|Account Head|Bill No|Ledger=words", "Amount|Amount (Rs.)|Debit=m"), ("{c} Dr", "Travelling expenses", "Conveyance", "Agst Ref {n}", "Repairs", "Staff welfare", "Bill {n} dated {d}", "Less TDS"), rows=(1, 5), totals=("Total|Net Paid|Net amount=m",),
        prose=("Please find below the details of payment made to you by {c}.", "We have remitted the amount to your bank account {a} on {d}."), sentences=(0, 1), foot=("Rupees {w}|Amount (in words): {w}", "Prepared by      Checked by      Approved by      Receiver's Signature|Passed for payment|Receiver's signature: |Revenue stamp", "Authorised Signatory"), title_always=True,
    ),
    Recipe(
        DocumentKind.RECEIPT_VOUCHER,
        ("RECEIPT VOUCHER|Receipt Voucher|Money Receipt|OFFICIAL RECEIPT|Payment Receipt|Cash Receipt Voucher|Bank Receipt Voucher|Advance Receipt Voucher|Fee Receipt|Receipt|Prapti Rasid", "Zahlungsquittung|Reçu de paiement|Donation Receipt"),
        ("(Rule 50: receipt voucher for advance)|Original",), ("Receipt No.|Voucher No.|RV No|No.=n", "Date|Dated=d", "Received with thanks from|Received from|Account|Credit=c", "a sum of Rupees|the sum of=w", "by Cash / Cheque / DD No.|Cheque No|By|Mode|vide UTR=b", "drawn on|Bank=c", "towards|on account of|being|Against=bill {n}", "Amount|Rs.|Amount received=m", "Advance rate of tax=r", "Place of supply=s"),
        ("Particulars|Against Bill|Ledger=words", "Amount|Credit=m"), ("{c}", "On Account", "Agst Ref {n}", "Advance against order {n}", "Fees for {o}", "Membership"), rows=(1, 3), totals=("Total|Amount Received=m",),
        prose=("Received with thanks from {c} the sum of {w} by cheque no {b} dated {d} towards bill {n}.", "Received Rs. {m} from {h} on account of fees."), sentences=(0, 1), foot=("Rupees {w}|Amount in words: {w}", "Subject to realisation of cheque|Cheques are subject to realization", "Cashier|For {c}|Authorised Signatory|Receiver"), title_always=True,
    ),
    Recipe(
        DocumentKind.PURCHASE_ORDER,
        ("PURCHASE ORDER|Purchase Order|Work Order|WORK ORDER|Service Order|Supply Order|P.O.|Job Order|Kray Adesh", "Bestellung|Bon de commande|Inkooporder|Purchase Order (Amendment)"),
        ("Order confirmation requested|Original",), ("PO No.|P.O. Number|Order No.|Purchase Order No|W.O. No=n", "PO Date|Order Date|Date=d", "Vendor Code|Supplier Code=j", "Vendor|Supplier|To=c", "Delivery Date|Deliver by|Delivery Schedule|Required by=d", "Indent No|Requisition No.|PR No=n", "Quotation Ref|Your Quotation No.=n", "Payment Terms|Terms of Payment=45 days", "Ship To|Deliver to|Delivery Address=z", "Freight|Freight Terms=To pay", "Buyer|Purchaser|Contact Person=h",
         "Warranty=12 months"),
        ("Item Description|Material|Description|Bezeichnung=words", "Item Code|Part No.=n", "UOM|Unit=Nos", "Order Qty|Qty|Quantity=q", "Rate|Unit Rate|Basic Rate=m", "Delivery Date|Due On=d", "Amount|Value|Net Value=m"), _GOODS, totals=("Basic Value|Sub Total=m", "GST 18%|IGST|Add: GST extra=m", "Packing & Forwarding=m", "Total Order Value|Grand Total|Order Value=m"),
        prose=("Please supply the following materials as per terms and conditions stated below.", "With reference to your quotation we are pleased to place our order for the following.", "Kindly acknowledge receipt of this order and confirm the delivery date.", "Penalty of 0.5% per week shall be levied for late delivery.", "Material must be accompanied by test certificate and invoice in triplicate.", "Please quote our PO number on all invoices and challans."), sentences=(0, 4),
        foot=("Terms & Conditions: 1. Goods are subject to inspection.|Rejected goods to be taken back at your cost", "Purchase Manager|for {c} Purchase Department|Authorised Signatory"), parties=2, party_heads=("Vendor|Supplier|To,|Ship to",),
    ),
    Recipe(
        DocumentKind.CONTRACT,
        ("SERVICE AGREEMENT|Agreement|LEASE DEED|Leave and License Agreement|Rent Agreement|Consultancy Agreement|CONTRACT|Memorandum of Understanding|Supply Agreement|Annual Maintenance Contract|Loan Agreement|Non-Disclosure Agreement|Employment Agreement|Anubandh", "Vertrag|Mietvertrag|Contrat de prestation|Overeenkomst"),
        ("This agreement is made at {z} on {d}|dated {d}|between {c} and {c}",), ("Effective Date|Commencement Date|Date of Agreement=d", "Monthly Rent|Contract Value|Fees=m", "Term|Tenure=36 months", "Security Deposit=m", "Stamp Duty=m"),
        prose=("This Agreement is made and entered into at {z} on {d} by and between {c}, a company incorporated under the Companies Act, hereinafter referred to as the First Party, and {c}, hereinafter called the Second Party.", "WHEREAS the Company is desirous of engaging the services of the Contractor and the Contractor has agreed to provide the same.", "NOW THEREFORE, in consideration of the mutual covenants herein contained, the parties hereto agree as follows.",
               "1. TERM. This agreement shall remain in force for a period of eleven months from the effective date unless terminated earlier.", "2. CONSIDERATION. The Licensee shall pay to the Licensor a monthly fee of Rs. {m} on or before the 7th day of each month.", "Either party may terminate this agreement by giving thirty days notice in writing to the other party.", "CONFIDENTIALITY. Neither party shall disclose any confidential information to any third party without prior written consent.",
               "This agreement shall be governed by the laws of India and the courts at {z} shall have exclusive jurisdiction.", "Any dispute arising out of this agreement shall be referred to arbitration under the Arbitration and Conciliation Act, 1996.", "INDEMNITY. The Service Provider shall indemnify and hold harmless the Client against all claims and losses.", "IN WITNESS WHEREOF the parties have set their hands on the day and year first above written.", "Force majeure: neither party is liable for failure caused by acts of God.",
               "Der Mieter verpflichtet sich, die Miete monatlich im Voraus zu zahlen.", "The Lessor hereby demises unto the Lessee the premises situated at {z}."),
        sentences=(4, 12), foot=("WITNESSES: 1. {h} 2. {h}|Signed and delivered by the within named", "First Party      Second Party|Licensor      Licensee|For {c} Director"), parties=0,
    ),
)  # fmt: skip
