"""Recipes of books, lists and statements: registers, balances, banks, loans, stock, pay, assets."""

from qrt.core.documents.types import DocumentKind
from qrt.sim.kinds.printing import Recipe

_PARTIES = ("{c}", "{c}", "{h}")
_SPAN = ("1-Apr-24 to 30-Jun-24|For the period {d} to {d}|From {d} To {d}|Period: {o}|F.Y. {y}", "Page 1 of 3|Page No. 1|Printed on {d}|GSTIN: {g}")
_VOUCHERS = (
    "Date|Voucher Date|Vch Date=d",
    "Particulars|Party Name|Ledger|Account=words",
    "Vch Type|Voucher Type|Type=v",
    "Vch No.|Voucher No|Doc No|Invoice No=n",
    "Debit|Dr|Debit Amount=m",
    "Credit|Cr|Credit Amount=m",
)
_TRADE = (
    "Date|Bill Date|Invoice Date=d",
    "Particulars|Party|Name=words",
    "Invoice No.|Bill No|Vch No.=n",
    "GSTIN/UIN|GSTIN=g",
    "Taxable Value|Value|Basic=m",
    "CGST=m",
    "SGST=m",
    "IGST=m",
    "Gross Total|Total|Invoice Value=m",
)
_TOTAL = ("Grand Total|Total|Carried Over=m",)
_BANK_WORDS = (
    "NEFT CR {c}",
    "UPI/{l}/{h}",
    "RTGS DR {c}",
    "IMPS-{l}",
    "CHQ PAID {b}",
    "ATM WDL {z}",
    "ACH D- LIC",
    "SMS CHARGES",
    "INT.PD",
    "BY CASH {z}",
    "TRF TO {c}",
    "POS {l}",
    "GST ON CHARGES",
    "SALARY {o}",
)


def _register(kind: DocumentKind, titles: str, columns: tuple[str, ...], words: tuple[str, ...] = _PARTIES) -> Recipe:
    return Recipe(kind, (titles,), _SPAN, columns=columns, words=words, rows=(5, 28), totals=_TOTAL, title_always=True)


