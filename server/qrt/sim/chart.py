"""Ledger accounts as Indian companies name them: three styles, one of which a seed picks."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LedgerName:
    """A ledger account with its Tally group and its line of Schedule III (`division_1`, `division_2`)."""

    name: str
    group: str
    nature: str
    division_1: str
    division_2: str


# key: (names in three styles, Tally group, nature, Division I line, Division II line)
_ROWS: dict[str, tuple[tuple[str, ...], str, str, str, str]] = {
    "capital": (("Equity Share Capital", "Share Capital", "Paid Up Share Capital"), "Capital Account", "liability", "EL.SF.CAP", "EQ.CAP"),
    "surplus": (("Profit & Loss A/c",), "Reserves & Surplus", "liability", "EL.SF.RES", "EQ.OTH"),
    "general_reserve": (("General Reserve",), "Reserves & Surplus", "liability", "EL.SF.RES", "EQ.OTH"),
    "term_loan": (("Term Loan - {bank}", "{bank} Term Loan A/c", "Machinery Term Loan ({bank})"), "Secured Loans", "liability", "EL.NCL.BOR", "NCL.FL_BOR"),
    "salary_payable": (("Salary Payable", "Salaries & Wages Payable", "Salary Payable A/c"), "Current Liabilities", "liability", "EL.CL.OTH", "CL.OTH"),
    "pf_payable": (("PF Payable", "Provident Fund Payable", "EPF Payable"), "Duties & Taxes", "liability", "EL.CL.OTH", "CL.OTH"),
    "pt_payable": (("Professional Tax Payable", "Profession Tax Payable", "PT Payable"), "Duties & Taxes", "liability", "EL.CL.OTH", "CL.OTH"),
    "expenses_payable": (("Expenses Payable", "Outstanding Expenses", "Accrued Expenses"), "Provisions", "liability", "EL.CL.TP_OTH", "CL.FL_TP_OTH"),
    "tax_provision": (("Provision for Income Tax", "Provision for Taxation", "Income Tax Provision"), "Provisions", "liability", "EL.CL.PRV", "CL.TAX"),
    "gst_payable": (("GST Payable", "GST Payable (Net)", "GST Liability Payable"), "Duties & Taxes", "liability", "EL.CL.OTH", "CL.OTH"),
    "machinery": (("Plant & Machinery", "Plant and Machinery", "Machinery"), "Fixed Assets", "asset", "AS.NCA.PPE", "AS.NCA.PPE"),
    "computers": (("Computers", "Computers & Printers", "Computer Equipment"), "Fixed Assets", "asset", "AS.NCA.PPE", "AS.NCA.PPE"),
    "furniture": (("Furniture & Fixtures", "Furniture and Fixtures", "Furniture"), "Fixed Assets", "asset", "AS.NCA.PPE", "AS.NCA.PPE"),
    "accumulated": (
        ("Accumulated Depreciation", "Provision for Depreciation", "Accumulated Depreciation A/c"),
        "Fixed Assets",
        "asset",
        "AS.NCA.PPE",
        "AS.NCA.PPE",
    ),
    "cwip": (("Capital Work-in-Progress", "Capital Work in Progress", "CWIP"), "Fixed Assets", "asset", "AS.NCA.CWIP", "AS.NCA.CWIP"),
    "staff_loan": (("Staff Loans", "Loans to Staff", "Staff Loans & Advances"), "Loans & Advances (Asset)", "asset", "AS.CA.LNA", "AS.CA.FA_LN"),
    "director_loan": (("Loan from Directors", "Directors' Loan A/c", "Unsecured Loan - Directors"), "Unsecured Loans", "liability", "EL.NCL.BOR", "NCL.FL_BOR"),
    "interest_accrued": (
        ("Interest Accrued on Loan", "Interest Accrued but not Due", "Accrued Interest on Loan"),
        "Current Liabilities",
        "liability",
        "EL.CL.OTH",
        "CL.OTH",
    ),
    "esi_payable": (("ESI Payable", "ESIC Payable", "Employees State Insurance Payable"), "Duties & Taxes", "liability", "EL.CL.OTH", "CL.OTH"),
    "esi": (("Employer ESI Contribution", "Contribution to ESI", "ESI Employer Contribution"), "Indirect Expenses", "expense", "PL.EMP", "PL.EMP"),
    "director_interest": (
        ("Interest on Directors' Loan", "Interest on Unsecured Loan", "Interest - Directors Loan"),
        "Indirect Expenses",
        "expense",
        "PL.FIN",
        "PL.FIN",
    ),
    "audit_fee": (("Audit Fees", "Auditors' Remuneration", "Statutory Audit Fee"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "bad_debt": (("Provision for Doubtful Debts", "Bad & Doubtful Debts", "Bad Debts Provided"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "asset_sale": (
        ("Profit/Loss on Sale of Fixed Assets", "Loss on Sale of Assets", "Profit or Loss on Sale of Assets"),
        "Indirect Expenses",
        "expense",
        "PL.OTH",
        "PL.OTH",
    ),
    "forex": (("Exchange Gain/Loss", "Foreign Exchange Fluctuation", "Forex Gain & Loss"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "sales_export": (("Export Sales", "Sales - Export", "Exports (LUT)"), "Sales Accounts", "income", "PL.REV", "PL.REV"),
    "purchase_import": (("Import Purchase", "Purchases - Import", "Purchase (Imports)"), "Purchase Accounts", "expense", "PL.PST", "PL.PST"),
    "investment": (("Investment in {party}", "Shares of {party}", "Investment - {party}"), "Investments", "asset", "AS.NCA.INV", "AS.NCA.FA_INV"),
    "group_loan_given": (
        ("Loan to {party}", "Inter Corporate Deposit - {party}", "Loans & Advances - {party}"),
        "Loans & Advances (Asset)",
        "asset",
        "AS.CA.LNA",
        "AS.CA.FA_LN",
    ),
    "group_loan_taken": (
        ("Loan from {party}", "Inter Corporate Loan - {party}", "Unsecured Loan - {party}"),
        "Unsecured Loans",
        "liability",
        "EL.NCL.BOR",
        "NCL.FL_BOR",
    ),
    "deposit": (("Security Deposit - Rent", "Rent Deposit", "Security Deposits"), "Deposits (Asset)", "asset", "AS.NCA.OTH", "AS.NCA.FA_OTH"),
    "stock": (("Stock-in-Trade", "Inventory", "Closing Stock of Goods"), "Stock-in-Hand", "asset", "AS.CA.STK", "AS.CA.STK"),
    "prepaid": (("Prepaid Insurance", "Prepaid Expenses", "Prepaid Expenses A/c"), "Current Assets", "asset", "AS.CA.OTH", "AS.CA.OTH"),
    "tds_receivable": (("TDS Receivable", "TDS Receivable A/c", "TDS Receivable {fy}"), "Current Assets", "asset", "AS.CA.LNA", "AS.CA.TAX"),
    "advance_tax": (("Advance Income Tax", "Advance Tax", "Advance Tax {fy}"), "Current Assets", "asset", "AS.CA.LNA", "AS.CA.TAX"),
    "cash": (("Cash", "Cash in Hand", "Petty Cash"), "Cash-in-Hand", "asset", "AS.CA.CASH", "AS.CA.FA_CASH"),
    "bank": (("{bank} Bank - {tail}", "{bank} Bank Current A/c {tail}", "{bank} Bank A/c No. {tail}"), "Bank Accounts", "asset", "AS.CA.CASH", "AS.CA.FA_CASH"),
    "gateway": (("Razorpay", "Razorpay A/c", "Razorpay Settlement A/c"), "Bank Accounts", "asset", "AS.CA.CASH", "AS.CA.FA_CASH"),
    "gateway_fee": (
        ("Payment Gateway Charges", "Payment Gateway Fees", "Online Payment Gateway Charges"),
        "Indirect Expenses",
        "expense",
        "PL.OTH",
        "PL.OTH",
    ),
    "sales_goods": (("Sales GST @{rate}%", "Sales of Goods {rate}%", "Domestic Sales - {rate}%"), "Sales Accounts", "income", "PL.REV", "PL.REV"),
    "sales_services": (
        ("Service Income @{rate}%", "Sale of Services {rate}%", "Service Charges Received {rate}%"),
        "Sales Accounts",
        "income",
        "PL.REV",
        "PL.REV",
    ),
    "sales_group": (("Sales to Group Companies", "Inter Company Sales", "Sales - Group Companies"), "Sales Accounts", "income", "PL.REV", "PL.REV"),
    "sales_return": (("Sales Return", "Sales Returns", "Sales Return A/c"), "Sales Accounts", "income", "PL.REV", "PL.REV"),
    "interest_income": (("Interest Income", "Interest Received", "Bank Interest Received"), "Indirect Incomes", "income", "PL.OI", "PL.OI"),
    "purchase_goods": (("Purchase GST @{rate}%", "Purchase of Goods {rate}%", "Purchases - {rate}%"), "Purchase Accounts", "expense", "PL.PST", "PL.PST"),
    "purchase_group": (
        ("Purchases from Group Companies", "Inter Company Purchases", "Purchase - Group Companies"),
        "Purchase Accounts",
        "expense",
        "PL.PST",
        "PL.PST",
    ),
    "purchase_return": (("Purchase Return", "Purchase Returns", "Purchase Return A/c"), "Purchase Accounts", "expense", "PL.PST", "PL.PST"),
    "stock_change": (
        ("Changes in Inventories", "Increase/Decrease in Stock", "Changes in Inventory of Goods"),
        "Direct Expenses",
        "expense",
        "PL.CHG",
        "PL.CHG",
    ),
    "job_work": (("Job Work Charges", "Job Work Expenses", "Labour & Job Work Charges"), "Direct Expenses", "expense", "PL.OTH", "PL.OTH"),
    "freight": (("Freight Outward", "Freight & Cartage Outward", "Transport Charges Outward"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "salary": (("Salaries & Wages", "Salary", "Staff Salaries"), "Indirect Expenses", "expense", "PL.EMP", "PL.EMP"),
    "pf": (("Employer PF Contribution", "Contribution to Provident Fund", "PF Employer Contribution"), "Indirect Expenses", "expense", "PL.EMP", "PL.EMP"),
    "welfare": (("Staff Welfare", "Staff Welfare Expenses", "Staff Welfare Exp"), "Indirect Expenses", "expense", "PL.EMP", "PL.EMP"),
    "interest": (("Interest on Term Loan", "Interest on Bank Loan", "Interest Paid on Term Loan"), "Indirect Expenses", "expense", "PL.FIN", "PL.FIN"),
    "bank_charges": (("Bank Charges", "Bank Charges & Commission", "Bank Charges A/c"), "Indirect Expenses", "expense", "PL.FIN", "PL.FIN"),
    "depreciation": (("Depreciation", "Depreciation A/c", "Depreciation Expense"), "Indirect Expenses", "expense", "PL.DEP", "PL.DEP"),
    "rent": (("Rent", "Office Rent", "Factory Rent"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "power": (("Electricity Charges", "Power & Fuel", "Electricity Expenses"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "repairs": (
        ("Repairs & Maintenance - Machinery", "Machinery Repairs & Maintenance", "Repairs to Machinery"),
        "Indirect Expenses",
        "expense",
        "PL.OTH",
        "PL.OTH",
    ),
    "legal": (("Legal & Professional Fees", "Professional Charges", "Legal and Professional Charges"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "commission": (("Commission on Sales", "Brokerage & Commission", "Sales Commission"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "advertisement": (("Advertisement Expenses", "Advertisement & Publicity", "Advertising Expenses"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "security": (("Security Charges", "Security & Housekeeping", "Security Service Charges"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "car_hire": (("Motor Car Hire Charges", "Car Hire Charges", "Vehicle Hire Charges"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "travel": (("Travelling & Conveyance", "Conveyance Expenses", "Travelling Expenses"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "telephone": (("Telephone & Internet", "Telephone Expenses", "Internet & Telephone Charges"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "stationery": (("Printing & Stationery", "Printing and Stationery", "Stationery & Printing"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "courier": (("Postage & Courier", "Courier Charges", "Postage and Courier Charges"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "office": (("Office Expenses", "Office Maintenance", "General Office Expenses"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "insurance": (("Insurance", "Insurance Charges", "Insurance Expenses"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "misc": (("Miscellaneous Expenses", "Sundry Expenses", "Misc. Expenses"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "ineligible_gst": (
        ("Ineligible GST Credit", "GST Expense (Blocked Credit)", "Ineligible ITC Expensed"),
        "Indirect Expenses",
        "expense",
        "PL.OTH",
        "PL.OTH",
    ),
    "round_off": (("Round Off", "Rounding Off", "Round Off A/c"), "Indirect Expenses", "expense", "PL.OTH", "PL.OTH"),
    "current_tax": (("Income Tax Expense", "Current Tax", "Income Tax for the Period"), "Indirect Expenses", "expense", "PL.CT", "PL.CT"),
    "debtor": (("{party}",), "Sundry Debtors", "asset", "AS.CA.TR", "AS.CA.FA_TR"),
    "creditor": (("{party}",), "Sundry Creditors", "liability", "EL.CL.TP_OTH", "CL.FL_TP_OTH"),
    "tds_contractor": (("TDS on Contractors (194C)", "TDS Payable - Contractors", "TDS Payable 194C"), "Duties & Taxes", "liability", "EL.CL.OTH", "CL.OTH"),
    "tds_professional": (
        ("TDS on Professional Fees (194J)", "TDS Payable - Professional Fees", "TDS Payable 194J"),
        "Duties & Taxes",
        "liability",
        "EL.CL.OTH",
        "CL.OTH",
    ),
    "tds_rent": (("TDS on Rent (194I)", "TDS Payable - Rent", "TDS Payable 194I"), "Duties & Taxes", "liability", "EL.CL.OTH", "CL.OTH"),
    "tds_commission": (("TDS on Commission (194H)", "TDS Payable - Commission", "TDS Payable 194H"), "Duties & Taxes", "liability", "EL.CL.OTH", "CL.OTH"),
    "tds_salary": (("TDS on Salary (192)", "TDS Payable - Salary", "TDS Payable 192"), "Duties & Taxes", "liability", "EL.CL.OTH", "CL.OTH"),
}
_GST_NAMES = {  # side: names in three styles; {rate} is the head's own rate
    "input": ("Input {head} @{rate}%", "{head} Input", "Input {head} A/c"),
    "output": ("Output {head} @{rate}%", "{head} Output", "Output {head} A/c"),
    "rcm_input": ("Input {head} (RCM)", "{head} Input - RCM", "RCM Input {head}"),
    "rcm_output": ("RCM {head} Payable", "{head} RCM Payable", "RCM {head} Payable A/c"),
}


class Chart:
    """The ledger accounts of one entity in one naming style; an account exists from its first use."""

    def __init__(self, style: int, year: str) -> None:
        self.style = style % 3
        self._year = year
        self.ledgers: dict[str, LedgerName] = {}

    def name(self, key: str, **words: str) -> str:
        """The ledger's name for a key ("rent"), made known to the chart. `words` fill the name's blanks."""
        names, group, nature, first, second = _ROWS[key]
        text = names[self.style % len(names)].format(fy=self._year, **words)
        self.ledgers.setdefault(text, LedgerName(text, group, nature, f"D1.{first}", f"D2.{second}"))
        return text

    def gst(self, side: str, head: str, rate: Decimal) -> str:
        """The ledger of a tax head ("cgst"); `rate` is the full rate in percent, of which CGST and SGST are half."""
        own = rate if head == "igst" else rate / 2
        text = _GST_NAMES[side][self.style].format(head=head.upper(), rate=rate_text(own))
        asset = side in {"input", "rcm_input"}
        first, second = ("AS.CA.LNA", "AS.CA.OTH") if asset else ("EL.CL.OTH", "CL.OTH")
        self.ledgers.setdefault(text, LedgerName(text, "Duties & Taxes", "asset" if asset else "liability", f"D1.{first}", f"D2.{second}"))
        return text


def rate_text(rate: Decimal) -> str:
    """ "9", "2.5", "18": no trailing zeros."""
    text = format(rate, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
