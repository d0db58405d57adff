"""What a spreadsheet or delimited file is, told by its title rows and its headings. Nothing is taken from its file name."""

import re
from collections.abc import Mapping, Sequence

from qrt.core.documents.amounts import looks_like_amount
from qrt.core.documents.dates import looks_like_day
from qrt.core.documents.gateway.telling import SURE, tell_settlements
from qrt.core.documents.headers import Vocabulary, meanings, normal, vocabulary
from qrt.core.documents.tax_sheets.telling import tell_grid
from qrt.core.documents.titles import kind_of_words
from qrt.core.documents.types import DocumentKind

HEAD_ROWS = 60

_TITLES: tuple[tuple[re.Pattern[str], DocumentKind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (
            r"\bcredit\s*notes?\b.*\b(register|vouchers|book)\b|\blist of all credit notes?\b|\bsales returns? (register|book)\b",
            DocumentKind.CREDIT_NOTE_REGISTER,
        ),
        (
            r"\bdebit\s*notes?\b.*\b(register|vouchers|book)\b|\blist of all debit notes?\b|\bpurchase returns? (register|book)\b",
            DocumentKind.DEBIT_NOTE_REGISTER,
        ),
        (r"\bsales?\b.*\b(register|vouchers|day\s*book)\b|^sales book$|\blist of all sales\b", DocumentKind.SALES_REGISTER),
        (r"\bpurchases?\b.*\b(register|vouchers|day\s*book)\b|^purchase book$|\blist of all purchases?\b", DocumentKind.PURCHASE_REGISTER),
        (r"\bjournals?\b.*\b(register|vouchers)\b|^journal book$|\blist of all journals?\b", DocumentKind.JOURNAL_REGISTER),
        (r"\bpayments?\b.*\b(register|vouchers)\b|\blist of all payments?\b", DocumentKind.PAYMENT_REGISTER),
        (r"\breceipts?\b.*\b(register|vouchers)\b|\blist of all receipts?\b", DocumentKind.RECEIPT_REGISTER),
        (r"\bcontra\b.*\b(register|vouchers)\b|\blist of all contra\b", DocumentKind.CONTRA_REGISTER),
        (r"^day\s*book\b|^voucher register\b|^list of all vouchers\b", DocumentKind.DAY_BOOK),
        (r"\b(petty\s*)?cash\b.*\bbook\b", DocumentKind.CASH_BOOK),
        (r"\bpass\s?book\b", DocumentKind.BANK_STATEMENT),
        (r"\S\s+book\s*$", DocumentKind.BANK_BOOK),
        (r"\btrial\s*balance\b", DocumentKind.TRIAL_BALANCE),
        (
            r"\b(pay\s*roll|salary|wages?)\b.*\b(register|sheet|statement|summary)\b|\bpay\s*(sheet|register)\b|\bmuster roll\b",
            DocumentKind.PAYROLL_REGISTER,
        ),
        (r"\b(fixed\s*)?assets?\b.*\b(register|schedule)\b|\bdepreciation (schedule|chart|register)\b", DocumentKind.ASSET_REGISTER),
        (r"\btds\b.*\b(statement|register|payable|return|challan|report|details)\b|\bform\s*(24q|26q|27q)\b", DocumentKind.TDS_STATEMENT),
        (r"\bform\s*26as\b|\bannual information statement\b", DocumentKind.FORM_26AS),
        (r"\b(bank|account)\s*statement\b|\bstatement of (bank\s*)?accounts?\b|\btransaction (history|details)\b", DocumentKind.BANK_STATEMENT),
    )
)