RECIPES = (
    _register(DocumentKind.PURCHASE_REGISTER, "Purchase Register|PURCHASE REGISTER|Purchase Book|Register of Purchases|Purchases Day Book|Inward Supply Register|Kharid Bahi|Wareneingangsbuch|Purchase Voucher Register", (*_TRADE[:3], "Supplier Invoice No.|Supplier Inv Date=n", *_TRADE[3:], "Input CGST|ITC=m", "Purchase Account|Supplier Name=words")),
    _register(DocumentKind.SALES_REGISTER, "Sales Register|SALES REGISTER|Sales Book|Register of Sales|Sales Day Book|Outward Supply Register|Bikri Bahi|Umsatzliste|Sales Voucher Register", (*_TRADE, "Output IGST|Sales Account=m", "Customer Name|Buyer=words")),
    _register(DocumentKind.JOURNAL_REGISTER, "Journal Register|JOURNAL REGISTER|Journal Book|General Journal|List of Journal Vouchers|Journal Vouchers|Grundbuch|Journal Proper", _VOUCHERS, ("Depreciation", "To Provision for expenses", "Being salary for {o}", "Rent payable", "TDS payable", "By Prepaid insurance", "{c}")),
    _register(DocumentKind.BANK_BOOK, "HDFC Bank Book|Bank Book|BANK BOOK|SBI CC A/c Book|Bank Account Book|ICICI Bank Ledger|Axis Bank Book|Bank Bahi", (*_VOUCHERS, "Balance|Cheque No=m"), ("To {c}", "By {c}", "Opening Balance", "Bank charges", "By Salary", "To Cash")),
    _register(DocumentKind.CASH_BOOK, "Cash Book|CASH BOOK|Petty Cash Book|Cash Account|Cash-in-hand Book|Rokad Bahi|Kassenbuch|Livre de caisse", (*_VOUCHERS, "Balance=m"), ("To Opening balance", "By Conveyance", "By Tea expenses", "To Bank", "By Petty expenses", "By {h}", "By Postage")),
    _register(DocumentKind.DAY_BOOK, "Day Book|DAY BOOK|Daybook|Voucher Register|List of All Vouchers|Daily Transactions|Rojmel", _VOUCHERS),
    Recipe(
        DocumentKind.BANK_STATEMENT,
        ("Statement of Account|STATEMENT OF ACCOUNT|Account Statement|Bank Statement|Current Account Statement|Transaction History|Detailed Statement|Savings Account Statement|Kontoauszug|Relevé de compte|Khata Vivaran",),
        ("Statement from {d} to {d}|For the period {d} - {d}", "IFSC: {i} MICR: {b}"), ("Account No|A/C Number|Account Number|Kontonummer=a", "IFSC|IFS Code|RTGS/NEFT IFSC=i", "MICR Code=b", "Customer ID|CIF No|Cust ID=b", "Branch|Branch Name=z", "Account Type|Product=Current", "Currency=INR", "Opening Balance|Balance B/F=m", "Nomination=Registered", "Joint Holder=h", "OD Limit|Drawing Power=m", "Account Holder|Name=c", "Statement Period=d"),
        ("Date|Txn Date|Transaction Date|Buchungstag=d", "Value Date|Value Dt|Wert=d", "Narration|Description|Particulars|Transaction Remarks|Details|Verwendungszweck|Libellé=words", "Chq./Ref.No.|Cheque No|Ref No=b", "Withdrawal Amt.|Debit|Withdrawals|Dr|Soll|Débit=m", "Deposit Amt.|Credit|Deposits|Cr|Haben|Crédit=m", "Closing Balance|Balance|Running Balance|Saldo=m"), _BANK_WORDS, rows=(5, 30),
        totals=("Opening Balance=m", "Total Debits|Dr Count=m", "Total Credits|Cr Count=m", "Closing Balance|Closing Bal=m"), foot=("This is a computer generated statement and requires no signature.|Registered office of the bank", "Contents of this statement will be considered correct if no error is reported within 30 days.|Legends used: NEFT, RTGS, UPI, ATM", "*Closing balance includes funds earmarked for hold and uncleared funds|Deposits are insured by DICGC up to 5 lakhs"),
    ),
    Recipe(
        DocumentKind.TRIAL_BALANCE,
        ("Trial Balance|TRIAL BALANCE|Trial Balance as on {d}|Group Trial Balance|Summen- und Saldenliste|Balance générale|Talpat|Ledger-wise Trial Balance|Closing Trial Balance",), (*_SPAN, "As on {d}|as at {d}"), (),
        ("Particulars|Account|Ledger Name|Account Head|GL Account=words", "Opening Balance|Opening=m", "Debit|Dr|Transactions Debit=m", "Credit|Cr|Transactions Credit=m", "Closing Balance|Closing=m"),
        ("Capital Account", "Reserves & Surplus", "Loans (Liability)", "Sundry Creditors", "Sundry Debtors", "Fixed Assets", "Current Assets", "Cash-in-hand", "Bank Accounts", "Sales Accounts", "Purchase Accounts", "Indirect Expenses", "Direct Expenses", "Salary", "Rent", "Depreciation", "Duties & Taxes", "Provisions", "{c}", "Stock-in-hand", "Interest income", "Suspense"), rows=(10, 30),
        totals=("Grand Total|Total=m", "Difference in opening balances=m"), title_always=True,
    ),
    Recipe(
        DocumentKind.ASSET_REGISTER,
        ("Fixed Asset Register|FIXED ASSETS REGISTER|Asset Register|Schedule of Fixed Assets|Depreciation Schedule|Depreciation Chart as per Income Tax Act|Property, Plant and Equipment Schedule|Anlagenspiegel|Block of assets|Register of assets",), (*_SPAN, "As at {d}|Depreciation as per Companies Act"), (),
        ("Asset Description|Name of Asset|Asset|Particulars|Block of Assets=words", "Asset Code|Tag No=n", "Date of Purchase|Put to use|Capitalised on=d", "Useful Life|Rate of Dep|Rate %=r", "Gross Block|Original Cost|Cost|Opening WDV=m", "Additions=m", "Deletions|Disposals=m", "Depreciation for the year|Dep for the period=m", "Accumulated Depreciation|Acc. Dep.=m", "Net Block|Closing WDV|NBV=m", "Location=z"),
        ("Plant & Machinery", "Computers", "Furniture", "Lathe machine", "Office equipment", "Building", "Motor car", "Laptop {h}", "Land", "Air conditioner", "Server", "Electrical fittings", "Generator set"), rows=(4, 20), totals=("Total|Grand Total=m", "Capital work-in-progress=m"),
    ),
    Recipe(
        DocumentKind.PAYROLL_REGISTER,
        ("Salary Register|SALARY REGISTER|Payroll Register|Pay Sheet|Wages Register|Salary Sheet for the month of {o}|Muster Roll cum Wages|Payroll Summary|Register of Wages Form B|Lohnjournal|Vetan Register|Salary Statement",), ("For the month of {o}|Month: {o}|Wage period {d} to {d}", "PF Code {n} ESI Code {l}"), (),
        ("Employee Name|Name|Emp Name|Name of Employee=words", "Emp Code|Employee ID|Emp No=j", "UAN|PF No=l", "Days|Days Worked|Paid Days=j", "Basic|Basic + DA=m", "HRA=m", "Conveyance|Special Allowance=m", "Gross|Gross Salary|Gross Wages=m", "PF|EPF=m", "ESI|ESIC=m", "PT|Prof Tax=m", "TDS|Advance=m", "Total Deductions=m", "Net Pay|Net Salary|Take Home=m"), ("{h}",), rows=(4, 25), totals=("Total|Grand Total|Employer PF contribution=m",), foot=("Prepared by HR|Signature of employee|Authorised signatory",),
    ),
    Recipe(
        DocumentKind.LOAN_STATEMENT,
        ("Loan Account Statement|LOAN STATEMENT|Statement of Loan Account|Term Loan Statement|Repayment Schedule|Amortisation Schedule|Loan Repayment Schedule|Interest Certificate|Home Loan Statement|Vehicle Loan Statement of Account|Darlehenskontoauszug|Rin Vivaran",), ("As on {d}|For the period {d} to {d}",),
        ("Loan Account No.|Loan A/c No|Agreement No.|LAN=a", "Borrower|Customer Name|Name of Borrower=c", "Sanctioned Amount|Loan Amount|Amount Financed|Disbursed Amount=m", "Rate of Interest|ROI|Interest Rate=r", "EMI|Instalment Amount|EMI Amount=m", "Tenure|No. of Instalments|Term=60 months", "Disbursement Date|Date of Disbursal=d", "First EMI Date|Maturity Date|Loan End Date=d", "Principal Outstanding|Outstanding Balance|POS=m", "Overdue Amount|Arrears=m", "Product|Loan Type=Term Loan", "Co-borrower|Guarantor=h", "Asset|Security=Machinery", "Moratorium=6 months"),
        ("Due Date|Date|Instalment Date=d", "Instl. No.|EMI No|Sr.=j", "Particulars|Description=words", "EMI|Instalment=m", "Principal|Principal Component=m", "Interest|Interest Component=m", "Closing Principal|Outstanding|Balance Principal=m"), ("EMI due", "Interest debited", "Repayment received", "Disbursement", "Penal interest", "Bounce charges", "Instalment {j}", "Prepayment"), rows=(5, 28),
        totals=("Total Principal Repaid=m", "Total Interest Paid|Interest for the year=m", "Principal Outstanding|Closing Balance=m"), foot=("This statement is for information and does not constitute a no-dues certificate.|Subject to audit", "Foreclosure charges as applicable|Late payment charges 2% per month"),
    ),
    Recipe(
        DocumentKind.INVENTORY_STATEMENT,
        ("Stock Summary|STOCK STATEMENT|Stock Statement|Inventory Statement|Closing Stock Valuation|Inventory Valuation Report|Physical Stock Verification|Stock Register|Statement of Stock hypothecated to Bank|Stock Ageing|Inventory List|Bestandsliste|Inventurliste|Stock Item Summary|Bhandar Vivaran",), (*_SPAN, "As on {d}|as at {d}", "Godown: Main Location|Warehouse {z}"), ("Valuation Method=FIFO", "Godown|Warehouse|Location=z", "Stock as on=d"),
        ("Item|Particulars|Item Name|Stock Item|Material Description=words", "Item Code|SKU|Part No=n", "UOM|Unit=Nos", "Opening Qty|Opening Balance=q", "Inwards|Receipts=q", "Outwards|Issues=q", "Closing Qty|Quantity|Closing Balance|Qty on Hand=q", "Rate|Cost=m", "Value|Amount|Closing Value=m"), ("Raw material", "MS sheet 2mm", "Finished goods A{j}", "Work in progress", "Packing material", "Bearings", "Cotton yarn", "Stores & spares", "Steel rod", "Bolt M{j}", "Consumables", "Scrap"), rows=(5, 26),
        totals=("Total Stock Value|Grand Total|Total Value of Inventory=m", "Less: obsolete stock=m", "Drawing Power=m"), foot=("Certified that stock is physically verified and valued at cost or market price whichever is lower.|Stores In-charge|Verified by",),
    ),
    Recipe(
        DocumentKind.PARTY_STATEMENT,
        ("Statement of Account|Vendor Statement|Customer Statement|Ledger Account|Balance Confirmation|Confirmation of Accounts|Party Ledger|Supplier Statement|Account Statement of {c}|Kundenkonto",), ("in the books of {c}|Ledger account of {c} for {d} to {d}",), ("Customer Code|Party Code=j", "Credit Limit|Credit Days=j", "Balance as on=m"),
        ("Date=d", "Particulars|Document|Description=words", "Vch Type|Doc Type=v", "Bill No|Invoice No|Reference=n", "Debit|Invoice Amount=m", "Credit|Payment=m", "Balance=m"), ("Opening balance", "Invoice {n}", "Payment received", "To Sales", "By Bank", "Credit note {n}", "TDS deducted", "Purchase"), rows=(4, 20), totals=("Closing Balance|Balance due|Amount Due=m", "Total=m"),
        prose=("Please confirm the above balance; if we do not hear from you within 7 days it will be taken as correct.", "Kindly arrange to remit the outstanding amount at the earliest."), sentences=(0, 1), parties=2, party_heads=("To|Account of|Party",), title_always=True,
    ),
    Recipe(
        DocumentKind.OPEN_BILLS,
        ("Bills Receivable|Bills Payable|Outstanding Receivables|Outstanding Payables|Ageing Report|Debtors Ageing|Creditors Outstanding|Bill-wise Outstanding|Offene Posten|Accounts Payable Aging|Accounts Receivable Aging|Sundry Debtors Outstanding",), ("As on {d}|as at {d}",), (),
        ("Date|Bill Date=d", "Ref. No.|Bill No=n", "Party's Name|Party|Customer=words", "Opening Amount|Bill Amount=m", "Pending Amount|Outstanding=m", "Due on=d", "Overdue by days|Age in days=j", "0-30 days=m", "31-60 days=m", "61-90 days=m", "Above 180 days=m"), _PARTIES, rows=(4, 24), totals=("Total Outstanding|Total=m",), title_always=True,
    ),
)  # fmt: skip
