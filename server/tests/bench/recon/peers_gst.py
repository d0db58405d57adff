"""Purchases against GSTR-2B in the manner of other tools: our rewriting of published rules, not the products."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

HEADS = ("taxable", "cgst", "sgst", "igst")


def exact_join(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Both GSTINs, the number as written and every head equal, unique on both sides."""
    keys = ["company_gstin", "supplier_gstin", "bill_no", *HEADS]
    ours, theirs = left.filter(pl.len().over(keys) == 1), right.filter(pl.len().over(keys) == 1)
    return ours.join(theirs, on=keys, suffix="_b").select(a_id="id", b_id="id_b", match="id_b")


class Document(NamedTuple):
    """What the rules compare; heads are taxable, cgst, sgst, igst in paise."""

    id: str
    company: str
    supplier: str
    number: str
    cleaned: str
    day: date
    heads: tuple[int, int, int, int]


Rule = Callable[[Document, Document], bool]
_YEARS = [
    spelled
    for year in range(2022, 2029)
    for following in [year + 1]
    for spelled in (f"{year}-{following}", f"{year}/{following}", f"{year}-{following % 100}", f"{year}/{following % 100}", f"{year % 100}-{following % 100}", f"{year % 100}/{following % 100}")
]  # fmt: skip


def _cleaned(number: str) -> str:
    """Financial years, slashes and hyphens become blanks, leading noughts of the whole are dropped; the case stays."""
    for year in _YEARS:
        number = number.replace(year, " ")
    return " ".join(number.replace("/", " ").replace("-", " ").split()).lstrip("0")


def _same_company(one: Document, other: Document) -> bool:
    return one.company == other.company


def _same_number(one: Document, other: Document) -> bool:
    return one.number == other.number


def _alike_number(one: Document, other: Document) -> bool:
    if abs((one.day - other.day).days) > 10 or not one.cleaned or not other.cleaned:
        return False
    return fuzz.partial_ratio(one.cleaned, other.cleaned) == 100 or fuzz.WRatio(one.cleaned, other.cleaned) >= 90


def _same_heads(one: Document, other: Document) -> bool:
    return one.heads == other.heads


def _near_heads(one: Document, other: Document) -> bool:
    return all(abs(left - right) <= 100 for left, right in zip(one.heads, other.heads, strict=True))


def _near_totals(one: Document, other: Document) -> bool:
    return abs(one.heads[0] - other.heads[0]) <= 100 and abs(sum(one.heads[1:]) - sum(other.heads[1:])) <= 100


def _near_day(one: Document, other: Document) -> bool:
    return abs((one.day - other.day).days) <= 10


GSTIN_RULES: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("exact", (_same_company, _same_number, _same_heads)),
    ("suggested", (_same_company, _same_heads, _alike_number)),
    ("suggested", (_same_company, _same_number, _near_heads)),
    ("suggested", (_same_company, _near_heads, _alike_number)),
    ("mismatch", (_same_number,)),
    ("mismatch", (_alike_number,)),
    ("residual", (_same_company, _near_heads, _near_day)),
)
PAN_RULES: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("mismatch", (_same_company, _same_number, _near_totals)),
    ("mismatch", (_same_company, _near_totals, _alike_number)),
    ("mismatch", (_alike_number,)),
    ("residual", (_same_company, _near_totals, _near_day)),
)


def india_compliance(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Seven rules by GSTIN, then four by PAN for what is left: per supplier, rule by rule, the first document that fits is taken."""
    found: list[tuple[str, str, str]] = []
    ours, theirs = _documents(left), _documents(right)
    for key, rules in ((_by_gstin, GSTIN_RULES), (_by_pan, PAN_RULES)):
        blocks, others = _grouped(ours, key), _grouped(theirs, key)
        for status, tests in rules:
            for name, block in blocks.items():
                if other := others.get(name):
                    found += _first_fits(block, other, status, tests)
        gone = {each for pair in found for each in pair[:2]}
        ours, theirs = [each for each in ours if each.id not in gone], [each for each in theirs if each.id not in gone]
    pairs = pl.DataFrame(found, schema={"a_id": pl.String, "b_id": pl.String, "status": pl.String}, orient="row")
    return pairs.with_columns(match="b_id", auto=pl.col("status") == "exact")


def india_compliance_bulk(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Of those, what the tool calls exact or suggested and a user would accept in bulk."""
    return india_compliance(left, right).filter(pl.col("status").is_in(["exact", "suggested"]))


def _documents(table: pl.DataFrame) -> list[Document]:
    rows = table.select("id", "company_gstin", "supplier_gstin", "bill_no", "bill_date", *HEADS).iter_rows()
    return [Document(key, company, supplier, number, _cleaned(number), day, tuple(heads)) for key, company, supplier, number, day, *heads in rows]


def _by_gstin(document: Document) -> str:
    return document.supplier


def _by_pan(document: Document) -> str:
    return document.supplier[2:12]


def _grouped(documents: Sequence[Document], key: Callable[[Document], str]) -> dict[str, dict[str, Document]]:
    grouped: dict[str, dict[str, Document]] = defaultdict(dict)
    for each in documents:
        grouped[key(each)][each.id] = each
    return grouped


def _first_fits(block: dict[str, Document], others: dict[str, Document], status: str, tests: Sequence[Rule]) -> list[tuple[str, str, str]]:
    """Takes what fits out of both."""
    found: list[tuple[str, str, str]] = []
    for one in list(block.values()):
        for other in others.values():
            if all(test(one, other) for test in tests):
                found.append((one.id, other.id, status))
                del block[one.id], others[other.id]
                break
    return found


def hungarian(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Blocks of one PAN; likeness of numbers (0.45), totals (0.4) and days (0.15), then the best assignment as a whole."""
    found: list[tuple[str, str, str]] = []
    for block in _pan_blocks(left).join(_pan_blocks(right), on="pan", suffix="_b").iter_rows(named=True):
        words = process.cdist(block["number"], block["number_b"], scorer=fuzz.ratio, dtype=np.float32) / 100
        ours, theirs = np.array(block["total"], dtype=float), np.array(block["total_b"], dtype=float)
        size = np.maximum.outer(np.abs(ours), np.abs(theirs)).clip(1)
        amounts = np.clip(1 - 20 * np.abs(np.subtract.outer(ours, theirs)) / size, 0, 1)
        days = np.clip(1 - np.abs(np.subtract.outer(np.array(block["day"]), np.array(block["day_b"]))) / 15, 0, 1)
        score = 0.45 * words + 0.4 * amounts + 0.15 * days
        score = np.where(score > 0.6, score, 0)
        for one, other in zip(*linear_sum_assignment(score, maximize=True), strict=True):
            if score[one, other] > 0:
                found.append((block["id"][one], block["id_b"][other], block["id_b"][other]))
    return pl.DataFrame(found, schema={"a_id": pl.String, "b_id": pl.String, "match": pl.String}, orient="row")


def _pan_blocks(table: pl.DataFrame) -> pl.DataFrame:
    prepared = table.with_columns(
        pan=pl.col("supplier_gstin").str.slice(2, 10),
        number=pl.Series([_cleaned(number.upper()) for number in table["bill_no"]], dtype=pl.String),
        total=pl.sum_horizontal(*HEADS),
        day=pl.col("bill_date").cast(pl.Int32),
    )
    return prepared.group_by("pan", maintain_order=True).agg("id", "number", "total", "day")