_PHRASES: Mapping[DocumentKind, Mapping[str, tuple[str, ...]]] = {
    DocumentKind.DAY_BOOK: {
        "date": ("date", "voucher date", "vch date"),
        "particulars": ("particulars", "party name", "ledger", "ledger name"),
        "type": ("voucher type", "vch type"),
        "number": ("voucher no", "vch no", "voucher number", "vch number"),
        "gross": ("gross total",),
    },
    DocumentKind.BANK_STATEMENT: {
        "date": (
            "date",
            "txn date",
            "transaction date",
            "tran date",
            "value date",
            "value dt",
            "post date",
            "posting date",
            "trans date",
            "booking date",
            "txn posted date",
            "transaction posted date",
            "posted date",
            "trxn date",
            "date of transaction",
            "transaction date time",
            "txn date time",
            "post dt",
            "book date",
        ),
        "narration": (
            "narration",
            "description",
            "transaction remarks",
            "particulars",
            "remarks",
            "details",
            "transaction particulars",
            "transaction description",
        ),
        "out": (
            "withdrawal amt",
            "withdrawal",
            "withdrawals",
            "withdrawal amount",
            "debit",
            "dr",
            "debit amount",
            "paid out",
            "debits",
            "withdrawal dr",
            "payments",
            "debit amt",
            "dr amount",
            "dr amt",
            "debit dr",
            "withdrawals dr",
            "withdrawal debit",
            "withdrawl",
            "withdrawl amt",
            "money out",
            "amount debited",
            "amount withdrawn",
            "outflow",
        ),
        "in": (
            "deposit amt",
            "deposit",
            "deposits",
            "deposit amount",
            "credit",
            "cr",
            "credit amount",
            "paid",
            "credits",
            "deposit cr",
            "receipts",
            "credit amt",
            "cr amount",
            "cr amt",
            "credit cr",
            "deposits cr",
            "deposit credit",
            "money in",
            "amount credited",
            "amount deposited",
            "inflow",
        ),
        "amount": ("amount", "transaction amount"),
        "balance": ("closing balance", "balance", "bal", "running balance", "available balance", "balance amount"),
        "cheque": ("chq ref no", "cheque number", "chqno", "ref no cheque no", "cheque no", "chq no", "utr", "transaction id"),
    },
    DocumentKind.TRIAL_BALANCE: {
        "name": (
            "particulars",
            "account",
            "ledger",
            "account name",
            "ledger name",
            "gl name",
            "account description",
            "gl account",
            "account head",
            "head account",
        ),
        "debit": ("debit", "dr", "debit balance", "closing debit", "debit amount", "closing dr"),
        "credit": ("credit", "cr", "credit balance", "closing credit", "credit amount", "closing cr"),
        "opening": ("opening balance", "opening", "opening debit", "opening dr"),
        "closing": ("closing balance", "closing", "balance", "net balance"),
    },
    DocumentKind.PAYROLL_REGISTER: {
        "employee": ("employee name", "employee", "emp name", "name employee", "employee code", "emp code", "employee id", "emp id"),
        "basic": ("basic", "basic salary", "basic pay"),
        "gross": ("gross", "gross salary", "gross pay", "gross earnings", "total earnings"),
        "pf": ("pf", "epf", "provident fund", "pf employee", "employee pf"),
        "net": ("net pay", "net salary", "net payable", "take home"),
        "hra": ("hra", "house rent allowance"),
    },
    DocumentKind.ASSET_REGISTER: {
        "asset": ("asset", "asset name", "asset description", "asset code", "asset id", "description asset", "name asset", "block assets", "asset class"),
        "cost": ("cost", "original cost", "gross block", "opening gross block", "acquisition cost", "purchase value", "purchase cost"),
        "date": ("date purchase", "purchase date", "put to use date", "date put to use", "acquisition date", "date acquisition", "capitalisation date"),
        "depreciation": ("depreciation", "accumulated depreciation", "depreciation for period", "dep", "depreciation rate", "depreciation for year"),
        "wdv": ("wdv", "net block", "closing wdv", "written down value", "net book value"),
    },
    DocumentKind.TDS_STATEMENT: {
        "section": ("section", "tds section", "section code", "nature payment", "section no"),
        "deductee": ("deductee", "deductee name", "name deductee", "party name", "deductee pan"),
        "pan": ("pan", "pan deductee", "pan no", "deductee pan", "pan number"),
        "tax": ("tds", "tds amount", "tax deducted", "amount tds", "tds deducted", "total tax deducted", "tax deposited"),
        "challan": ("challan no", "challan", "challan number", "bsr code", "challan serial no"),
        "base": ("amount paid", "amount paid credited", "amount paid or credited", "gross amount", "payment amount"),
    },
}
_WORDS: Mapping[DocumentKind, Vocabulary] = {kind: vocabulary(phrases) for kind, phrases in _PHRASES.items()}
_NEEDED = {
    DocumentKind.DAY_BOOK: 3,
    DocumentKind.BANK_STATEMENT: 3,
    DocumentKind.TRIAL_BALANCE: 3,
    DocumentKind.PAYROLL_REGISTER: 3,
    DocumentKind.ASSET_REGISTER: 3,
    DocumentKind.TDS_STATEMENT: 3,
}
_VOUCHER_BOOKS = frozenset(
    {
        DocumentKind.SALES_REGISTER,
        DocumentKind.PURCHASE_REGISTER,
        DocumentKind.JOURNAL_REGISTER,
        DocumentKind.CREDIT_NOTE_REGISTER,
        DocumentKind.DEBIT_NOTE_REGISTER,
        DocumentKind.PAYMENT_REGISTER,
        DocumentKind.RECEIPT_REGISTER,
        DocumentKind.CONTRA_REGISTER,
        DocumentKind.BANK_BOOK,
        DocumentKind.CASH_BOOK,
        DocumentKind.DAY_BOOK,
    }
)


