"""The chart of one entity: each of the company's own ledgers with its group, its nature, its line of Schedule III, and why.

Asked in this order: a person's decision, the group it stands in (and inside the group its name), GST and TDS names, name rules, how the vouchers use it, the
dictionary of names. Below the threshold the ledger stays unmapped and a finding says so: a guess is never made silently. Every ledger keeps the three best
offers (`offers.py`), so that a person can say otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qrt.core.base.company import Division, Entity
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.place import Place
from qrt.core.documents.types import MasterRow, TrialBalanceRow
from qrt.core.ledger.model import GroupRule, ModelChart, NameRule
from qrt.core.ledger.naming import plain_name, squeezed
from qrt.core.ledger.offers import Mapped, NameSays, Remembered, behind, best, by_memory, by_name, by_neighbours, by_side
from qrt.core.ledger.taxnames import tax_name
from qrt.core.ledger.tree import to_tree
from qrt.core.ledger.types import Chart, LedgerAccount, Offer, places_of

CONFIDENCE_LEAST = 0.65
"""A mapping by name that is less sure than this is not used."""

_SURE = 0.85
"""A name that stands in the dictionary, or is a plain misspelling of one that does, is at least this sure."""

_BY_RULE = 0.8
"""How sure a name rule is by itself for a ledger whose group no paper gives."""

_NEVER_A_PARTY = frozenset({"round_off", "suspense", "retained_earnings"})

_APART_LEAST = 0.08
"""Two lines that a name offers closer together than this are a question, no answer."""

_PARTY_GROUPS = frozenset({"Sundry Debtors", "Sundry Creditors"})


@dataclass(frozen=True, slots=True)
class _Mapping:
    """What one way of asking answered. `source` is a source of `Offer`; "" where nothing answered."""

    schedule_key: str
    nature: str
    role: str
    reason: str
    confidence: float
    tds_key: str = ""
    source: str = "group"

    def offer(self) -> Offer:
        return Offer(self.schedule_key, self.nature, self.role, self.tds_key, self.source, self.reason, self.confidence)


def build_chart(
    entity: Entity,
    division: Division,
    model: ModelChart,
    masters: Sequence[MasterRow],
    trial_balances: Sequence[TrialBalanceRow],
    ledgers_seen: Iterable[str],
    decisions: Mapping[str, Mapped] | None = None,
    *,
    uses: Mapping[str, tuple[str, str]] | None = None,
    group_companies: Sequence[Entity] = (),
    names: NameSays | None = None,
    memory: Mapping[str, Sequence[Remembered]] | None = None,
    groups_before: Mapping[str, str] | None = None,
    moved_at: Mapping[str, Place] | None = None,
) -> tuple[Chart, tuple[Finding, ...]]:
    """The chart of one entity, and what could not be placed.

    trial_balances  rows of every handed-in trial balance, the opening one included, the most trusted first
    ledgers_seen    names of all ledgers that vouchers touch
    decisions       ledger -> line of Schedule III, decided by a person
    names           what a name alone says (`core.learning.ledger_names`); None asks nobody
    memory          squeezed name -> decisions of the company for ledgers of that name
    groups_before   ledger -> the group it stood in at the prior close, for ledgers that no paper of this quarter places
    uses            ledger -> (predefined group, why) as `groups_by_use` reads it off the vouchers
    group_companies entities of the group: a ledger that carries one's name is an intercompany ledger
    moved_at        ledger -> the first line of a voucher that moves it, for ledgers that no master and no trial balance shows
    """
    tree = to_tree(masters, trial_balances, model)
    master_of = {row.name: row for row in masters if not row.is_group}
    balances = _balances(trial_balances)
    ledgers = sorted(set(ledgers_seen) | master_of.keys() | balances.keys())
    before, ask = groups_before or {}, _Asking(entity.code, model, division, decisions or {}, uses or {}, names, memory or {}, balances)
    chart: dict[str, LedgerAccount] = {}
    findings: list[Finding] = []
    rows_of: dict[str, list[Place]] = {}
    for row in trial_balances:
        rows_of.setdefault(row.name, []).append(row.place)
    for name in ledgers:
        chain = tree.chain(name) or ((before[name],) if before.get(name) else ())
        group, ancestry = _predefined(name, chain, model)
        found, offers = ask(name, chain, group, ancestry)
        if not group and found.source == "use":
            group = ask.uses[name][0]
        master = master_of.get(name) or master_of.get(tree.spelled(name))
        account = LedgerAccount(
            entity=entity.code,
            name=name,
            group=group,
            nature=found.nature,
            schedule_key=found.schedule_key,
            role=found.role,
            tds_key=found.tds_key,
            gstin=master.gstin if master else "",
            pan=master.pan if master else "",
            counterparty=_counterparty(name, master, entity, group_companies, ledgers) if found.role != "bank" else "",
            opening=(master.opening or ZERO) if master else ZERO,
            reason=found.reason,
            confidence=found.confidence,
            offers=offers,
            places=_places(name, master, rows_of.get(name, ()), (moved_at or {}).get(name)),
        )
        chart[name] = _as_intercompany(account, division)
        findings += _check_account(chart[name], balances.get(name))
    return chart, (*findings, *check_similar(chart))


def map_to_group(account: LedgerAccount, group: str, model: ModelChart, division: Division, reason: str) -> LedgerAccount:
    """The account placed in a predefined group by somebody's word. Raises KeyError on a group that is none."""
    rule = model.group_by_name[squeezed(group)]
    found = _in_group(account.name, (), rule, model.ancestry(group), model, division)
    return replace(
        account, group=rule.name, nature=found.nature, schedule_key=found.schedule_key, role=found.role, tds_key=found.tds_key, reason=reason, confidence=1.0
    )


