"""The close package as files: what each says, in what order, and the digest over all of them.

Everything here follows from papers, rules and decisions alone, so two runs give the same bytes. Times, seals and our own voucher numbers are kept in files of
their own (`trail.jsonl`, `voucher_numbers.csv`), outside the digest.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from qrt.core.base.canonical import canonical_json, plain
from qrt.core.base.finding import Severity
from qrt.core.base.place import Place
from qrt.core.close.asset_files import asset_files
from qrt.core.close.auto_post import posted_by_policy_file
from qrt.core.close.party_files import party_files
from qrt.core.close.recon_files import proof_files
from qrt.core.close.rows import csv_bytes
from qrt.core.close.types import CloseResult, EntityClose
from qrt.core.documents.types import Extraction, Field
from qrt.core.ledger.types import Line, Voucher, VoucherDraft
from qrt.core.recon.match import reconciliation_digest
from qrt.core.recon.types import Item, MatchStatus, Reconciliation, Side

PACKAGE_VERSION = "1"


def content_files(result: CloseResult) -> dict[str, bytes]:
    """Every file of the package that follows from the close itself, by its path."""
    files = {
        "handin.json": _json(_handin(result)),
        "decisions.jsonl": _lines(result.decisions),
        "documents.jsonl": _lines(_documents(result)),
        "vouchers.jsonl": _lines(_vouchers(result)),
        "trial_balance.csv": _trial_balance(result),
        "completeness.csv": _completeness(result),
        "unmapped.csv": _unmapped(result),
        "openings.csv": _openings(result),
        "findings.jsonl": _lines(_findings(result)),
        "statements.json": _json({each.books.entity: plain(each.statements) for each in result.entities}),
        "consolidation.json": _json(plain(result.consolidation)),
    }
    if result.handin.company.policy.auto_post:
        files["posted_by_policy.csv"] = posted_by_policy_file(result.entities)
    for entity in result.entities:
        files |= asset_files(entity.books.entity, entity.assets)
        for reconciliation in entity.reconciliations:
            folder = reconciliation_folder(entity.books.entity, reconciliation)
            files[f"{folder}/items.jsonl"] = _lines(_items(reconciliation))
            files[f"{folder}/matches.jsonl"] = _lines(match_rows(reconciliation))
            files[f"{folder}/breaks.jsonl"] = _lines(break_rows(reconciliation))
            # A voucher's key is its own within one company of the group alone.
            proven = entity.proven[reconciliation.kind.value, reconciliation.subject]
            proof = proof_files(entity.books.entity, reconciliation, proven, result.decisions)
            files |= {f"{folder}/{name}": data for name, data in proof.items()}
            files[f"{folder}/summary.json"] = _json({"entity": entity.books.entity, **reconciliation_summary(reconciliation)})
        files |= party_files(entity)
    return files


def package_digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the paths and digests of content files: the name of what people sign."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    return total.hexdigest()


def summarise(result: CloseResult, files: Mapping[str, bytes]) -> dict[str, Any]:
    """close.json without its times: counts, totals, ties, findings by rule, hashes."""
    standing = [finding for finding, state in result.findings if state == "open"]
    return {
        "package_version": PACKAGE_VERSION,
        "company": result.handin.company.name,
        "quarter": str(result.handin.quarter),
        "digest": package_digest(files),
        "rulebook_hash": result.rulebook_hash,
        "counts": {
            "papers": len(result.handin.papers),
            "papers_by_kind": dict(sorted(Counter(each.kind.value for paper in result.handin.papers for each in paper.extractions).items())),
            "papers_by_state": dict(sorted(Counter(paper.state.value for paper in result.handin.papers).items())),
            "vouchers_posted": sum(len(each.books.posted) for each in result.entities),
            "vouchers_waiting": sum(len(each.books.waiting) for each in result.entities),
            "findings_open": len(standing),
            "findings_blocking": sum(finding.severity is Severity.BLOCKING for finding in standing),
        },
        "totals": {each.books.entity: _totals(each) for each in result.entities},
        "ties": [
            {"entity": each.books.entity, "name": tie.name, "left_paise": tie.left, "right_paise": tie.right, "difference_paise": tie.difference}
            for each in result.entities
            for tie in each.statements.ties
        ],
        "findings_by_rule": dict(sorted(Counter(finding.rule for finding in standing).items())),
        "findings_by_severity": dict(sorted(Counter(finding.severity.value for finding in standing).items())),
        "reconciliations": [
            {"entity": each.books.entity, **reconciliation_summary(reconciliation)} for each in result.entities for reconciliation in each.reconciliations
        ],
    }


def reconciliation_folder(entity: str, reconciliation: Reconciliation) -> str:
    """Where a reconciliation stands in the package: a name that is safe on every file system, and one for one with its subject."""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", reconciliation.subject).strip("-").lower()[:40]
    mark = hashlib.sha256(reconciliation.subject.encode()).hexdigest()[:6]
    return f"reconciliations/{entity}-{reconciliation.kind.value}-{slug}-{mark}"


def match_rows(reconciliation: Reconciliation) -> Iterable[dict[str, Any]]:
    """One row for each item of each match: {match_id, side, line_id, allocated_paise, stage, score, margin, status, reasons}."""
    for match in reconciliation.matches:
        for part in match.allocations:
            yield {
                "match_id": match.id,
                "side": part.side.value,
                "line_id": part.item,
                "allocated_paise": part.amount,
                "stage": match.stage.value,
                "score": round(match.score, 4),
                "margin": round(match.margin, 4),
                "status": match.status.value,
                "difference_paise": match.difference,
                "reasons": [{"text": reason.text, "weight": round(reason.weight, 4)} for reason in match.reasons],
            }


def break_rows(reconciliation: Reconciliation) -> Iterable[dict[str, Any]]:
    """One row for each item without its counterpart: {side, line_id, nearest, why_not, age_days}."""
    for each in reconciliation.breaks:
        yield {"side": each.side.value, "line_id": each.item, "nearest": each.nearest, "why_not": each.why_not, "age_days": each.age_days}


def reconciliation_summary(reconciliation: Reconciliation) -> dict[str, Any]:
    """Counts, totals and digest of one reconciliation; amounts in paise."""
    live = [match for match in reconciliation.matches if match.status is not MatchStatus.REJECTED]
    return {
        "kind": reconciliation.kind.value,
        "subject": reconciliation.subject,
        "as_of": reconciliation.as_of.isoformat(),
        "left_items": len(reconciliation.left),
        "right_items": len(reconciliation.right),
        "left_total_paise": sum(item.amount for item in reconciliation.left),
        "right_total_paise": sum(item.amount for item in reconciliation.right),
        "matches": len(live),
        "by_status": dict(sorted(Counter(match.status.value for match in reconciliation.matches).items())),
        "by_stage": dict(sorted(Counter(match.stage.value for match in live).items())),
        "left_breaks": sum(each.side is Side.LEFT for each in reconciliation.breaks),
        "right_breaks": sum(each.side is Side.RIGHT for each in reconciliation.breaks),
        "digest": reconciliation_digest(reconciliation),
    }


def _handin(result: CloseResult) -> dict[str, Any]:
    papers = [
        {
            "name": each.paper.name,
            "sha256": each.paper.sha256,
            "size": each.paper.size,
            "role": each.role.value,
            "entity": each.entity,
            "state": each.state.value,
            "recognised": each.recognised,
            # Said where there is one alone, so that a close without locked papers reads as it always did.
            **({"unlocked": each.unlocked} if each.unlocked else {}),
            **({"part_of": each.part_of, "part_pages": list(each.part_pages)} if each.part_pages else {}),
        }
        for each in result.handin.papers
    ]
    return {"company": plain(result.handin.company), "quarter": str(result.handin.quarter), "papers": papers, "rulebook_hash": result.rulebook_hash}


def _documents(result: CloseResult) -> Iterable[dict[str, Any]]:
    entities = {(each.paper.sha256, each.extraction.part): each.entity for each in result.handin.placed}
    for paper in result.handin.papers:
        for extraction in paper.extractions:
            entity = entities.get((paper.paper.sha256, extraction.part), "")
            yield document_record(extraction, paper.paper.name) | {"entity": entity, "state": paper.state.value, "role": paper.role.value}


def document_record(extraction: Extraction, file: str) -> dict[str, Any]:
    """What was read from one part of a paper, for documents.jsonl and `qrt extract`; rows are counted here and listed by the command."""
    return {
        "file": file,
        "sha256": extraction.document,
        "part": extraction.part,
        "kind": extraction.kind.value,
        "confidence": round(extraction.confidence, 4),
        "reader": f"{extraction.reader}/{extraction.version}",
        "pages": extraction.pages,
        "fields": {name: _field(field) for name, field in sorted(extraction.fields.items())},
        "rows_count": len(extraction.rows),
        "findings": [plain(finding) for finding in extraction.findings],
    }


def _field(field: Field) -> dict[str, Any]:
    place = field.place
    return {
        "value": field.value,
        "raw": field.raw,
        "page": place.page if place else None,
        "box": [round(side, 5) for side in place.box] if place and place.box else None,
        "place": _place(place) if place and not place.box else None,
        "confidence": round(field.confidence, 4),
        "source": field.source,
        "status": field.status.value,
        "checks": list(field.checks),
        **({"doubt": field.doubt} if field.doubt else {}),
    }


def _vouchers(result: CloseResult) -> Iterable[dict[str, Any]]:
    for each in result.entities:
        links = {}
        for link in each.books.links:
            links.setdefault(link.voucher_key, []).append({"document": link.sha256, "part": link.part, "reasons": list(link.reasons)})
        for voucher in each.books.posted:
            yield voucher_record(voucher) | {"status": "posted", "papers": links.get(voucher.key, [])}
        for draft in each.books.waiting:
            yield voucher_record(draft) | {"status": "waiting", "papers": []}


def voucher_record(voucher: Voucher | VoucherDraft) -> dict[str, Any]:
    """One voucher or draft for vouchers.jsonl."""
    record = _record(voucher)
    if isinstance(voucher, Voucher) and voucher.approver:
        record |= {"approver": voucher.approver, "approved_because": voucher.approved_because}
    return record


def _record(voucher: Voucher | VoucherDraft) -> dict[str, Any]:
    return {
        "key": voucher.key,
        "entity": voucher.entity,
        "branch": voucher.branch,
        "kind": voucher.kind.value,
        "type_name": voucher.type_name,
        "number": voucher.number,
        "date": voucher.day.isoformat(),
        "party": voucher.party,
        "party_gstin": voucher.party_gstin,
        "reference": voucher.reference,
        "reference_date": voucher.reference_day.isoformat() if voucher.reference_day else None,
        "narration": voucher.narration,
        "source": voucher.source.value,
        "reverses": voucher.reverses,
        "reverses_on": voucher.reverses_on.isoformat() if voucher.reverses_on else None,
        "place": _place(voucher.place),
        "evidence": [_place(place) for place in voucher.evidence],
        "lines": [_line(line) for line in voucher.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    record = {"ledger": line.ledger, "amount_paise": line.amount, "bill": line.bill, "reason": line.reason, "place": _place(line.place)}
    more = {
        "bill_kind": line.bill_kind.value if line.bill_kind else None,
        "due_date": line.due_day.isoformat() if line.due_day else None,
        "cost_centre": line.cost_centre,
        "foreign": plain(line.foreign) if line.foreign else None,
        "written": line.written,
        "party": line.party,
    }
    return record | {name: value for name, value in more.items() if value}


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {name: value for name, value in plain(place).items() if value is not None}


def _trial_balance(result: CloseResult) -> bytes:
    rows = [
        [
            each.books.entity,
            line.ledger,
            account.group if account else "",
            account.schedule_key if account else "",
            line.opening,
            line.debit,
            line.credit,
            line.closing,
        ]
        for each in result.entities
        for line in each.trial_balance.lines
        for account in (each.books.chart.get(line.ledger),)
    ]
    return csv_bytes(["entity", "ledger", "group", "schedule_key", "opening_paise", "debit_paise", "credit_paise", "closing_paise"], rows)


def _completeness(result: CloseResult) -> bytes:
    rows = [
        [each.books.entity, row.ledger, row.registers_say, row.trial_balance_says, row.difference, row.likely_cause]
        for each in result.entities
        for row in each.completeness
    ]
    return csv_bytes(["entity", "ledger", "registers_say_paise", "trial_balance_says_paise", "difference_paise", "likely_cause"], rows)


def _unmapped(result: CloseResult) -> bytes:
    """Every ledger that has no line of Schedule III, once: its balance, why, and the three offers."""
    rows = []
    for each in result.entities:
        closing = {line.ledger: line.closing for line in each.trial_balance.lines}
        for name, account in sorted(each.books.chart.items()):
            if account.schedule_key or account.role in ("branch", "suspense"):
                continue
            offers = [(offer.schedule_key, f"{offer.confidence:.2f}", offer.reason) for offer in account.offers]
            rows.append([each.books.entity, name, account.group, closing.get(name, 0), account.reason, *(cell for offer in offers for cell in offer)])
    head = [f"{part}_{number}" for number in (1, 2, 3) for part in ("offer", "confidence", "why")]
    return csv_bytes(["entity", "ledger", "group", "closing_paise", "reason", *head], rows)


def _openings(result: CloseResult) -> bytes:
    """What each source says each ledger opens with; the first source of an entity is the one that was used."""
    rows = [
        [each.books.entity, source.kind, "used" if position == 0 else "compared", name, amount]
        for each in result.entities
        for position, source in enumerate(each.books.opening_sources)
        for name, amount in sorted(source.balances.items())
    ]
    return csv_bytes(["entity", "source", "standing", "ledger", "opening_paise"], rows)


def _findings(result: CloseResult) -> Iterable[dict[str, Any]]:
    for finding, state in result.findings:
        yield {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "subject": finding.subject,
            "amount_paise": finding.amount,
            "sentence": finding.sentence,
            "law": finding.law,
            "evidence": [_place(place) for place in finding.evidence],
            "entity": finding.entity,
            "state": state,
        }


def _items(reconciliation: Reconciliation) -> Iterable[dict[str, Any]]:
    def row(side: Side, item: Item) -> dict[str, Any]:
        return {
            "side": side.value,
            "line_id": item.id,
            "date": item.day.isoformat(),
            "amount_paise": item.amount,
            "reference": item.reference,
            "narration": item.narration,
            "party": item.party,
            "place": _place(item.place),
            "taxes": dict(item.taxes),
            "labels": dict(item.labels),
        }

    yield from (row(Side.LEFT, item) for item in reconciliation.left)
    yield from (row(Side.RIGHT, item) for item in reconciliation.right)


def _totals(each: EntityClose) -> dict[str, int]:
    lines = each.trial_balance.lines
    return {
        "debit_paise": sum(line.debit for line in lines),
        "credit_paise": sum(line.credit for line in lines),
        "closing_difference_paise": each.trial_balance.difference,
    }


def _json(value: Any) -> bytes:
    return (json.dumps(plain(value), indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _lines(rows: Iterable[Any]) -> bytes:
    return "".join(canonical_json(row) + "\n" for row in rows).encode()
