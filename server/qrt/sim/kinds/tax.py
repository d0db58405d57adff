"""Recipes of statutory papers: returns, statements and certificates of tax, challans, customs and transport. Their words are the forms' own."""

from qrt.core.documents.types import DocumentKind
from qrt.sim.kinds.printing import Recipe

_FILER = (
    "GSTIN|1. GSTIN=g",
    "Legal name of the registered person|2(a). Legal name|Legal Name=c",
    "Trade name, if any|2(b). Trade name|Trade Name=c",
    "Financial Year|FY|Year=y",
    "Tax Period|Period|Month|Return Period=o",
    "ARN|2(c). ARN=n",
    "Date of ARN|Date of filing|ARN Date=d",
)
_HEADS = ("Integrated Tax|IGST|Integrated tax (₹)=m", "Central Tax|CGST|Central tax (₹)=m", "State/UT Tax|SGST|State/UT tax (₹)=m", "Cess|CESS|Cess (₹)=m")
_DEDUCTOR = (
    "TAN of Deductor|TAN|TAN of the deductor=t",
    "PAN of Deductor|PAN of the Deductor|Permanent Account Number=p",
    "Name of deductor|Name and address of the deductor|Name of the Deductor=c",
    "Assessment Year|AY|Tax Year=y",
    "Financial Year|FY=y",
)