def check_similar(chart: Chart) -> tuple[Finding, ...]:
    """Ledgers whose names differ by case, blanks and signs alone: proposed as one, never merged."""
    alike: dict[str, list[str]] = {}
    for name in chart:
        alike.setdefault(squeezed(name), []).append(name)
    return tuple(
        Finding(
            "chart.similar_ledgers",
            Severity.WARNING,
            f"ledger:{chart[names[0]].entity}/{names[0]}",
            f"{' and '.join(f'“{name}”' for name in sorted(names))} differ only in how they are written: say whether they are one ledger.",
            evidence=places_of(chart, names),
            entity=chart[names[0]].entity,
        )
        for key, names in sorted(alike.items())
        if len(names) > 1 and key
    )


def _balances(rows: Sequence[TrialBalanceRow]) -> dict[str, Paise]:
    """Leaves of the trial balances with the largest balance they show. A group shown closed is a leaf: nothing stands below it."""
    found: dict[str, Paise] = {}
    for row in rows:
        if not row.is_group or row.collapsed:
            amount = max((row.closing, row.opening or ZERO), key=abs)
            found[row.name] = max((found.get(row.name, ZERO), amount), key=abs)
    return found


def _predefined(name: str, chain: tuple[str, ...], model: ModelChart) -> tuple[str, tuple[str, ...]]:
    """The nearest predefined group above a ledger (or the ledger itself where a closed group stands for its parties), and that group's own ancestry."""
    for above in chain:
        if ancestry := model.ancestry(above):
            return ancestry[0], ancestry
    ancestry = model.ancestry(name)
    return (ancestry[0], ancestry) if ancestry else ("", ())


