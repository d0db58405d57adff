"""Customers and vendors of one entity, from its chart, its masters, its vouchers, GSTR-2B and people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import gstin_fault, pan_of_gstin
from qrt.core.documents.types import Gstr2bLine, MasterRow
from qrt.core.ledger.naming import squeezed
from qrt.core.ledger.types import Chart, LedgerAccount, Voucher
from qrt.core.parties.types import Party, PartySide, SameParty

_ROLES = {"debtor": PartySide.CUSTOMER, "creditor": PartySide.VENDOR}
_GROUPS = {"Sundry Debtors": PartySide.CUSTOMER, "Sundry Creditors": PartySide.VENDOR}
MSME = frozenset({"micro", "small", "medium", "none", ""})


def find_parties(
    chart: Chart,
    masters: Iterable[MasterRow],
    vouchers: Iterable[Voucher],
    portal: Iterable[Gstr2bLine] = (),
    decided: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Party]:
    """Parties by ledger, in the order of their names: ledgers with the role of a debtor or creditor, and control accounts in those groups.

    decided  ledger -> fields that a person set; they outrank everything, then the master, then what vouchers say of the party
    """
    said = decided or {}
    master_of = {squeezed(row.name): row for row in masters if not row.is_group}
    on_vouchers = _gstins_on_vouchers(vouchers)
    named = _names_by_gstin(portal)
    found: dict[str, Party] = {}
    for ledger in sorted(chart):
        account = chart[ledger]
        side = _ROLES.get(account.role) or (_GROUPS.get(account.group) if account.role in ("", "intercompany") else None)
        if side:
            own = said.get(ledger, {})
            found[ledger] = _party(account, side, master_of.get(squeezed(ledger)), on_vouchers.get(ledger, ""), named, own)
    return found


def _party(
    account: LedgerAccount, side: PartySide, master: MasterRow | None, on_vouchers: str, named: Mapping[str, tuple[str, ...]], own: Mapping[str, Any]
) -> Party:
    who: dict[str, str] = {}

    def first(field: str, *options: tuple[str, str]) -> str:
        for value, source in options:
            if value:
                who[field] = source
                return value
        return ""

    by = "a person"
    gstin = first(
        "gstin",
        (str(own.get("gstin") or "").upper(), by),
        (master.gstin.upper() if master else "", "the ledger master"),
        (account.gstin.upper(), "the chart"),
        (on_vouchers, "the party's vouchers"),
    )
    of_gstin = pan_of_gstin(gstin) if gstin and not gstin_fault(gstin) else ""
    pan = first(
        "pan",
        (str(own.get("pan") or "").upper(), by),
        (master.pan.upper() if master else "", "the ledger master"),
        (account.pan.upper(), "the chart"),
        (of_gstin, "the GSTIN holds it"),
    )
    msme = first("msme", (str(own.get("msme") or ""), by), (_msme(master.msme) if master else "", "the ledger master"))
    udyam = first("udyam", (str(own.get("udyam") or ""), by), (master.udyam if master else "", "the ledger master"))
    days = own.get("credit_days", master.credit_days if master else None)
    if days is not None:
        who["credit_days"] = by if own.get("credit_days") is not None else "the ledger master"
    return Party(
        entity=account.entity,
        ledger=account.name,
        side=side,
        group=account.group,
        schedule_key=account.schedule_key,
        gstin=gstin,
        pan=pan,
        msme=msme,
        udyam=udyam,
        credit_days=int(days) if days is not None else None,
        trader=bool(own.get("trader", False)),
        control=account.role not in _ROLES,
        said=dict(sorted(who.items())),
        names=tuple(name for name in named.get(gstin, ()) if squeezed(name) != squeezed(account.name)),
        places=account.places,
    )


def _msme(text: str) -> str:
    plain = text.strip().lower()
    return plain if plain in MSME else ""


def _gstins_on_vouchers(vouchers: Iterable[Voucher]) -> dict[str, str]:
    """The one sound GSTIN that the vouchers of a party carry; a party whose vouchers carry several has none by them."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for voucher in vouchers:
        if voucher.party and voucher.party_gstin:
            seen[voucher.party][voucher.party_gstin.upper()] += 1
    return {ledger: next(iter(found)) for ledger, found in seen.items() if len(found) == 1 and not gstin_fault(next(iter(found)))}


def _names_by_gstin(portal: Iterable[Gstr2bLine]) -> dict[str, tuple[str, ...]]:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for line in portal:
        if line.supplier_gstin and line.supplier_name:
            names[line.supplier_gstin.upper()].add(line.supplier_name)
    return {gstin: tuple(sorted(found)) for gstin, found in names.items()}


def propose_same(parties: Mapping[str, Party]) -> tuple[SameParty, ...]:
    """Ledgers that share a GSTIN, and ledgers that share a PAN but no GSTIN: proposed as one party, never merged."""
    made: list[SameParty] = []
    by_gstin, by_pan = _grouped(parties, "gstin"), _grouped(parties, "pan")
    for gstin, ledgers in sorted(by_gstin.items()):
        if len(ledgers) > 1:
            made.append(SameParty(parties[ledgers[0]].entity, "gstin", gstin, ledgers))
    told = {each.ledgers for each in made}
    for pan, ledgers in sorted(by_pan.items()):
        if len(ledgers) > 1 and ledgers not in told:
            made.append(SameParty(parties[ledgers[0]].entity, "pan", pan, ledgers))
    return tuple(made)


def _grouped(parties: Mapping[str, Party], field: str) -> dict[str, tuple[str, ...]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for ledger, party in sorted(parties.items()):
        if value := getattr(party, field):
            groups[value].append(ledger)
    return {value: tuple(ledgers) for value, ledgers in groups.items()}


def check_same(proposals: Sequence[SameParty], parties: Mapping[str, Party]) -> tuple[Finding, ...]:
    """party.same_gstin for ledgers of one side with one registration: two ledgers hide what is owed to one party. A shared PAN alone is only listed."""
    findings: list[Finding] = []
    for each in proposals:
        sides = Counter(parties[ledger].side for ledger in each.ledgers)
        if each.by == "gstin" and max(sides.values()) > 1:
            names = " and ".join(f"“{name}”" for name in each.ledgers)
            sentence = f"{names} carry one GSTIN, {each.value}: say whether they are one party. Nothing is merged until somebody does."
            places = tuple(dict.fromkeys(place for ledger in each.ledgers for place in parties[ledger].places))
            findings.append(Finding("party.same_gstin", Severity.INFO, f"party:{each.entity}/{each.value}", sentence, evidence=places, entity=each.entity))
    return tuple(findings)
