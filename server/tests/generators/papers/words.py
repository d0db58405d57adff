"""Words that Indian bills print before their values, cut into two pools: a vendor draws from one pool alone.

The rules may be widened by looking at what they miss of the pool "seen"; the pool "unseen" only measures. A word that both pools hold is one that no bill does without.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Labels to choose from, by what they stand before."""

    title: tuple[str, ...]
    number: tuple[str, ...]
    date: tuple[str, ...]
    due: tuple[str, ...]
    po: tuple[str, ...]
    buyer: tuple[str, ...]
    gstin: tuple[str, ...]
    supply: tuple[str, ...]
    reverse: tuple[str, ...]
    taxable: tuple[str, ...]
    cgst: tuple[str, ...]
    sgst: tuple[str, ...]
    igst: tuple[str, ...]
    discount: tuple[str, ...]
    freight: tuple[str, ...]
    round_off: tuple[str, ...]
    total: tuple[str, ...]
    in_words: tuple[str, ...]
    account: tuple[str, ...]
    ifsc: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]


SEEN = Words(
    title=("TAX INVOICE", "Tax Invoice", "GST TAX INVOICE", "INVOICE", "Tax Invoice cum Delivery Note", "GST Bill"),
    number=(
        "Invoice No.",
        "Inv. No.",
        "Bill No.",
        "Tax Invoice No.",
        "Invoice Sr. No.",
        "Bill / Invoice No.",
        "Memo No",
        "Bill Sankhya / Bill No.",
        "Invoice #",
        "Our Invoice No",
    ),
    date=("Invoice Date", "Date", "Dated", "Bill Dt.", "Dt. of Invoice", "Date of Issue", "Dinank / Date", "Inv. Date", "Invoice Dt", "Bill Date"),
    due=("Due Date", "Payment Due By", "Pay Before", "Due On", "Last Date of Payment"),
    po=("P.O. No.", "Your P.O. No.", "Buyer's Order No.", "Order Ref.", "PO Number", "Cust. PO No."),
    buyer=("Bill To", "Billed To", "Buyer", "Details of Receiver", "Customer Name", "M/s", "Sold To", "Grahak / Customer", "Party Name"),
    gstin=("GSTIN", "GST No.", "GSTIN No.", "GSTIN/UIN"),
    supply=("Place of Supply", "Place Of Supply (State)", "POS", "Supply Place"),
    reverse=("Reverse Charge", "Whether tax payable under reverse charge", "Tax payable on Reverse Charge (Y/N)"),
    taxable=(
        "Taxable Value",
        "Sub Total",
        "Basic Amount",
        "Total Before Tax",
        "Taxable Amount",
        "Net Taxable Value",
        "Mool Rashi / Basic Amt",
        "Assessable Value",
    ),
    cgst=("CGST", "Add: CGST", "Central GST", "Output CGST", "C.G.S.T."),
    sgst=("SGST", "Add: SGST", "State GST", "Output SGST", "S.G.S.T."),
    igst=("IGST", "Add: IGST", "Integrated GST", "Output IGST", "I.G.S.T."),
    discount=("Less: Discount", "Trade Discount", "Discount", "Less Special Discount"),
    freight=("Freight", "Packing & Forwarding", "Transport Charges", "Add: Freight & Insurance"),
    round_off=("Round Off", "Rounding", "R/Off", "Rounded Off (+/-)"),
    total=(
        "Grand Total",
        "Total Amount",
        "Invoice Value",
        "Net Payable",
        "Bill Amount",
        "Total Invoice Amount",
        "Kul Rashi / Total",
        "Amount Payable",
        "Total (Incl. of Taxes)",
    ),
    in_words=("Amount in Words", "Rupees", "In Words", "Amount Chargeable (in words)"),
    account=("A/c No.", "Account Number", "Bank A/c No", "Current A/c No."),
    ifsc=("IFSC", "IFSC Code", "RTGS/NEFT IFSC", "IFS Code"),
    columns={
        "serial": ("Sl No", "S.No.", "#", "Sr."),
        "description": ("Description of Goods", "Particulars", "Item Description", "Product", "Description"),
        "hsn": ("HSN/SAC", "HSN Code", "HSN", "SAC"),
        "quantity": ("Qty", "Quantity", "Qty.", "Nos"),
        "unit": ("Unit", "UOM", "Per"),
        "price": ("Rate", "Unit Price", "Price", "Rate (Rs.)"),
        "discount": ("Disc", "Discount", "Disc."),
        "amount": ("Amount", "Taxable Value", "Amount (Rs.)", "Value", "Total"),
    },
)

