"""Tax deducted as the tax office has it: what others deducted from us (Form 26AS, AIS) and what we reported (26Q, Form 140), against the books of the quarter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.place import Place
from qrt.core.documents.tax_rows import TaxCreditLine
from qrt.core.documents.types import Extraction
from qrt.core.ledger.types import PLACES_MOST
from qrt.core.tax.tds.events import TdsCase
from qrt.core.tax.tds.offices import credit_rows, deducted_here, held_back, ledger_named, reported_rows

ROUNDING = 100
"""Paise by which the sums of a quarter may lie apart."""
_CREDIT_LAW = "Rule 37BA of 1962; Form 26AS, Form 168 since April 2026"
_STATEMENT_LAW = "s.200(3) of the 1961 Act; Form 26Q, Form 140 since April 2026"


@dataclass(slots=True)
class _Sum:
    """Tax of one party in the quarter, and where it stands."""

    shown: str
    tax: int = 0
    places: list[Place] = field(default_factory=list)

    def add(self, tax: int, place: Place | None) -> None:
        self.tax += tax
        if place is not None:
            self.places.append(place)


def check_returned(case: TdsCase, papers: Iterable[Extraction]) -> Iterator[Finding]:
    """tds.credit_not_reported and tds.credit_not_booked against Form 26AS (AIS where there is none), tds.not_reported and tds.reported_more against our own
    statement. Nothing where no such paper reaches into the quarter: that a paper is missing says nothing about tax."""
    papers = tuple(papers)
    yield from _credits(case, credit_rows(case, papers))
    yield from _statement(case, papers)


def _credits(case: TdsCase, rows: Sequence[TaxCreditLine]) -> Iterator[Finding]:
    if not rows:
        return
    booked = _booked_credits(case)
    reported: dict[str, _Sum] = {}
    for row in rows:
        if row.status == "U":
            # Unmatched: nobody gets credit for it until the deductor's challan is found.
            continue
        ledger = ledger_named(row.deductor, booked)
        entry = reported.setdefault(ledger or f"tan:{row.tan}", _Sum(ledger or f"{row.deductor} ({row.tan})"))
        entry.add(row.tax, row.place)
    for key in sorted(booked.keys() | reported.keys()):
        ours, theirs = booked.get(key), reported.get(key)
        gap = (ours.tax if ours else 0) - (theirs.tax if theirs else 0)
        if abs(gap) <= ROUNDING:
            continue
        shown = ours.shown if ours else theirs.shown if theirs else key
        said = f"{shown}: the books have Rs {_rupees(ours)} of tax deducted from us in {case.quarter}, the tax office Rs {_rupees(theirs)}"
        if gap > 0:
            rule, advice = "tds.credit_not_reported", "no credit can be claimed for the rest until the deductor reports it; ask for it"
        else:
            rule, advice = "tds.credit_not_booked", "book the rest, or say that it is not ours"
        yield _finding(case, rule, Severity.WARNING, key, f"{said}: {advice}.", gap, _CREDIT_LAW, ours, theirs)


def _booked_credits(case: TdsCase) -> dict[str, _Sum]:
    """By the one party of the voucher; what a voucher of several parties holds back cannot be told apart and is left out."""
    found: dict[str, _Sum] = {}
    for each in held_back(case):
        if each.party:
            found.setdefault(each.party, _Sum(each.party)).add(each.tax, each.voucher.place)
    return found


def _statement(case: TdsCase, papers: Sequence[Extraction]) -> Iterator[Finding]:
    """PAN by PAN: what stands in no PAN at all cannot be looked up."""
    reported: dict[str, _Sum] = {}
    for row in reported_rows(case, papers):
        reported.setdefault(row.pan.upper(), _Sum(f"{row.party} ({row.pan})")).add(row.tax, row.place)
    if not reported:
        return
    booked: dict[str, _Sum] = {}
    unknown: defaultdict[str, int] = defaultdict(int)
    for each in deducted_here(case):
        if pan := case.pan(each.payee):
            booked.setdefault(pan, _Sum(f"{each.payee} ({pan})")).add(each.amount, each.voucher.place)
        else:
            unknown[each.payee] += each.amount
    for pan in sorted(booked.keys() | reported.keys()):
        ours, theirs = booked.get(pan), reported.get(pan)
        gap = (ours.tax if ours else 0) - (theirs.tax if theirs else 0)
        # A payee whose PAN the books do not have may be the one that is reported under it.
        if abs(gap) <= ROUNDING or (ours is None and theirs is not None and theirs.tax in unknown.values()):
            continue
        shown = ours.shown if ours else theirs.shown if theirs else pan
        said = f"{shown}: the books deducted Rs {_rupees(ours)} in {case.quarter}, our statement reports Rs {_rupees(theirs)}"
        if gap > 0:
            yield _finding(
                case, "tds.not_reported", Severity.ERROR, pan, f"{said}: the payee gets no credit for the rest; correct it.", gap, _STATEMENT_LAW, ours, theirs
            )
        else:
            yield _finding(
                case, "tds.reported_more", Severity.WARNING, pan, f"{said}: book the rest or correct the statement.", gap, _STATEMENT_LAW, ours, theirs
            )


def _rupees(entry: _Sum | None) -> str:
    return rupee_text(Paise(entry.tax if entry else 0))


def _finding(case: TdsCase, rule: str, severity: Severity, key: str, sentence: str, amount: int, law: str, *sides: _Sum | None) -> Finding:
    places = tuple(dict.fromkeys(place for side in sides if side for place in side.places))[:PLACES_MOST]
    return Finding(rule, severity, f"tds:{case.entity}/{rule.partition('.')[2]}/{key}", sentence, Paise(abs(amount)), law, places, case.entity)