@dataclass(frozen=True, slots=True)
class _Asking:
    """All that is known beside the ledger itself."""

    entity: str
    model: ModelChart
    division: Division
    decisions: Mapping[str, Mapped]
    uses: Mapping[str, tuple[str, str]]
    names: NameSays | None
    memory: Mapping[str, Sequence[Remembered]]
    balances: Mapping[str, Paise]

    def __call__(self, name: str, chain: tuple[str, ...], group: str, ancestry: tuple[str, ...]) -> tuple[_Mapping, tuple[Offer, ...]]:
        """The mapping that is used, and the three offers with it at their head."""
        by_rule = _by_rules(name, chain, group, ancestry, self.model, self.division)
        rule = self.model.group_by_name[squeezed(group)] if group else None
        # A party's name says nothing about its line, and parties are most of a chart.
        named = by_name(name, rule, self.names, self.model, self.division) if self.names and group not in _PARTY_GROUPS else []
        used = self._by_use(name)
        if rule and by_rule:
            by_rule = _refined(by_rule, rule, named)
        elif by_rule and self.names:
            by_rule = _weighed(by_rule, named)
        chosen = self._decided(name, by_rule) or by_rule or used or _by_best_name(named)
        others = [each.offer() for each in (by_rule, used) if each and each is not chosen]
        others += by_memory(name, group, self.entity, self.memory, nature_of_key) + ([behind(offer) for offer in named] if rule else named)
        if rule:
            others += by_neighbours(rule, self.model, self.division)
        others += by_side(self.balances.get(name), self.model, self.division)
        return chosen, best([chosen.offer(), *others]) if chosen.schedule_key else best(sorted(others, key=lambda offer: -offer.confidence))

    def _decided(self, name: str, by_rule: _Mapping | None) -> _Mapping | None:
        said = self.decisions.get(name)
        if said is None:
            return None
        fits = by_rule if by_rule and by_rule.schedule_key == said.schedule_key else None
        role = said.role if said.role is not None else fits.role if fits else ""
        tds_key = said.tds_key if said.tds_key is not None else by_rule.tds_key if by_rule else ""
        return _Mapping(said.schedule_key, nature_of_key(said.schedule_key), role, said.reason, 1.0, tds_key, "decision")

    def _by_use(self, name: str) -> _Mapping | None:
        if name not in self.uses:
            return None
        group, why = self.uses[name]
        rule = self.model.group_by_name[squeezed(group)]
        return _Mapping(rule.keys.of(self.division), rule.nature, rule.role, f"used as {group}: {why}", 0.75, source="use")


def _refined(by_group: _Mapping, group: GroupRule, named: Sequence[Offer]) -> _Mapping:
    """Where the group alone spoke, a name that stands in the dictionary says the line inside it: "Byaj Khata" under Indirect Expenses is finance cost."""
    if by_group.reason != f"stands in {group.name}" or group.name in _PARTY_GROUPS or group.role in ("bank", "cash", "branch", "suspense"):
        return by_group
    said = next((offer for offer in named if offer.confidence >= _SURE and offer.nature == group.nature and offer.schedule_key), None)
    if said is None or said.schedule_key == by_group.schedule_key:
        return by_group
    return _Mapping(said.schedule_key, said.nature, said.role, f"stands in {group.name}; {said.reason}", 0.85, said.tds_key)


def _weighed(by_rule: _Mapping, named: Sequence[Offer]) -> _Mapping | None:
    """A name rule that speaks for a ledger without a group, against the dictionary of names: it holds where both say the same line first.

    A word inside a name that the dictionary does not know is as often a party ("Hotel Sea Pearl") as an expense: then nothing is said. GST and TDS names stand.
    """
    if by_rule.confidence != _BY_RULE or by_rule.role in _NEVER_A_PARTY:
        return by_rule
    if not named:
        return None
    if named[0].schedule_key == by_rule.schedule_key:
        return replace(by_rule, reason=f"{by_rule.reason}; {named[0].reason}", confidence=max(named[0].confidence, _BY_RULE))
    return None if named[0].confidence < _SURE else _by_best_name(named)


def _by_best_name(named: Sequence[Offer]) -> _Mapping:
    """The surest offer of the dictionary, where it is sure enough and no other line is nearly as sure."""
    lines = {offer.schedule_key: offer for offer in reversed(named)}
    if not lines:
        return _Mapping("", "", "", "no paper gives its group and its name is not known", 0.0, source="")
    first, *others = sorted(lines.values(), key=lambda offer: -offer.confidence)
    if first.confidence < CONFIDENCE_LEAST or any(first.confidence - other.confidence < _APART_LEAST for other in others):
        return _Mapping(
            "", "", "", f"no paper gives its group and its name alone is not enough; nearest: {first.reason} ({first.confidence:.0%})", 0.0, source=""
        )
    return _Mapping(first.schedule_key, first.nature, first.role, first.reason, first.confidence, first.tds_key, "name")


