"""More headings by meaning: what the exports of particular programs call their columns, beside the common words of `heading_words`.

Worked through: SAP and SAP Business One, Oracle, PeopleSoft, JD Edwards, Dynamics NAV, Business Central and 365, Sage, Xero, Zoho Books, QuickBooks, NetSuite, Workday,
Infor, Ramco, Busy, Marg, Saral, Odoo, ERPNext. A word is listed by what it means, never with the program: any table may use it.
"""

from collections.abc import Mapping

_ANOTHERS_DOCUMENT = tuple(
    f"{whose} {what}{tail}"
    for whose in ("external", "ext", "supplier", "vendor", "party", "their")
    for what in ("ref", "reference", "doc", "document", "bill", "invoice", "inv")
    for tail in ("", " no", " number", " num", " id", " #")
)

PROGRAM_PHRASES: Mapping[str, tuple[str, ...]] = {
    "date": (
        "journal entry date", "je posting date", "posting dt", "posted dt", "post date", "posted on", "posted date", "doc posting date", "accounting dt", "acctg date", "acct date", "gl posting date", "g l date", "ledger date", "journal posting date", "jrnl date", "jrnl dt",
        "journal effective date", "default effective date", "vch dt", "voucher dt", "v date", "vdate", "tran dt", "trn date", "trndate", "trans dt", "txn dt", "transdate", "accounting day", "entry dt", "registration date", "finalisation date", "dt",
    ),
    "document_date": ("expense date", "vendor credit date", "doc dt", "bill dt", "inv date", "inv dt", "invoice dt", "supplier invoice date", "supplier bill date", "vendor invoice date", "vendor bill date", "party bill date", "invoice bill date", "ref date", "reference date", "reference dt", "tax invoice date", "sales invoice date", "purchase invoice date"),
    "number": (
        "journal entry id", "jrnl id", "jrnl no", "jnl number", "journal doc no", "document sequence", "document sequence value", "document sequence number", "doc sequence value", "doc seq no", "doc entry", "docentry", "docnum", "doc #", "document #", "voucher #", "vch #", "vch bill no", "vch bill number",
        "vou no", "vouno", "vou number", "vcn", "v number", "voucher code", "journal batch number", "journal batch no", "transaction #", "txn number", "txn #", "trn no", "tran number", "tran id", "trans id", "trans number", "transnum", "gl entry", "gl entry no", "g l entry no", "register no", "registration number", "record id", "record no",
        "system id", "system number", "unique id", "unique no", "sequence no", "sequence number", "running no", "running number", "internal no", "internal key", "internal reference", "entry key", "operational transaction", "accounting entry no", "accounting entry", "posting no", "posting number", "jv no", "jv number", "cv no", "book entry no", "voucher doc no", "move", "je #", "je num", "finance document no",
    ),
    "line": ("journal line", "journal line no", "journal line number", "journal line #", "jrnl line", "jrnl line #", "je line", "je line num", "line num", "line sequence", "entry line", "split line", "row number", "srl no", "sr", "srno", "sl number", "dist line", "distribution line"),
    "type": ("do ty", "doc ty", "dt ty", "v type", "vou type", "journal class", "journal entry type", "voucher category", "je category", "je source", "user je category name", "user je source name", "jnl", "jrnl type", "jnl type", "gl source", "source code", "source journal", "book", "book name", "origin", "trans source", "tran kind", "document kind", "entry source", "module"),
    "account_code": (
        "natural account segment", "natural account code", "natural acct", "n c", "nc", "nominal", "nominal no", "main account id", "main account code", "main account no", "g l account no", "g l account code", "g l acct bp code", "gl acct no", "gl acct code", "account key", "acct code", "acct id", "a c", "ac code", "ac no", "object account", "obj acct", "account dimension 1", "account code id",
        "ledger no", "ledger number", "ledger id", "chart of account code", "coa code", "gl no", "gl number", "gl id", "gl head code", "concatenated segments", "account segments", "full account code", "finance account code",
    ),
    "account": (
        "acct descr", "account descr", "account long name", "account short name", "gl account desc", "gl desc", "g l account description", "g l description", "g l acct bp name", "main account name", "main account description", "natural account name", "natural account desc", "n c name", "nominal account name", "nominal description", "account main", "account long text",
        "ledger account name", "ledger description", "ledger desc", "chart of account", "chart of accounts", "coa", "coa name", "gl head", "gl head name", "gl title", "account nm", "ac name", "acc name", "acname", "account label", "finance account", "ac head", "ledger title",
    ),
    "row_ledger": (
        "expense ledger", "expense account", "expense account name", "expense head", "expense gl", "expense a c", "expense ledger name", "expense category", "purchase account", "purchase ledger", "purchase a c", "purchase head", "purchase gl", "cost account", "cost ledger",
        "sales account", "sales ledger", "sales a c", "sales head", "sales gl", "sale account", "sale ledger", "income account", "income ledger", "income head", "income a c", "revenue account", "revenue ledger", "revenue head", "revenue gl", "item account", "item ledger", "line account", "gl ledger", "value ledger", "goods ledger", "service ledger", "ledger of value", "account for value",
    ),
    "contra_account": ("bal account no", "bal account", "balancing account no", "offset", "opposite account", "against", "against ledger account", "corresponding account", "counterpart account", "counterpart"),
    "party": ("counterparty", "counter party", "supplier vendor", "supplier party", "vendor supplier", "vendor party", "customer party", "debtor name", "creditor name", "buyer customer", "customer buyer", "alpha name", "contact person name", "source name", "company contact", "invoice partner display name", "ship to name", "bill to name", "bp name", "customer supplier", "customer supplier name", "party ledger name", "account party", "recipient", "recipient name", "name of buyer", "name of the buyer", "name of supplier vendor", "consignor"),
    "party_code": ("bp code", "card code", "cardcode", "party id", "supplier id", "supplier number", "address number", "debtor code", "creditor code", "contact id"),
    "narration": (
        "header description", "journal header description", "line descr", "descr", "long descr", "desc", "line desc", "journal desc", "jrnl description", "header desc", "header memo", "header comment", "header narration", "line narration", "voucher narration", "vch narration", "journal entry item text", "journal entry header text", "journal memo", "journal line memo", "label", "explanation remark", "voucher description", "particulars narration", "nar", "txn description", "transaction description", "transaction memo", "batch description", "being", "comments narration", "reason text",
    ),
    "side": ("dr cr flag", "drcr flag", "d c flag", "dr cr ind", "dr cr type", "debit credit flag", "debit credit marker", "debit credit type", "dc indicator", "dc flag", "drcr indicator", "dr cr code", "cr dr indicator", "amount type", "dr cr side", "dc type", "dbcr", "d or k"),
    "balance": ("running bal", "cum balance", "progressive balance", "balance lc", "running total"),
    "currency": ("tran currency", "txn currency", "curr key", "doc ccy", "currency cd", "entered curr", "trans curr"),
    "rate": ("conv rate", "currency exchange rate", "rate to base", "exchrate"),
    "cost_centre": ("deptid", "dept id", "cost center code", "cost centre code", "global dimension 1 code", "analytic account", "analytic distribution", "spend category", "tracking category", "costcentre name", "cc"),
    "tax_code": ("t c", "tax type", "tax group", "sales tax code", "item sales tax group", "gst tax code"),
    "due_date": ("due dt", "pay by", "payment due"),
    "reference": (
        *_ANOTHERS_DOCUMENT, "ref 1", "ref1", "ref 2", "ref #", "ex ref", "ext ref", "ext doc no", "external doc no", "external document number", "supplier bill no", "supplier bill number", "supplier ref", "supplier reference", "vendor bill no", "vendor bill number", "vendor ref", "vendor reference", "vendor reference no", "party bill no", "party ref no", "bill inv no", "inv number", "inv #", "bill #", "transaction reference", "journal reference", "tax invoice no", "tax invoice number", "customer reference", "customer ref", "their ref", "doc ref", "document ref", "voucher reference", "supplier document no", "purchase invoice no", "sales invoice no", "supplier inv number",
    ),
    "assignment": ("against voucher", "against voucher no", "matching number", "matching", "applied to", "applies to doc no", "settlement", "clearing no"),
    "branch": ("entity code", "company code id", "tran ou", "ou", "site", "office", "fiscal company", "document company", "profit unit", "facility", "unit name"),
    "company": ("name of company", "company legal name", "legal entity name", "entity legal name", "organisation", "organization", "organisation name", "organization name"),
    "party_gstin": ("gstin of party", "party gst no", "supplier gst no", "vendor gst no", "customer gst no", "buyer gstin", "buyer gst no", "recipient gstin", "gstin of buyer", "gst in", "supplier gst number", "customer gst number"),
    "place_of_supply": ("pos", "supply state"),
    "status": ("header status", "jrnl hdr status", "journal status", "journal header status", "document status", "doc status", "bill status", "invoice status", "credit note status", "vendor credit status", "expense status", "posting state", "state of entry", "voucher state", "posted code", "post status", "posted flag", "posted y n", "is posted", "posted yes no", "entry status", "workflow status", "approval state", "is cancelled", "cancelled flag", "cancel flag", "docstatus", "record status", "line status", "transaction status", "je status", "state of document"),
    "taxable": ("taxable amount total", "total taxable value", "total taxable amount", "total taxable", "untaxed amount", "untaxed amount signed", "amount excl tax", "amount excluding tax", "amount excl gst", "amount excluding gst", "amt before tax", "value before tax", "basic amt", "base value", "value of supply", "assessable amount", "ex tax amount", "amount without tax", "taxable val", "net of tax", "goods value", "net amt", "item total"),
    "gross": ("invoice amt", "bill amt", "total amt", "gross amt", "grand total amount", "net bill amount", "net invoice amount", "total incl tax", "amount incl tax", "amount including tax", "amount incl gst", "amount including gst", "amount with tax", "total with tax", "total incl gst", "total including gst", "total signed", "total invoice amount", "total bill amount", "total bill value", "party amount", "invoice grand total", "net payable amount", "total payable", "total receivable", "final amount", "bill net amount"),
    "people": ("user id", "userid", "keyed by", "entered user", "source user", "modified by", "modified on", "poster", "approver", "maker", "checker", "entered on", "entry date time", "creation date", "system date", "last modified", "modified date", "last updated", "posted time"),
    "period": ("fiscal month", "fiscal yr", "fy", "acct period", "gl period", "acc period", "year closed", "quarter", "per", "posting year"),
    "information": (
        "voucher subtype", "voucher sub type", "party type", "against voucher type", "gen posting type", "gen bus posting group", "gen prod posting group", "reason code", "reversed", "reversed by", "reversed by entry no", "reversed entry no", "reverses", "posting layer", "posting type", "ledger type", "ledger group", "lt", "batch no", "batch number", "batch id", "batch type", "batch title", "stat amount", "statistics amount", "subledger", "series",
        "main line", "gl entry type", "bal account type", "account type code", "spend type", "revenue category", "worktags", "unit price", "item description code", "gst rate %", "cgst rate", "sgst rate", "igst rate", "cgst %", "sgst %", "igst %", "gst %", "tax %", "cgst percent", "sgst percent", "igst percent", "itc eligibility", "eligible itc", "rcm", "rcm applicable", "e invoice no", "hsn sac code", "supply type", "correction", "document category", "unpost sequence", "adjustment period",
    ),
}  # fmt: skip
