"""One entity's books for the quarter, made from what was read: chart, opening balances, vouchers that post, drafts that wait."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qrt.core.base.company import Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.types import Decision, EntityBooks, HandIn, PaperLink, PaperRole, Placed, RuleBook
from qrt.core.documents.types import INVOICES, REGISTERS, DocumentKind, MasterRow, RegisterRow, TrialBalanceRow
from qrt.core.journals.memory import party_memory
from qrt.core.journals.paper import draft_voucher, match_paper_to_voucher
from qrt.core.ledger.chart import build_chart, check_similar
from qrt.core.ledger.duplicates import merge_duplicates
from qrt.core.ledger.numbers import check_numbers
from qrt.core.ledger.opening import opening_balances
from qrt.core.ledger.types import Chart, Line, SourceKind, Voucher, VoucherDraft, VoucherKind
from qrt.core.ledger.use import groups_by_use
from qrt.core.ledger.voucher import check_draft, draft_of_row, is_sound, to_voucher