def _by_rules(name: str, chain: tuple[str, ...], group: str, ancestry: tuple[str, ...], model: ModelChart, division: Division) -> _Mapping | None:
    if group:
        return _in_group(name, chain, model.group_by_name[squeezed(group)], ancestry, model, division)
    if (tax := tax_name(name, model)) and tax.role:
        return replace(_tax_mapping(name, tax.asset, tax.role, tax.tds_key, tax.reason, min(tax.sure, 0.9), model, division), source="name")
    if rule := next((rule for rule in model.names if rule.anywhere and rule.fits(plain_name(name))), None):
        return _Mapping(rule.keys.of(division), rule.nature, rule.role, f"its name says so (“{_word(rule, name)}”)", _BY_RULE, rule.tds_key, "name")
    return None


def _in_group(name: str, chain: tuple[str, ...], group: GroupRule, ancestry: tuple[str, ...], model: ModelChart, division: Division) -> _Mapping:
    """Inside a group the name only refines. A sub-group's name speaks where the ledger's own does not ("Hotel Taj" under "Travel")."""
    within = f"stands in {group.name}"
    liable = bool({"Current Liabilities", "Current Assets", "Loans & Advances (Asset)"} & set(ancestry)) and group.name not in _PARTY_GROUPS
    bank_like = {"Bank Accounts", "Bank OD A/c", "Cash-in-Hand", "Stock-in-Hand"} & set(ancestry)
    if liable and not bank_like and (tax := tax_name(name, model)):
        if tax.role:
            return _tax_mapping(name, tax.asset, tax.role, tax.tds_key, f"{within}; {tax.reason}", tax.sure, model, division)
        if group.name == "Duties & Taxes":
            return _Mapping(group.keys.of(division), group.nature, "", f"{within}; {tax.reason}", tax.sure + 0.2)
    own_groups = [above for above in chain if not model.ancestry(above)]
    spoken = [name] if group.name in _PARTY_GROUPS else [name, *own_groups]
    if group.name in _PARTY_GROUPS:
        spoken = [*own_groups, name]
    for text in spoken:
        rule = next(
            (rule for rule in model.names if (not rule.groups or rule.groups & set(ancestry)) and rule.fits(plain_name(text)) and _may_move(rule, group)), None
        )
        if rule:
            told = "its name" if text == name else f"its group “{text}”"
            return _Mapping(
                rule.keys.of(division), rule.nature, rule.role, f"{within}; {told} says “{_word(rule, text)}”", 0.9 if text == name else 0.85, rule.tds_key
            )
    return _Mapping(group.keys.of(division), group.nature, group.role, within, 0.85)


def _may_move(rule: NameRule, group: GroupRule) -> bool:
    """A rule without groups speaks for a grouped ledger only where it keeps its nature: a party called "Cash Traders" under Sundry Debtors stays a party."""
    if rule.groups:
        return True
    if group.name in _PARTY_GROUPS or group.role in ("bank", "cash", "branch", "suspense"):
        return False
    if rule.role in ("retained_earnings", "suspense"):
        return True
    return rule.nature == group.nature and (rule.role == "round_off" or group.name in ("Current Assets", "Capital Account") or rule.keys == group.keys)


def _tax_mapping(name: str, asset: bool, role: str, tds_key: str, reason: str, sure: float, model: ModelChart, division: Division) -> _Mapping:
    account = model.account(role) or model.account("input_cgst" if asset else "output_cgst")
    assert account, name
    return _Mapping(account.keys.of(division), "asset" if asset else "liability", role, reason, sure, tds_key)


def _word(rule: NameRule, text: str) -> str:
    found = rule.match.search(plain_name(text))
    return found.group().strip() if found else ""


def nature_of_key(key: str) -> str:
    """The nature of a Schedule III line by its place in the key scheme ("D1.AS…" assets, "D1.PL.REV" income)."""
    tail = key.split(".", 1)[1] if "." in key else key
    if tail.startswith("AS"):
        return "asset"
    if tail.startswith(("PL", "OCI", "TCI")):
        return "income" if tail.split(".")[-1] in ("REV", "OI", "DOP", "NR", "R") else "expense"
    return "liability"


