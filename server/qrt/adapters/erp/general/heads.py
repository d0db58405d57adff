"""What stands above a table: company, branch, title, span. Titles in the languages that headings are read in."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qrt.adapters.erp.register.layout import Heads, read_heads, split_branch
from qrt.core.documents.cells import SheetRow
from qrt.core.documents.dates import parse_day
from qrt.core.documents.extracting import Pen
from qrt.core.documents.headings import plain_heading
from qrt.core.documents.kinds import kind_of_title
from qrt.core.documents.titles import kind_of_words
from qrt.core.documents.types import DocumentKind, Field

LEDGER_HEAD = re.compile(
    r"^(?:general ledger |gl |g/l )?(?:ledger(?: account| name)?|account(?: name| no\.?| number| code)?|a/c|gl account|g/l account|g/l acct|konto|sachkonto|compte|cuenta|rekening|grootboekrekening|खाता|लेजर|khata)\s*(?:[:：]\s*|\s+-\s+|\s+(?=\d))(?=\S)",
    re.IGNORECASE,
)
"""What stands before the name of the ledger whose lines follow."""
_COMPANY = re.compile(
    r"^(?:company|company name|name of company|legal entity|entity|unternehmen|firma|mandant|societe|société|entreprise|empresa|sociedad|bedrijf|administratie|कंपनी|organi[sz]ation|business)\s*[:：]\s*(.+)$",
    re.IGNORECASE,
)
_BRANCH = re.compile(
    r"^(?:branch|location|filiale|niederlassung|agence|sucursal|filiaal|vestiging|शाखा|company code|buchungskreis)\s*[:：]\s*(.+)$", re.IGNORECASE
)
_SPAN = re.compile(
    r"(\d{1,4}[-/. ]\w{1,9}[-/. ]\d{2,4})\s*(?:to|till|bis|au|al|a|t/m|tot|through|thru|-|–|से)\s*(\d{1,4}[-/. ]\w{1,9}[-/. ]\d{2,4})", re.IGNORECASE
)
_LEGAL = re.compile(r"\b(ltd|limited|llp|pvt|private|inc|gmbh|ag|bv|b\.v|sa|s\.a|sarl|sl|plc|corp|llc)\b\.?", re.IGNORECASE)


def kind_by_title(rows: Sequence[SheetRow]) -> DocumentKind | None:
    """The kind that the rows above a table name, None when none does."""
    for row in rows:
        for column in sorted(row.cells):
            text = row.text(column)
            plain = plain_heading(text)
            if not plain or len(plain) > 100:
                continue
            if found := kind_of_words(text):
                return found
            if (found := kind_of_title(text)) and found not in (DocumentKind.BANK_BOOK, DocumentKind.BANK_STATEMENT):
                return found
    return None


def is_ledger_head(row: SheetRow) -> bool:
    """True for a row that names the ledger whose lines follow ("Account: 1000 Cash")."""
    return bool(row.cells) and len(row.cells) <= 3 and bool(LEDGER_HEAD.match(" ".join(row.text(column) for column in sorted(row.cells))))


def heads_of(rows: Sequence[SheetRow]) -> Heads:
    """Company, branch, title and span of the rows above a table."""
    rows = [row for row in rows if not is_ledger_head(row)]
    heads = read_heads(rows)
    company, branch = ("", "") if not _LEGAL.search(heads.company) and kind_by_title(rows[:1]) else (heads.company, heads.branch)
    named = next(
        ((text, row.number) for row in rows for column in sorted(row.cells) if _LEGAL.search(text := " ".join(row.text(column).split())) and len(text) < 90),
        None,
    )
    if named and not _LEGAL.search(heads.company):
        company, branch = split_branch(named[0])
        heads = replace(heads, company_row=named[1])
    row_of, first, last = heads.company_row, heads.first_day, heads.last_day
    for row in rows:
        for column in sorted(row.cells):
            text = " ".join(row.text(column).split())
            beside = " ".join(row.text(column + 1).split())
            joined = f"{text} {beside}" if text.endswith(":") else f"{text}: {beside}" if beside and len(row.cells) == 2 else text
            if found := _COMPANY.match(joined):
                company, row_of = found.group(1).strip(), row.number
            elif found := _BRANCH.match(joined):
                branch = found.group(1).strip()
            if first is None and (found := _SPAN.search(joined)):
                try:
                    first, last = parse_day(found.group(1)), parse_day(found.group(2))
                except ValueError:
                    first = last = None
    if first and last and first > last:
        first = last = None
    return replace(heads, company=company, branch=branch, company_row=row_of, first_day=first, last_day=last)


def head_fields(pen: Pen, heads: Heads) -> list[Field]:
    """The fields that say whose paper it is and of when."""
    first, last = heads.first_day, heads.last_day
    return [
        pen.field("company", heads.company, row=heads.company_row or None),
        pen.field("branch", heads.branch, row=heads.company_row or None),
        pen.field("title", heads.title, row=heads.title_row or None),
        pen.field("gstin", heads.gstin),
        pen.field("period_from", first.isoformat() if first else ""),
        pen.field("period_to", last.isoformat() if last else ""),
    ]