def kind_of_title(text: str) -> DocumentKind | None:
    """The kind that a title names ("Purchase Register", "HDFC Bank Book"), or None."""
    body = re.sub(r"\s+", " ", text.strip())
    if not body or len(body) > 120:
        return None
    return next((kind for pattern, kind in _TITLES if pattern.search(body)), None)


def kind_of_grid(rows: Sequence[Sequence[str]]) -> tuple[DocumentKind, float, tuple[str, ...]]:
    """The kind of a sheet or delimited file, how sure (0 to 1), and the cells that decided.

    Needs the first 60 rows or so. OTHER with 0.0 when neither titles nor headings tell.
    """
    if (office := tell_grid(rows)) is not None:
        return office.kind, office.sure, office.words
    if settled := tell_settlements(rows[:HEAD_ROWS]):
        return DocumentKind.GATEWAY_SETTLEMENT, SURE, settled
    header_index, header_kind, words = _kind_of_header(rows)
    title_kind, title = _kind_of_titles(rows[: header_index if header_index is not None else 15])
    if header_kind is DocumentKind.DAY_BOOK:
        # The heading row says that these are vouchers; only the title says of which book.
        if title_kind and title_kind in _VOUCHER_BOOKS:
            return title_kind, 0.98, (title, *words)
        return DocumentKind.DAY_BOOK, 0.7, words
    if header_kind and title_kind is header_kind:
        return header_kind, 0.98, (title, *words)
    if header_kind is DocumentKind.BANK_STATEMENT and title_kind and title_kind in (DocumentKind.BANK_BOOK, DocumentKind.CASH_BOOK):
        return title_kind, 0.85, (title, *words)
    if header_kind is DocumentKind.BANK_STATEMENT and title_kind and title_kind in _VOUCHER_BOOKS:
        return title_kind, 0.75, (title, *words)
    if header_kind and title_kind:
        return (title_kind, 0.6, (title, *words)) if header_kind is DocumentKind.TRIAL_BALANCE else (header_kind, 0.6, (title, *words))
    if header_kind:
        return header_kind, 0.9 if header_kind is not DocumentKind.TRIAL_BALANCE else 0.8, words
    if title_kind and any(looks_like_amount(cell) for row in rows for cell in row):
        return title_kind, 0.5, (title,)
    return _kind_of_words(rows[:15])


