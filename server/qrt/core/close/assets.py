"""Papers and decisions of a close on their way into the register of fixed assets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from qrt.core.assets.blocks import BlockOpening
from qrt.core.assets.book import keep_assets
from qrt.core.assets.ledgers import AssetLedgers
from qrt.core.assets.register import RegisterPaper, changed, to_assets
from qrt.core.assets.types import Asset, AssetBook
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text, rupees
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.close.types import Decision, EntityBooks, HandIn, Placed, RuleBook
from qrt.core.documents.types import AssetRow, DocumentKind


def keep_entity_assets(handin: HandIn, entity: str, books: EntityBooks, rules: RuleBook, decisions: Sequence[Decision]) -> AssetBook:
    """The register of one entity from its papers and what people entered, changed and disposed of, beside its books of the quarter."""
    quarter = handin.quarter
    ledgers = AssetLedgers(books.chart, rules.assets, books.posted, books.opening)
    papers, findings = _papers(handin.of(entity), quarter, ledgers)
    handed_in, found = to_assets(papers, quarter)
    assets, more = _decided(entity, handed_in, decisions)
    openings = (*_block_papers(handin.of(entity), quarter), *_block_decisions(entity, decisions))
    tolerance = handin.company.policy.amount_tolerance
    return keep_assets(entity, assets, openings, ledgers, rules.assets, quarter, tolerance, (*findings, *found, *more), handed_in)


def _papers(placed: Sequence[Placed], quarter: Quarter, ledgers: AssetLedgers) -> tuple[list[RegisterPaper], list[Finding]]:
    """The registers that speak of the quarter: one that ends before it began says nothing new when a later one is here."""
    made: list[RegisterPaper] = []
    findings: list[Finding] = []
    for each in placed:
        rows = tuple(row for row in each.extraction.rows if isinstance(row, AssetRow))
        if each.extraction.kind is not DocumentKind.ASSET_REGISTER or not rows:
            continue
        first, last = _day(each.extraction.text("period_from")), _day(each.extraction.text("period_to"))
        name = f"{each.paper.name}, {each.extraction.part}" if each.extraction.part else each.paper.name
        if first is None and any(row.depreciation for row in rows):
            first, last, why = _by_evidence(rows, last, quarter, ledgers)
            if not first:
                sentence = (
                    f"{name} does not say of which period its depreciation is, and {why}: say it, nothing of its depreciation was taken as the quarter's."
                )
                place = (Place(each.paper.sha256, sheet=rows[0].place.sheet),)
                findings.append(
                    Finding("assets.period_unknown", Severity.WARNING, f"document:{each.paper.sha256}/{each.extraction.part}", sentence, evidence=place)
                )
        made.append(RegisterPaper(name, rows, first, last, each.extraction.text("components") == "inclusive"))
    current = [paper for paper in made if paper.last_day is None or paper.last_day >= quarter.first_day]
    return (current or made), findings


def _by_evidence(rows: Sequence[AssetRow], last: date | None, quarter: Quarter, ledgers: AssetLedgers) -> tuple[date | None, date | None, str]:
    """The period of a register that does not state one, where the ledgers prove it: its opening column is what they opened the quarter with."""
    ends = last or quarter.last_day
    if ends != quarter.last_day:
        return None, last, "it ends on another day than the quarter"
    if quarter.number == 1:
        return quarter.first_day, ends, ""
    brought = sum(row.opening_accumulated or (row.closing_accumulated or 0) - (row.depreciation or 0) for row in rows if not row.parent)
    opened = -sum(ledgers.opened(ledger) for ledger in ledgers.accumulated)
    if opened and abs(brought - opened) <= 100 * len(rows):
        return quarter.first_day, ends, ""
    return None, last, f"its opening of {rupee_text(Paise(brought))} is not what the ledgers opened the quarter with ({rupee_text(Paise(opened))})"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


ABOUT_ASSETS = ("asset_entered", "asset_changed", "asset_disposed")
_OF_ITS_QUARTER = frozenset({"shifts", "reason"})
"""What a person says of the quarter that they say it in."""


def handed_on(earlier: Iterable[tuple[Decision, Mapping[str, str]]]) -> dict[tuple[str, str], dict[str, Any]]:
    """What people decided on assets in earlier quarters, one content for each kind and subject, in the order in which it counts.

    `earlier` are their decisions, oldest first, each with who, when and in which close (`by`, `on`, `since`). Later changes add to earlier ones. How many
    shifts an asset worked is of its own quarter and is not handed on.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for decision, said in earlier:
        content = {name: value for name, value in decision.content.items() if name not in _OF_ITS_QUARTER}
        if decision.kind in ABOUT_ASSETS and content:
            standing = found.get((decision.kind, decision.subject), {})
            found[decision.kind, decision.subject] = {**standing, **content, **said}
    return dict(sorted(found.items(), key=lambda each: (ABOUT_ASSETS.index(each[0][0]), each[0][1])))