RECIPES = (
    Recipe(
        DocumentKind.GSTR_1,
        ("FORM GSTR-1|Form GSTR-1|GSTR-1|GSTR1 Summary|Details of outward supplies of goods or services",), ("[See rule 59(1)]|Details of outward supplies of goods or services", "Filed|Draft|Summary"), _FILER,
        ("Description|Section|Particulars=words", "No. of records|No. of Records|Count=j", "Document Type|Type=Invoice", "Value|Taxable Value|Total value (₹)=m", *_HEADS),
        ("4A - Taxable outward supplies made to registered persons (other than reverse charge supplies) - B2B Regular", "4B - Taxable outward supplies made to registered persons attracting tax on reverse charge", "5 - Taxable outward inter-state supplies made to unregistered persons (where invoice value is more than Rs.1 lakh) - B2CL", "6A - Exports", "6B - Supplies made to SEZ unit or SEZ developer", "6C - Deemed Exports",
         "7 - Taxable supplies (Net of debit and credit notes) to unregistered persons - B2CS", "8 - Nil rated, exempted and non GST outward supplies", "9A - Amendment to taxable outward supplies", "9B - Credit/Debit Notes (Registered) - CDNR", "9B - Credit/Debit Notes (Unregistered) - CDNUR", "11A(1), 11A(2) - Advances received for which invoice has not been issued", "11B - Amount of advance received in earlier tax period", "12 - HSN-wise summary of outward supplies", "13 - Documents issued", "Total Liability (Outward supplies other than Reverse charge)"),
        listed=True, foot=("Verification: I hereby solemnly affirm and declare that the information given herein above is true and correct",),
    ),
    Recipe(
        DocumentKind.GSTR_2A,
        ("FORM GSTR-2A|Form GSTR-2A|GSTR-2A|Details of auto drafted supplies|GSTR 2A - Auto drafted details",), ("[See rule 60(1)]|Details of auto drafted supplies (From GSTR 1, GSTR 5, GSTR-6, GSTR-7 and GSTR-8)", "View only"), _FILER[:5],
        ("GSTIN of supplier|GSTIN of Supplier=g", "Trade/Legal name|Trade name of supplier=c", "Invoice number|Invoice details No=n", "Invoice type=Regular", "Invoice Date|Date=d", "Invoice Value (₹)|Value=m", "Place of supply=s", "Supply Attract Reverse Charge=k", "Rate (%)=r", "Taxable Value (₹)=m", *_HEADS, "GSTR-1/IFF/GSTR-5 Filing Status|Counter-Party Return Status=k", "GSTR-3B Filing Status=k"),
        rows=(3, 20), prose=("PART A: Inward supplies received from a registered person including supplies attracting reverse charge", "PART B: ISD credit received", "PART C: TDS and TCS Credit received", "3. Inward supplies received from a registered person other than the supplies attracting reverse charge", "Amendment to details of inward supplies"), sentences=(1, 4),
    ),
    Recipe(
        DocumentKind.GSTR_2B,
        ("FORM GSTR-2B|Form GSTR-2B|GSTR-2B|Auto-drafted ITC Statement|GSTR-2B Auto drafted ITC statement",), ("[See rule 60(7)]|Auto-drafted ITC statement (From GSTR-1, GSTR-5, GSTR-6 and Import data received from ICEGATE)", "Date of generation {d}"), (*_FILER[:5], "Date of generation|GSTR-2B Date of generation=d"),
        ("S.no.|S.No=j", "Heading|Supplies=words", "GSTR-3B table=4(A)(5)", *_HEADS, "Advisory=If this is positive, credit may be availed"),
        ("Part A ITC Available - Credit may be claimed in relevant headings in GSTR-3B", "All other ITC - Supplies from registered persons other than reverse charge", "Inward Supplies from ISD", "Inward Supplies liable for reverse charge", "Import of Goods", "Part B ITC Available - Credit notes should be net off against relevant ITC available headings in GSTR-3B", "B2B - Invoices", "B2B - Debit notes", "B2BA - Invoices (Amendment)", "ISD - Invoices", "IMPG - Import of goods from overseas", "IMPGSEZ - Import of goods from SEZ", "B2B - Credit notes", "FORM SUMMARY - ITC Not Available", "ITC Reversal - Rule 37A", "Part A ITC Not Available"),
        listed=True, prose=("FORM SUMMARY - ITC Available", "FORM SUMMARY - ITC Not Available", "Disclaimer: GSTR-2B is generated on the basis of the information filed by your suppliers"), sentences=(0, 3),
    ),
    Recipe(
        DocumentKind.GSTR_3B,
        ("Form GSTR-3B|FORM GSTR-3B|GSTR-3B|GSTR 3B|Monthly return GSTR-3B",), ("[See rule 61(5)]", "Filed"), _FILER,
        ("Nature of Supplies|Details|Description|Nature of supplies=words", "Total Taxable value|Total taxable value (₹)=m", *_HEADS),
        ("3.1 Details of Outward supplies and inward supplies liable to reverse charge", "(a) Outward taxable supplies (other than zero rated, nil rated and exempted)", "(b) Outward taxable supplies (zero rated)", "(c) Other outward supplies (nil rated, exempted)", "(d) Inward supplies (liable to reverse charge)", "(e) Non-GST outward supplies", "3.2 Out of supplies made in 3.1 (a) above, details of inter-state supplies made", "Supplies made to Unregistered Persons", "4. Eligible ITC", "A. ITC Available (whether in full or part)",
         "(1) Import of goods", "(2) Import of services", "(3) Inward supplies liable to reverse charge (other than 1 & 2 above)", "(4) Inward supplies from ISD", "(5) All other ITC", "B. ITC Reversed", "C. Net ITC available (A-B)", "(D) Other Details", "5 Values of exempt, nil-rated and non-GST inward supplies", "5.1 Interest and Late fee for previous tax period", "6.1 Payment of tax", "Tax payable", "Tax paid through ITC", "Tax paid in cash", "Interest paid in cash", "Late fee paid in cash"),
        listed=True, foot=("Verification: I hereby solemnly affirm and declare that the information given herein above is true and correct to the best of my knowledge and belief", "Breakup of tax liability declared (for interest computation)"),
    ),
    Recipe(
        DocumentKind.FORM_26AS,
        ("Form 26AS|FORM NO. 26AS|Annual Tax Statement|Form 168|TRACES Annual Tax Statement|Form 26AS Annual Tax Statement under Section 203AA",), ("Annual Tax Statement under Section 203AA of the Income-tax Act, 1961|See Section 203AA and rule 31AB", "Data updated till {d}"), ("Permanent Account Number (PAN)|PAN=p", "Current Status of PAN=Active", "Financial Year|Tax Year=y", "Assessment Year=y", "Name of Assessee|Name=c", "Address of Assessee=z"),
        ("Sr. No.=j", "Name of Deductor|Name of Collector=c", "TAN of Deductor|TAN of Collector=t", "Section=e", "Transaction Date=d", "Status of Booking=F", "Date of Booking=d", "Remarks=-", "Total Amount Paid/ Credited|Amount Paid / Credited=m", "Total Tax Deducted|Tax Deducted=m", "Total TDS Deposited|TDS Deposited=m"), rows=(4, 24),
        prose=("PART-I - Details of Tax Deducted at Source", "PART-II Details of Tax Deducted at Source for 15G / 15H", "PART-VI Details of Tax Collected at Source", "PART-VII Details of Paid Refund", "No Transactions Present", "PART-X TDS/TCS Defaults (Processing of Statements)", "Status of Booking: U Unmatched, P Provisional, F Final, O Overbooked"), sentences=(2, 6),
    ),
    Recipe(
        DocumentKind.AIS,
        ("Annual Information Statement|Annual Information Statement (AIS)|AIS|Taxpayer Information Summary|Taxpayer Information Summary (TIS)",), ("Income Tax Department, Government of India|Compliance Portal|Insight", "Download ID {l} Date {d}"), ("Permanent Account Number (PAN)|PAN=p", "Aadhaar Number=XXXX", "Name of Assessee|Name=c", "Date of Birth / Incorporation|Date of Incorporation=d", "Mobile Number=l", "Email address=a@example.in", "Financial Year=y", "Assessment Year=y", "CIN / LLPIN=n"),
        ("SR. NO.|Sr. No.=j", "INFORMATION CODE|Information code=TDS-194C", "INFORMATION DESCRIPTION|Information description|Information category=words", "INFORMATION SOURCE|Information source={c}", "COUNT|Count=j", "AMOUNT|Amount|Reported by source|Processed by system|Accepted by taxpayer=m"), ("Payment to contractors", "Fees for professional services", "Interest from deposit", "Sale of securities", "Business receipts", "GST turnover", "GST purchases", "Purchase of mutual funds", "Dividend", "Rent received", "Interest from savings bank", "Interest on refund"), rows=(4, 16),
        prose=("Part A - General Information", "Part B - B1 Information relating to tax deducted or collected at source", "B2-Information relating to specified financial transaction (SFT)", "B3-Information relating to payment of taxes", "B4-Information relating to demand and refund", "B7-Any Other information", "STATUS: Active"), sentences=(2, 6),
    ),
    Recipe(
        DocumentKind.FORM_16A,
        ("FORM NO. 16A|Form No. 16A|Form 16A|FORM NO. 131|Form No. 131|TDS Certificate|Certificate of tax deducted at source",), ("[See rule 31(1)(b)]", "Certificate under section 203 of the Income-tax Act, 1961 for tax deducted at source|Certificate under section 395 of the Income-tax Act, 2025 for tax deducted at source"),
        ("Certificate No.=n", "Last updated on=d", *_DEDUCTOR, "PAN of the Deductee|PAN of deductee=p", "Name and address of the deductee|Name of deductee=c", "CIT (TDS)|The Commissioner of Income Tax (TDS)=z", "Period From=d", "To=d", "Receipt Numbers of original quarterly statements of TDS|Quarter=Q2", "Acknowledgement No.=n"),
        ("Sl. No.=j", "Amount paid/ credited|Amount paid / credited=m", "Nature of payment|Section|Payment Code=e", "Deductee Reference No. provided by the Deductor (if any)=n", "Date of payment/ credit (dd/mm/yyyy)|Date of payment/credit=d", "BSR Code of the Bank Branch|BSR Code=b", "Date on which tax deposited|Date of deposit=d", "Challan Serial Number=j", "Tax deposited in respect of the deductee|Tax deposited=m", "Status of matching with OLTAS=F"), rows=(1, 9),
        totals=("Total (Rs.)|Total=m",), prose=("Summary of payment", "Summary of tax deducted at source in respect of deductee", "I. DETAILS OF TAX DEDUCTED AND DEPOSITED IN THE CENTRAL GOVERNMENT ACCOUNT THROUGH BOOK ADJUSTMENT", "II. DETAILS OF TAX DEDUCTED AND DEPOSITED IN THE CENTRAL GOVERNMENT ACCOUNT THROUGH CHALLAN", "I, {h}, working in the capacity of manager do hereby certify that a sum of Rs. {m} has been deducted and deposited to the credit of the Central Government.", "I further certify that the information given above is true, complete and correct"), sentences=(2, 6),
        foot=("Verification", "Place {z} Date {d} (Signature of person responsible for deduction of tax)|Full Name: {h}"),
    ),
    Recipe(
        DocumentKind.TDS_CHALLAN,
        ("CHALLAN NO./ITNS 281|Challan No. / ITNS 281|Challan Receipt|Tax Payment Challan|ITNS 281|Challan 281|Form 26QB Challan|Taxpayer's Counterfoil|e-Pay Tax Challan Receipt",), ("Income Tax Department|INCOME TAX DEPARTMENT Challan Receipt", "(0020) Corporation Tax|(0021) Non-company deductees"),
        ("ITNS No.|Challan=281", "TAN|Tax Deduction Account No. (TAN)=t", "Name|Full Name|Name of the deductor=c", "Assessment Year|Tax Year=y", "Financial Year|FY=y", "Major Head|Tax Applicable=Corporation Tax (0020)", "Minor Head|Type of Payment=TDS/TCS Payable by Taxpayer (200)", "Nature of Payment|Code of payment|Section=e", "Amount (in Rs.)|Amount|Total=m", "Amount (in words)=w", "CIN|Challan Identification Number=n", "Mode of Payment|Payment Mode=Net Banking", "Bank Name|Drawn on|Bank=c", "Bank Reference Number=n", "Date of Deposit|Date of Receipt|Tender Date=d", "BSR code|BSR Code=b", "Challan No|Challan Serial No=j"),
        ("Tax Breakup Details|Details of payments=words", "Amount (in Rs.)|Rs.=m"), ("A Tax|Income Tax", "B Surcharge", "C Cess|Education Cess", "D Interest", "E Penalty", "F Fee under section 234E|Late filing fee"), listed=True, totals=("Total (A+B+C+D+E+F)|Total=m", "Total (In Words)=w"), foot=("Thanks for being a committed taxpayer!|Debit to A/c / Cheque credited on {d}", "Space for bank seal|Congratulations! Here's what you have just achieved by choosing to pay online"), parties=0,
    ),
    Recipe(
        DocumentKind.TDS_STATEMENT,
        ("FORM NO. 26Q|Form No. 26Q|Form 26Q|FORM NO. 24Q|Form No. 27Q|FORM NO. 140|Form 140|TDS Return 26Q|TDS Register|Statement of TDS|Form 27A",), ("[See sections 193, 194, 194A, 194C and rule 31A]|Quarterly statement of deduction of tax under sub-section (3) of section 200 of the Income-tax Act", "for the quarter ended {o}"),
        (*_DEDUCTOR, "Quarter=Q3", "Has any statement been filed earlier for this quarter=k", "Type of deductor=Company", "Particulars of the person responsible for deduction of tax=h", "Designation=Manager"),
        ("Sl. No.|Deductee reference number=j", "Deductee code=02", "PAN of the deductee|PAN=p", "Name of the deductee|Deductee=c", "Section code|Section=e", "Date of payment or credit=d", "Amount paid or credited|Amount paid=m", "Total tax deducted|TDS=m", "Total tax deposited=m", "Date of deduction=d", "Rate at which deducted|Rate=r", "Reason for non-deduction / lower deduction=-", "BSR Code|Challan No=b"), rows=(4, 24), totals=("Total=m",),
        prose=("Details of tax deducted and paid to the credit of the Central Government", "Annexure: deductee wise break-up of TDS", "Challan details: BSR code / Receipt number of Form No. 24G", "Details of salary paid or credited", "Number of challans and deductee records"), sentences=(1, 4), foot=("Verification I, {h}, hereby certify that all the particulars furnished above are correct and complete",),
    ),
    Recipe(
        DocumentKind.E_WAY_BILL,
        ("e-Way Bill|E-WAY BILL|e-Way Bill Details|E - WAY BILL|E-Way Bill System|Consolidated E-Way Bill|FORM GST EWB-01",), ("Government of India|National Informatics Centre",),
        ("E-Way Bill No|eWay Bill No|EWB No=l", "E-Way Bill Date|Generated Date|Generated On=d", "Generated By=g", "Valid From=d", "Valid Until|Valid Upto=d", "Portal|IRN=1", "GSTIN of Supplier|From GSTIN=g", "GSTIN of Recipient|To GSTIN=g", "Place of Dispatch|Dispatch From=z", "Place of Delivery|Ship To=z", "Document No.|Document No & Date|Document Details=n", "Document Date=d", "Transaction type|Transaction Type=Regular", "Value of Goods|Total Inv Amt=m", "HSN Code=x", "Reason for Transportation|Supply Type=Outward - Supply", "Transporter|Transporter ID & Name=c", "Approx Distance|Approximate Distance=j KM", "Mode=Road", "Transporter Doc. No & Date=n"),
        ("Mode|Mode of Transport=Road", "Vehicle / Trans Doc No & Dt.|Vehicle No=u", "From=z", "Entered Date=d", "Entered By=g", "CEWB No. (If any)=-", "Multi Veh.Info (If any)=-", "Product Name & Desc=words"), ("MS angle", "Valves", "Cotton", "Machinery parts"), rows=(1, 3), prose=("Part - A", "Part - B", "1. E-WAY BILL Details", "2. Address Details", "3. Goods Details", "4. Transportation Details", "5. Vehicle Details", "Note: If any discrepancy in information please try after sometime."), sentences=(2, 6), parties=0,
    ),
    Recipe(
        DocumentKind.BILL_OF_ENTRY,
        ("BILL OF ENTRY FOR HOME CONSUMPTION|BILL OF ENTRY|Bill of Entry|INDIAN CUSTOMS EDI SYSTEM|Bill of Entry for Warehousing|BOE Final Assessed Copy|First Check Bill of Entry",), ("INDIAN CUSTOMS EDI SYSTEM - IMPORTS|ICEGATE|Indian Customs Electronic Gateway", "Port Code INNSA1|CUSTOM STATION: Nhava Sheva"),
        ("BE No|BE No.|B/E No|Bill of Entry No=b", "BE Date|B/E Date=d", "BE Type=H", "Port Code=INMAA1", "IEC/Br|IEC|Importer Exporter Code=l", "GSTIN/TYPE|GSTIN=g", "CB CODE|CHA Code|Custom Broker=n", "IGM No|IGM NO=b", "IGM Date=d", "INW Date=d", "MAWB No|BL No|MBL=n", "HAWB NO|HBL=n", "Importer Name & Address|Importer Details=c", "Country of Origin|COO=China", "Country of Consignment=Germany", "PORT OF SHIPMENT=Hamburg", "PKG|No of Packages=j", "G.WT (KGS)|Gross Weight=q", "Exchange Rate|EXCHG=1 USD = 83.2", "Out of Charge Date|OOC DATE=d", "OOC NO=n", "Inv No & Dt|Invoice=n", "INV TERM=CIF"),
        ("1.BCD|CTH|Duty Head=words", "Assess Value|ASSESSABLE VALUE|Total Ass Val=m", "Rate|Duty Rate=r", "Amount|Duty Amount|Duty Amt=m", "Foregone|Duty FG=m"), ("BCD", "ACD", "SWS", "NCCD", "ADD", "CVD", "IGST", "G.CESS", "INT", "PNLTY", "FINE", "{x} machine parts"), rows=(3, 10),
        totals=("TOT.ASS VAL|Total Assessable Value=m", "TOTAL DUTY|Total Duty=m", "INT=m", "TOT. AMOUNT|Total Amount Payable=m"), prose=("PART - I BILL OF ENTRY SUMMARY", "PART - II - INVOICE & VALUATION DETAILS (Invoice 1/1)", "PART - III - DUTIES", "PART - IV - ADDITIONAL DETAILS", "PART - V - OTHER COMPLIANCES", "C. DUTY SUMMARY", "A. STATUS", "B. IMPORTER DETAILS", "Payment details: Challan no {b}"), sentences=(2, 6), parties=0,
    ),
)  # fmt: skip
