"""Books against bank in the manner of other tools. Each is our rewriting of rules that were published, not the product, and was given what helps it:
all numbers of a bank line, not only its reference field."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

Pair = tuple[str, str, str]
_TOKEN = re.compile(r"[A-Za-z0-9]+")


def exact_join(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Account, amount and day equal, and unique on both sides."""
    keys = ["account", "amount", "date"]
    ours, theirs = left.filter(pl.len().over(keys) == 1), right.filter(pl.len().over(keys) == 1)
    return ours.join(theirs, on=keys, suffix="_b").select(a_id="id", b_id="id_b", match="id_b")


def erpnext(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Auto-reconcile: amount equal and the voucher's reference number on the bank line; a voucher is used once."""
    vouchers: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for line, account, amount, reference in left.select("id", "account", "amount", "reference").iter_rows():
        if reference:
            vouchers[account, amount, reference].append(line)
    pairs: list[Pair] = []
    for line, account, amount, tokens in _bank_lines(right):
        for token in tokens:
            if waiting := vouchers.get((account, amount, token)):
                pairs.append((waiting.pop(0), line, line))
                break
    return _frame(pairs)


def erpnext_ranked(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """The list of suggestions, its first taken: amount equal; one point for the reference, one for the party, whose name is found on the bank line by
    token_set_ratio above 80 and refused on a tie; the nearer day decides. Looks at every party for every line."""
    names = left["party"].unique(maintain_order=True).to_list()
    upper = [name.upper() for name in names]
    vouchers: dict[tuple[str, int], list[tuple[str, str, str, date]]] = defaultdict(list)
    for line, account, amount, reference, party, day in left.select("id", "account", "amount", "reference", "party", "date").iter_rows():
        vouchers[account, amount].append((line, reference, party, day))
    used: set[str] = set()
    pairs: list[Pair] = []
    facts = right.select("narration", "date").iter_rows()
    for (line, account, amount, tokens), (narration, day) in zip(_bank_lines(right), facts, strict=True):
        waiting = [voucher for voucher in vouchers.get((account, amount), ()) if voucher[0] not in used]
        if waiting:
            party = _party_of(narration, names, upper)
            best = max(waiting, key=lambda voucher: ((voucher[1] in tokens) + (voucher[2] == party), -abs((voucher[3] - day).days)))
            used.add(best[0])
            pairs.append((best[0], line, line))
    return _frame(pairs)


def _party_of(narration: str, names: Sequence[str], upper: Sequence[str]) -> str | None:
    best = process.extract(narration.upper(), upper, scorer=fuzz.token_set_ratio, limit=2, score_cutoff=80)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return names[best[0][2]]


def odoo(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Numbers of four digits or more that stand on both lines; an equal amount wins, else the first candidates whose sum is the bank's amount."""
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    amounts: dict[str, int] = dict(left.select("id", "amount").iter_rows())
    for line, account, reference, narration in left.select("id", "account", "reference", "narration").iter_rows():
        for token in _numbers(f"{reference} {narration}"):
            holders[account, token].append(line)
    used: set[str] = set()
    pairs: list[Pair] = []
    for line, account, amount, reference, narration in right.select("id", "account", "amount", "reference", "narration").iter_rows():
        shared: dict[str, int] = defaultdict(int)
        for token in _numbers(f"{reference} {narration}"):
            found = holders.get((account, token), ())
            for voucher in found if len(found) < 200 else ():
                if voucher not in used and (amounts[voucher] > 0) == (amount > 0):
                    shared[voucher] += 1
        taken = _prefix(sorted(shared, key=lambda voucher: (-shared[voucher], voucher)), amounts, amount)
        used.update(taken)
        pairs.extend((voucher, line, line) for voucher in taken)
    return _frame(pairs)


def _prefix(candidates: Iterable[str], amounts: dict[str, int], amount: int) -> list[str]:
    taken: list[str] = []
    total = 0
    for voucher in candidates:
        if amounts[voucher] == amount:
            return [voucher]
        if abs(total) < abs(amount):
            taken.append(voucher)
            total += amounts[voucher]
    return taken if taken and total == amount else []


def blnk(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Amount within 0.01 %, day within three: the first hit wins, and nothing keeps our side from being used again."""
    by_account: dict[str, list[tuple[int, str, date]]] = defaultdict(list)
    for line, account, amount, day in left.select("id", "account", "amount", "date").iter_rows():
        by_account[account].append((amount, line, day))
    for lines in by_account.values():
        lines.sort(key=lambda each: each[:2])
    pairs: list[Pair] = []
    for number, (line, account, amount, day) in enumerate(right.select("id", "account", "amount", "date").iter_rows()):
        lines, drift = by_account[account], abs(amount) * 1e-4
        place = bisect_left(lines, amount - drift, key=lambda each: each[0])
        while place < len(lines) and lines[place][0] <= amount + drift:
            if abs((lines[place][2] - day).days) <= 3:
                pairs.append((lines[place][1], line, str(number)))
                break
            place += 1
    return _frame(pairs)


def hungarian(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Blocks of equal account and amount; in each, rapidfuzz on names and references (0.6) and nearness of days (0.4), then the best assignment as a whole."""
    keys = ["account", "amount"]
    ours = left.group_by(keys, maintain_order=True).agg(
        "id", text=pl.col("party").str.to_uppercase() + " " + pl.col("reference"), day=pl.col("date").cast(pl.Int32)
    )
    theirs = right.group_by(keys, maintain_order=True).agg("id", text="narration", day=pl.col("date").cast(pl.Int32))
    pairs: list[Pair] = []
    for block in ours.join(theirs, on=keys, suffix="_b").iter_rows(named=True):
        words = process.cdist(block["text"], block["text_b"], scorer=fuzz.token_set_ratio, dtype=np.float32, workers=1) / 100
        days = np.abs(np.subtract.outer(np.array(block["day"]), np.array(block["day_b"])))
        score = words * 0.6 + np.clip(1 - days / 15, 0, 1) * 0.4
        score = np.where((score >= 0.45) & (days <= 20), score, 0)
        for one, other in zip(*linear_sum_assignment(score, maximize=True), strict=True):
            if score[one, other] > 0:
                pairs.append((block["id"][one], block["id_b"][other], block["id_b"][other]))
    return _frame(pairs)


def _bank_lines(right: pl.DataFrame) -> Iterable[tuple[str, str, int, list[str]]]:
    """id, account, amount, and whatever on the line could be a reference number."""
    for line, account, amount, reference, narration in right.select("id", "account", "amount", "reference", "narration").iter_rows():
        tokens = [token for token in _TOKEN.findall(f"{reference.lstrip('0')} {narration}") if sum(sign.isdecimal() for sign in token) >= 5]
        yield line, account, amount, tokens


def _numbers(text: str) -> set[str]:
    digits = ("".join(sign for sign in token if sign.isdecimal()) for token in _TOKEN.findall(text))
    return {number for number in digits if len(number) >= 4}


def _frame(pairs: Sequence[Pair]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema={"a_id": pl.String, "b_id": pl.String, "match": pl.String}, orient="row")