def _in_order(decisions: Sequence[Decision]) -> list[Decision]:
    """What was carried first, the newest of each kind and asset in the place of the one before it; then this close's own, as it was decided."""
    carried = {(decision.kind, decision.subject): decision for decision in decisions if decision.content.get("since")}
    kinds = sorted(carried.values(), key=lambda each: (ABOUT_ASSETS.index(each.kind) if each.kind in ABOUT_ASSETS else -1, each.subject))
    return [*kinds, *(decision for decision in decisions if not decision.content.get("since"))]


def _is_there(asset: Asset, known: Iterable[Asset]) -> bool:
    """An asset that was entered earlier stands in the register now, under another code: bought on the same day at the same cost."""
    return any(each.cost == asset.cost and each.bought == asset.bought and each.bought for each in known)


def _decided(entity: str, assets: Sequence[Asset], decisions: Sequence[Decision]) -> tuple[tuple[Asset, ...], list[Finding]]:
    """The assets as people left them, decision after decision. One about an asset that is not there any more is said."""
    known = {asset.key: asset for asset in assets}
    findings: list[Finding] = []
    prefix = f"{entity}|"
    about = [decision for decision in decisions if decision.kind in ABOUT_ASSETS and decision.subject.startswith(prefix)]
    for decision in _in_order(about):
        key, content = decision.subject.removeprefix(prefix), decision.content
        carried = bool(content.get("since"))
        if decision.kind == "asset_entered":
            if not (carried and _is_there(entered(key, content), known.values())):
                known.setdefault(key, entered(key, content))
        elif carried and (key not in known or (decision.kind == "asset_disposed" and known[key].disposed)):
            # The register of a later quarter has taken it up: the asset is gone from it, or says its day itself.
            continue
        elif key not in known:
            sentence = f"Somebody decided on the asset {key}, which no register and no entry has any more."
            findings.append(Finding("assets.decided_and_gone", Severity.WARNING, f"asset:{entity}/{key}", sentence, entity=entity))
        elif decision.kind == "asset_changed":
            known[key] = changed(known[key], content)
        elif decision.kind == "asset_disposed":
            proceeds = content.get("proceeds_paise")
            known[key] = replace(
                known[key],
                disposed=date.fromisoformat(str(content["day"])),
                proceeds=None if proceeds is None else Paise(int(proceeds)),
                proceeds_ledger=str(content.get("ledger") or ""),
                deleted=False,
                # The register did not know: what it charged for the whole quarter no longer holds.
                changed=(*known[key].changed, f"disposed {content['day']}"),
            )
    return tuple(known[key] for key in sorted(known)), findings


def entered(key: str, content: Mapping[str, Any]) -> Asset:
    """An asset that a person entered. The API has checked the values."""
    plain = Asset(
        key=key,
        code=str(content.get("code") or ""),
        name=str(content["name"]),
        asset_class=str(content.get("asset_class") or ""),
        cost=Paise(int(content["cost_paise"])),
        source="person",
        location=str(content.get("location") or ""),
        bought=_day(str(content.get("bought") or "")),
        in_progress=bool(content.get("in_progress", False)),
        due=_day(str(content.get("due") or "")),
        place=None,
    )
    return replace(changed(plain, {name: value for name, value in content.items() if name not in ("asset_class", "in_progress")}), changed=())


def _block_papers(placed: Sequence[Placed], quarter: Quarter) -> list[BlockOpening]:
    """Opening values of blocks that a schedule of the quarter's own tax year states, or the closing ones of the year before."""
    openings: list[BlockOpening] = []
    for each in placed:
        extraction = each.extraction
        ends = _day(extraction.text("period_to"))
        if extraction.kind is not DocumentKind.ASSET_REGISTER or not extraction.text("block.1.name"):
            continue
        stage = "opening" if ends is None or ends >= quarter.year.first_day else "closing"
        number = 1
        while name := extraction.text(f"block.{number}.name"):
            field = extraction.fields.get(f"block.{number}.{stage}")
            rate = extraction.text(f"block.{number}.rate")
            if field and field.value:
                openings.append(BlockOpening(name, Decimal(rate) if rate else None, rupees(field.value), field.place))
            number += 1
    return openings


def _block_decisions(entity: str, decisions: Sequence[Decision]) -> list[BlockOpening]:
    made: dict[str, BlockOpening] = {}
    for decision in decisions:
        if decision.kind == "block_opened" and decision.subject.startswith(f"{entity}|"):
            name, rate = decision.subject.removeprefix(f"{entity}|"), decision.content.get("rate")
            made[name] = BlockOpening(name, Decimal(str(rate)) if rate is not None else None, Paise(int(decision.content["value_paise"])))
    return list(made.values())