def _kind_of_titles(rows: Sequence[Sequence[str]]) -> tuple[DocumentKind | None, str]:
    for row in rows:
        filled = [cell.strip() for cell in row if cell.strip()]
        if 0 < len(filled) <= 3:
            for cell in filled:
                if kind := kind_of_title(cell):
                    return kind, cell
    return None, ""


def _kind_of_words(rows: Sequence[Sequence[str]]) -> tuple[DocumentKind, float, tuple[str, ...]]:
    """Lists of any program by the words of a short title row; nothing is sure before their columns are read."""
    for row in rows:
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) == 1 and (kind := kind_of_words(filled[0])):
            return kind, 0.5, (filled[0],)
    return DocumentKind.OTHER, 0.0, ()


def _kind_of_header(rows: Sequence[Sequence[str]]) -> tuple[int | None, DocumentKind | None, tuple[str, ...]]:
    """The row whose headings fit a kind best; a tie goes to the kind that comes first in the list."""
    best: tuple[int, int | None, DocumentKind | None, tuple[str, ...]] = (0, None, None, ())
    for index, row in enumerate(rows[:HEAD_ROWS]):
        if sum(1 for cell in row if cell.strip()) < 2 or any(looks_like_day(cell) for cell in row if cell.strip()):
            continue
        for kind, words in _WORDS.items():
            found = meanings(enumerate(row), words)
            named = set(found.values())
            if kind is DocumentKind.TRIAL_BALANCE and index + 1 < len(rows):
                # "Closing Balance" stands merged above "Debit" and "Credit".
                named |= set(meanings(enumerate(rows[index + 1]), words).values()) & {"debit", "credit"}
            if (
                kind is DocumentKind.BANK_STATEMENT
                and "type" in meanings(enumerate(row), _WORDS[DocumentKind.DAY_BOOK]).values()
                and not _is_bank_book(rows[:index])
            ):
                # No bank knows voucher types: this is an account out of somebody's books, and its debit is the bank's credit.
                continue
            if kind is DocumentKind.BANK_STATEMENT and _has_ledgers(row, rows[index + 1 :]) and not _is_bank_book(rows[:index]):
                continue
            if len(named) >= _NEEDED[kind] and len(named) > best[0] and _is_enough(kind, named):
                best = (
                    len(named),
                    index,
                    kind,
                    tuple((row[column].strip() if column < len(row) else "") or meaning for column, meaning in sorted(found.items())),
                )
    return best[1], best[2], best[3]


_LEDGERS = frozenset(
    {
        "account code",
        "gl account",
        "gl code",
        "gl account code",
        "gl account name",
        "gl name",
        "ledger",
        "ledger name",
        "ledger account",
        "account head",
        "head account",
    }
)


def _has_ledgers(header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether each row names its ledger, as a list of entries does: a bank knows none. The name of the account, the same in every row, is its holder."""
    words = [normal(cell) for cell in header]
    if _LEDGERS.intersection(words):
        return True
    return any(
        len({row[column] for row in body if column < len(row) and row[column].strip()}) > 2 for column, word in enumerate(words) if word == "account name"
    )


def _is_bank_book(titles: Sequence[Sequence[str]]) -> bool:
    return _kind_of_titles(titles)[0] in (DocumentKind.BANK_BOOK, DocumentKind.CASH_BOOK)


def _is_enough(kind: DocumentKind, named: set[str]) -> bool:
    if kind is DocumentKind.DAY_BOOK:
        return {"date", "particulars"} <= named and bool(named & {"type", "number", "gross"})
    if kind is DocumentKind.BANK_STATEMENT:
        return "date" in named and ({"in", "out"} <= named or "amount" in named) and bool(named & {"narration", "balance"})
    if kind is DocumentKind.TRIAL_BALANCE:
        return "name" in named and ({"debit", "credit"} <= named or {"opening", "closing"} <= named)
    return True
