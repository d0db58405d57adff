"""Gaps in the number series of vouchers: a number that no paper shows was deleted, or its voucher was not handed in."""

import re
from collections import defaultdict
from collections.abc import Sequence

from qrt.core.base.finding import Finding, Severity
from qrt.core.ledger.types import PLACES_MOST, VoucherDraft

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(?:20)?(\d\d)[-/](?:20)?(\d\d)(?!\d)")
_LISTED_MOST = 20


def check_numbers(drafts: Sequence[VoucherDraft], cancelled: Sequence[VoucherDraft] = ()) -> tuple[Finding, ...]:
    """Missing numbers of each series (entity, branch, type, text around the counter). Cancelled vouchers keep their number.

    A series is believed only where its numbers are dense: at least five numbers and four of five present, so that supplier numbers and codes are no series.
    """
    series: defaultdict[tuple[str, str, str, str, str], dict[int, VoucherDraft]] = defaultdict(dict)
    for draft in (*drafts, *cancelled):
        if found := _counter(draft.number):
            prefix, count, suffix = found
            series[draft.entity, draft.branch, draft.type_name or draft.kind.value, prefix, suffix].setdefault(count, draft)
    findings: list[Finding] = []
    for (entity, branch, type_name, prefix, suffix), counts in sorted(series.items()):
        first, last = min(counts), max(counts)
        missing = sorted(set(range(first, last + 1)) - counts.keys()) if last - first < 10 * len(counts) else []
        if not missing or len(counts) < 5 or len(counts) < 4 * len(missing):
            continue
        shown = ", ".join(str(count) for count in missing[:_LISTED_MOST]) + (f" and {len(missing) - _LISTED_MOST} more" if len(missing) > _LISTED_MOST else "")
        where = f" of branch {branch}" if branch else ""
        lost = "1 number" if len(missing) == 1 else f"{len(missing)} numbers"
        stand = "stands" if len(missing) == 1 else "stand"
        sentence = f"{type_name}{where}: {lost} between {counts[first].number} and {counts[last].number} {stand} on no paper: {shown}."
        # Where it is not: between the voucher before and the one after.
        beside = sorted({near for count in missing for near in (max(each for each in counts if each < count), min(each for each in counts if each > count))})
        places = tuple(dict.fromkeys(place for count in beside if (place := counts[count].place)))[:PLACES_MOST]
        subject = f"series:{entity}/{branch}/{type_name}/{prefix}#{suffix}"
        findings.append(Finding("voucher.number_gap", Severity.INFO, subject, sentence, evidence=places, entity=entity))
    return tuple(findings)


def _counter(number: str) -> tuple[str, int, str] | None:
    """The running part of a number and the text around it: its last run of digits that is no financial year ("S/118/26-27" -> 118)."""
    years = [year.span() for year in _YEAR.finditer(number) if int(year.group(2)) == (int(year.group(1)) + 1) % 100]
    runs = [run for run in _DIGITS.finditer(number) if len(run.group()) <= 9 and not any(start <= run.start() < end for start, end in years)]
    if not years and len(runs) > 1:
        # "INV/2627/0012": the year in one word, believed only where another run can be the counter.
        runs = [run for run in runs if not _is_compact_year(run.group())] or runs
    if not runs:
        return None
    run = runs[-1]
    return number[: run.start()].strip().casefold(), int(run.group()), number[run.end() :].strip().casefold()


def _is_compact_year(digits: str) -> bool:
    return len(digits) == 4 and 15 <= int(digits[:2]) <= 40 and int(digits[2:]) == int(digits[:2]) + 1