UNSEEN = Words(
    title=("TAX INVOICE", "Tax Invoice (Original)", "GST INVOICE", "Sales Invoice", "TAX INVOICE / BILL", "Retail Tax Invoice"),
    number=(
        "Invoice Number",
        "Inv No",
        "Document No",
        "Bill Number",
        "Invoice Serial Number",
        "GST Invoice No",
        "Voucher No.",
        "Challan-cum-Invoice No.",
        "Inv #",
        "Sankhya / No.",
        "Invoice Ref.",
    ),
    date=("Date of Invoice", "Dated", "Inv Dt.", "Invoice Dated", "Bill Date", "Issue Date", "Tareekh / Date", "Document Date", "Dt", "Date & Time"),
    due=("Due Dt.", "Payable By", "Payment Due Date", "Due Date of Payment", "Pay By"),
    po=("PO No", "Purchase Order", "Customer Order No.", "PO Ref", "Your Order Reference", "Ref. PO No."),
    buyer=("Bill to Party", "Invoice To", "Customer", "Recipient", "Buyer Details", "To", "Consignee & Buyer", "Client", "Kreta / Buyer"),
    gstin=("GSTIN", "GST Number", "GST Regn. No.", "GST IN"),
    supply=("Place of Supply", "State of Supply", "Place of supply of goods", "Supply State"),
    reverse=("Reverse Charge Applicable", "Is tax payable on reverse charge basis", "RCM"),
    taxable=("Taxable Amt", "Subtotal", "Gross Value", "Amount Before Tax", "Total Taxable Value", "Net Amount", "Value of Supply", "Total Assessable Value"),
    cgst=("CGST", "CGST Amt", "Central Tax", "CGST Payable", "Add CGST"),
    sgst=("SGST", "SGST Amt", "State Tax", "SGST Payable", "Add SGST/UTGST"),
    igst=("IGST", "IGST Amt", "Integrated Tax", "IGST Payable", "Add IGST"),
    discount=("Cash Discount", "Less: Trade Disc.", "Total Discount", "Chhoot / Discount"),
    freight=("Freight Charges", "Delivery Charges", "Loading & Packing", "Courier Charges"),
    round_off=("Round-off", "Rounding Off", "Rounding Adj.", "Round Off (+/-)"),
    total=(
        "Invoice Total",
        "Total Payable",
        "Net Amount Payable",
        "Total Invoice Value",
        "Final Amount",
        "Gross Total",
        "Yog / Grand Total",
        "Total Rs.",
        "Amount After Tax",
    ),
    in_words=("Total in words", "Rs. in words", "Invoice Value (in words)", "Amount (in Words)"),
    account=("Account No", "A/C Number", "Bank Account No.", "Acct No"),
    ifsc=("IFSC No", "RTGS IFSC Code", "Branch IFSC", "IFSC"),
    columns={
        "serial": ("No.", "Sno", "Sr No", "Item"),
        "description": ("Goods / Services", "Name of Product", "Item Name", "Details", "Material Description"),
        "hsn": ("HSN / SAC Code", "HSN No.", "HSN/SAC", "SAC Code"),
        "quantity": ("Quantity", "Qty", "Billed Qty", "Units"),
        "unit": ("UoM", "Units", "Unit"),
        "price": ("Unit Rate", "Price/Unit", "Rate/Unit", "Basic Rate"),
        "discount": ("Disc.", "Less", "Disc Amt"),
        "amount": ("Line Total", "Net Value", "Amount in Rs", "Taxable Amount", "Total Value"),
    },
)
POOLS = {"seen": SEEN, "unseen": UNSEEN}

FIRMS = (
    "Aravali", "Bhadra", "Chenab", "Damodar", "Godavari", "Hooghly", "Indravati", "Jhelum", "Kosi", "Luni", "Manas", "Netravati", "Panchganga", "Ravi", "Saraswati", "Tapi",
    "Ulhas", "Vaitarna", "Yamuna", "Zuari",
)  # fmt: skip
TRADES = (
    "Fasteners Pvt Ltd", "Stationers", "Logistics LLP", "Chemicals Private Limited", "Tools & Dies", "Printers", "Facility Services Pvt. Ltd.", "Infotech Limited", "Paper Products",
    "Hardware Stores", "Advertising", "Caterers", "Packaging Industries", "Security Agency", "Electricals",
)  # fmt: skip
BUYERS = ("Nilgiri Instruments Private Limited", "Satpura Machine Works Ltd", "Malwa Foods Pvt. Ltd.")
GOODS = (
    ("Hex bolt M12 x 60 zinc plated", "73181500", "NOS"), ("A4 copier paper 75 gsm", "48025690", "REAM"), ("Security guard, day shift", "998525", "MON"), ("Isopropyl alcohol 99%", "29051220", "LTR"),
    ("Carbide drill 8 mm", "82075000", "PCS"), ("Web hosting plan", "998315", "MON"), ("Corrugated box 5 ply", "48191010", "NOS"), ("Toner cartridge black", "84439959", "PCS"), ("Deep groove ball bearing 6204", "84821011", "NOS"),
    ("Housekeeping services", "998533", "MON"), ("Armoured cable 4 core 16 sqmm", "85446020", "MTR"), ("Business lunch, buffet", "996331", "PLT"), ("LED panel light 36 W", "94051100", "PCS"), ("Hydraulic oil grade 68, drum of two hundred and ten litres", "27101990", "DRM"),
)  # fmt: skip
STATES = {"06": "Haryana", "08": "Rajasthan", "24": "Gujarat", "27": "Maharashtra", "29": "Karnataka", "33": "Tamil Nadu", "07": "Delhi"}
STREETS = ("Plot 14, MIDC Area", "22/3 Ring Road", "Shop 5, Gandhi Bazar", "Unit 402, Trade Centre", "7 Station Road")
CITIES = {
    "06": "Gurugram 122001",
    "08": "Jaipur 302001",
    "24": "Rajkot 360001",
    "27": "Nashik 422001",
    "29": "Hubballi 580020",
    "33": "Coimbatore 641001",
    "07": "New Delhi 110020",
}
