"""GSTINs and PANs in the books."""

from collections.abc import Iterator, Mapping

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import gstin_fault, pan_fault
from qrt.core.base.place import Place
from qrt.core.ledger.types import PLACES_MOST
from qrt.core.recon.gstr2b import gstin_is_near
from qrt.core.recon.references import document_number
from qrt.core.recon.types import Item, Reconciliation, Side
from qrt.core.tax.gst.supply import GstCase

LAW = "Rule 10 and Rule 46(d) CGST Rules"


def check_numbers(case: GstCase, reconciliation: Reconciliation | None) -> Iterator[Finding]:
    """gst.gstin_typo where GSTR-2B knows the right number, else gst.gstin_invalid; once for each GSTIN of the books. PANs likewise."""
    typos = _typing_errors(reconciliation)
    seen: set[str] = set()
    named = [
        (account.gstin.upper(), f"ledger:{account.entity}/{account.name}", f"ledger {account.name}", account.entity, account.places)
        for account in case.chart.values()
        if account.gstin
    ]
    named += [
        (
            voucher.party_gstin.upper(),
            f"voucher:{voucher.key}",
            f"voucher {voucher.number or voucher.key} ({voucher.party})",
            voucher.entity,
            (voucher.place,) if voucher.place else (),
        )
        for voucher in case.vouchers
        if voucher.party_gstin
    ]
    shown: dict[str, tuple[Place, ...]] = {}
    for gstin, *_, places in named:
        shown[gstin] = (*shown.get(gstin, ()), *places)
    for gstin, subject, where, entity, _ in named:
        if gstin in seen:
            continue
        seen.add(gstin)
        evidence = tuple(dict.fromkeys(shown[gstin]))[:PLACES_MOST]
        if right := typos.get(gstin):
            evidence = (*evidence, right.place) if right.place else evidence
            sentence = f"The GSTIN {gstin} of {where} is mistyped: GSTR-2B has the same document under {right.labels['gstin']} ({right.party})."
            yield Finding("gst.gstin_typo", Severity.ERROR, subject, sentence, law=LAW, evidence=evidence, entity=entity)
        elif fault := gstin_fault(gstin):
            yield Finding(
                "gst.gstin_invalid",
                Severity.ERROR,
                subject,
                f"The GSTIN {gstin} of {where} cannot be right: {fault}.",
                law=LAW,
                evidence=evidence,
                entity=entity,
            )
    yield from _pans(case, typos)


def _typing_errors(reconciliation: Reconciliation | None) -> dict[str, Item]:
    """Wrong GSTIN of the books to the item of 2B that shows the right one: near in spelling, with number equal, or checked wrong with amounts equal."""
    if reconciliation is None:
        return {}
    left, right = {item.id: item for item in reconciliation.left}, {item.id: item for item in reconciliation.right}
    found: dict[str, Item] = {}
    for match in reconciliation.matches:
        ours = [left[each.item] for each in match.allocations if each.side == Side.LEFT]
        theirs = [right[each.item] for each in match.allocations if each.side == Side.RIGHT]
        for mine in ours:
            gstin = mine.labels.get("gstin", "")
            for their in theirs:
                same_number = document_number(mine.reference) == document_number(their.reference)
                if (
                    gstin
                    and same_number
                    and gstin_is_near(gstin, their.labels.get("gstin", ""))
                    and gstin[2:12] != their.labels["gstin"][2:12]
                    or (gstin and gstin_fault(gstin) and gstin_is_near(gstin, their.labels.get("gstin", "")))
                ):
                    found[gstin] = their
    return found


def _pans(case: GstCase, typos: Mapping[str, Item]) -> Iterator[Finding]:
    """A GSTIN that is wrong by itself has its finding already; here it is only held against the PAN when it could be right."""
    for account in case.chart.values():
        pan = account.pan.upper()
        subject = f"ledger:{account.entity}/{account.name}"
        if pan and (fault := pan_fault(pan)):
            yield Finding(
                "tds.pan_invalid",
                Severity.WARNING,
                subject,
                f"The PAN {pan} of ledger {account.name} cannot be right: {fault}.",
                law="s.206AA / 397(2)",
                evidence=account.places,
                entity=account.entity,
            )
        elif pan and account.gstin[2:12].upper() != pan and not gstin_fault(account.gstin.upper()) and account.gstin.upper() not in typos:
            sentence = f"Ledger {account.name} has PAN {pan}, but its GSTIN {account.gstin} holds {account.gstin[2:12]}."
            yield Finding("gst.pan_differs", Severity.WARNING, subject, sentence, law=LAW, evidence=account.places, entity=account.entity)