def _counterparty(name: str, master: MasterRow | None, entity: Entity, companies: Sequence[Entity], ledgers: Iterable[str]) -> str:
    """Code of the other group company whose name or alias the ledger carries. The longest name wins; two equally long ones say nothing.

    A stranger may have the same name: a master with another PAN is one, and so is a name with another legal form ("Ltd", not "Private Limited") beside a ledger that
    carries the company's own.
    """
    plain = f" {plain_name(name)} "
    hits = sorted(
        (
            (len(text), other.code)
            for other in companies
            if other.code != entity.code
            for text in {_company_words(each) for each in (other.name, *other.aliases)}
            if text and f" {text} " in plain
        ),
        reverse=True,
    )
    codes = {code for size, code in hits if size == hits[0][0]} if hits else set()
    if len(codes) != 1:
        return ""
    (code,) = codes
    company = next(each for each in companies if each.code == code)
    pans = {gstin[2:12] for gstin in company.gstins if len(gstin) == 15}
    pan = (master.pan or master.gstin[2:12]) if master else ""
    if pan and pans and pan not in pans:
        return ""
    form, own = _legal_form(name), _legal_form(company.name)
    words = _company_words(company.name)
    if form and own and form != own and any(_company_words(each) == words and _legal_form(each) == own for each in ledgers):
        return ""
    return code


def _legal_form(name: str) -> str:
    """The legal form that a name states: "private", "public", "llp", or "" for none."""
    words = set(plain_name(name).split())
    if words & {"private", "pvt"}:
        return "private"
    return "llp" if "llp" in words else "public" if words & {"limited", "ltd"} else ""


def _company_words(name: str) -> str:
    """A company's name without its legal form, for finding it in a ledger's name."""
    tail = {"private", "pvt", "limited", "ltd", "llp", "inc", "co", "company", "p"}
    parts = plain_name(name).split()
    while parts and parts[-1] in tail:
        parts.pop()
    return " ".join(parts) if len("".join(parts)) >= 4 else ""


def _as_intercompany(account: LedgerAccount, division: Division) -> LedgerAccount:
    """A debtor or creditor that is a group company keeps its line and takes the role "intercompany" only where its line has no role of its own."""
    if account.counterparty and not account.role and account.nature in ("asset", "liability"):
        return replace(account, role="intercompany")
    return account


def _places(name: str, master: MasterRow | None, rows: Sequence[Place], moved: Place | None) -> tuple[Place, ...]:
    shown = ((master.place,) if master and master.name == name else ()) + tuple(rows)
    if not shown and master:
        shown = (master.place,)
    return tuple(dict.fromkeys(shown)) or ((moved,) if moved else ())


def _check_account(account: LedgerAccount, balance: Paise | None) -> tuple[Finding, ...]:
    evidence = account.places[:1]
    subject = f"ledger:{account.entity}/{account.name}"
    if account.schedule_key or account.role == "branch":
        if account.group == "Duties & Taxes" and not account.role and tax_like(account.name):
            sentence = f"“{account.name}” names a GST head but neither input nor output: tell which it is, the credit and the liability are read from it."
            return (Finding("chart.gst_side_unknown", Severity.WARNING, subject, sentence, abs_of(balance), evidence=evidence, entity=account.entity),)
        return ()
    if account.role == "suspense":
        return ()  # What stands in it is asked about with the audit of the book.
    shown = f" It stands at {rupee_text(abs_of(balance))} {'Dr' if (balance or 0) > 0 else 'Cr'}." if balance else ""
    sentence = f"“{account.name}” has no line of Schedule III: {account.reason}.{shown}"
    severity = Severity.BLOCKING if balance else Severity.WARNING
    return (
        Finding(
            "chart.unmapped_ledger",
            severity,
            subject,
            sentence,
            abs_of(balance),
            law="Companies Act 2013, Schedule III",
            evidence=evidence,
            entity=account.entity,
        ),
    )


def tax_like(name: str) -> bool:
    """True when the name carries a GST head."""
    return any(head in squeezed(name) for head in ("igst", "cgst", "sgst", "utgst"))


def abs_of(balance: Paise | None) -> Paise:
    return Paise(abs(balance or 0))
