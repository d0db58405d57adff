"""What is wrong with the register, or between it and the books: findings in the order in which an accountant goes through a register."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qrt.core.assets.drafts import charged_to, write_off
from qrt.core.assets.ledgers import AssetLedgers
from qrt.core.assets.matching import Matched, Movement
from qrt.core.assets.reconcile import booked_depreciation
from qrt.core.assets.register import Habit, for_period, standing_at, tolerance
from qrt.core.assets.rules import AssetRules, find_life
from qrt.core.assets.types import Asset, AssetBook, AssetLine
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.base.period import Quarter
from qrt.core.base.place import Place
from qrt.core.ledger.types import Voucher, VoucherDraft

_SCHEDULE = "Companies Act 2013, Schedule II"


def check_book(
    book: AssetBook,
    drafts: Sequence[VoucherDraft],
    ledgers: AssetLedgers,
    matched: Matched,
    guesses: Sequence[tuple[Asset, Movement, str]],
    sold: Sequence[Movement],
    rules: AssetRules,
    habit: Habit,
    quarter: Quarter,
    least: Paise,
) -> tuple[Finding, ...]:
    """Everything that a reviewer should see. `least` is the amount below which a difference is rounding."""
    return (
        *_check_there(book, ledgers),
        *_check_lines(book, habit),
        *_check_lives(book, rules, quarter),
        *_check_charge(book, quarter),
        *_check_booked(book, ledgers, quarter, least),
        *_check_additions(book, matched),
        *_check_disposals(book, guesses, sold),
        *_check_reconciliation(book, least),
    )


def _finding(
    book: AssetBook, rule: str, severity: Severity, subject: str, sentence: str, amount: int = 0, law: str = "", evidence: Sequence[Place] = ()
) -> Finding:
    return Finding(f"assets.{rule}", severity, f"asset:{book.entity}/{subject}", sentence, Paise(abs(amount)), law, tuple(evidence), book.entity)


def _place(asset: Asset) -> tuple[Place, ...]:
    return (asset.place,) if asset.place else ()


def _label(asset: Asset) -> str:
    return f"{asset.code} {asset.name}".strip()


def _some(lines: Sequence[AssetLine]) -> str:
    named = ", ".join(line.asset.code or line.asset.name for line in lines[:5])
    return named + (f" and {len(lines) - 5} more" if len(lines) > 5 else "")


def _named(voucher: Voucher) -> str:
    return f"{voucher.type_name or voucher.kind.value} {voucher.number or voucher.key} of {voucher.day:%d-%m-%Y}"


def _check_there(book: AssetBook, ledgers: AssetLedgers) -> Iterator[Finding]:
    held = Paise(sum(ledgers.closing(ledger) for ledger in ledgers.cost))
    if not book.lines and held > 0:
        sentence = f"The books hold fixed assets of {rupee_text(held)} and no register was handed in: depreciation, additions and disposals cannot be checked."
        yield _finding(book, "no_register", Severity.INFO, "register", sentence, held, "Companies (Auditor's Report) Order 2020, para 3(i)(a)")


def _check_lines(book: AssetBook, habit: Habit) -> Iterator[Finding]:
    unclear = [line for line in book.lines if line.state == "unclear"]
    if unclear and habit.method is None:
        sentence = f"Neither the register nor its figures tell the method of depreciation; say it for {_some(unclear)}. Nothing was charged on them."
        yield _finding(
            book,
            "method_unknown",
            Severity.WARNING,
            "method",
            sentence,
            sum(line.closing_cost for line in unclear),
            evidence=[place for line in unclear[:5] for place in _place(line.asset)],
        )
    for line in unclear if habit.method else ():
        yield _finding(
            book,
            "basis_unknown",
            Severity.WARNING,
            line.asset.key,
            f"{_label(line.asset)} is not depreciated: {line.how}.",
            line.closing_cost,
            evidence=_place(line.asset),
        )
    unused = [line for line in book.lines if line.state == "not_in_use" and line.asset.put_to_use is None and "not depreciated" not in line.how]
    if unused:
        places = [place for line in unused[:5] for place in _place(line.asset)]
        sentence = f"Nobody says since when {_some(unused)} {'is' if len(unused) == 1 else 'are'} used: depreciation runs from that day."
        yield _finding(book, "no_day_of_use", Severity.WARNING, "put_to_use", sentence, sum(line.closing_cost for line in unused), _SCHEDULE, places)
    lost: defaultdict[str, list[AssetLine]] = defaultdict(list)
    for line in book.lines:
        if not line.ledger:
            lost[line.asset.asset_class].append(line)
    for name, mine in sorted(lost.items()):
        sentence = f"No ledger of the books is the register's class “{name}” ({_some(mine)}): say which one it is."
        yield _finding(
            book, "ledger_unknown", Severity.WARNING, f"class/{name}", sentence, sum(line.closing_cost for line in mine), evidence=_place(mine[0].asset)
        )


def _check_lives(book: AssetBook, rules: AssetRules, quarter: Quarter) -> Iterator[Finding]:
    """The company's own life or rate against Schedule II, class by class: shorter is its right and is disclosed, longer needs technical advice."""
    groups: defaultdict[tuple[str, str, str], list[tuple[AssetLine, bool]]] = defaultdict(list)
    high: list[AssetLine] = []
    share = rules.residual_on(quarter.last_day)
    for line in book.lines:
        asset, basis = line.asset, line.basis
        if asset.salvage is not None and share and asset.salvage * 100 > asset.cost * share.percent and asset.cost:
            high.append(line)
        found = find_life(rules, asset.asset_class or asset.ledger, asset.name, quarter.last_day)
        if basis is None or found is None or found.rule.life is None or (asset.life is None and asset.rate is None):
            continue
        if asset.life is not None:
            own = asset.life
        elif basis.method.value == "slm" and asset.rate:
            own = (100 - (share.percent if share else 5)) / asset.rate
        else:
            law = next((rate for life in sorted(found.others) if (rate := _written_down_rate(life)) and abs(rate - (asset.rate or 0)) <= 1), None)
            if law is None and asset.rate:
                theirs = _written_down_rate(found.rule.life)
                groups["rate", asset.asset_class, f"{asset.rate} % on written-down value, {theirs} % by Schedule II"].append((line, asset.rate < theirs))
            continue
        law = found.rule.life
        # Rates are printed with two decimals: a life that they give is right to a fiftieth.
        if abs(own - law) <= law / 50:
            continue
        word = f"{own.quantize(Decimal('0.1'))} years, {law} by Schedule II"
        other = any(abs(own - life) <= life / 50 for life in found.others)
        groups["other" if other else "life", asset.asset_class, word].append((line, own > max((*found.others, law))))
    for (kind, name, word), mine in sorted(groups.items()):
        lines = [line for line, _ in mine]
        longer = any(flag for _, flag in mine)
        rule, severity = ("life_longer", Severity.WARNING) if longer else ("life_shorter", Severity.INFO)
        if kind == "other":
            # The heading knows that life for another kind of asset (25 years: continuous process plant): which it is, a person knows.
            rule, severity = "life_of_another_row", Severity.INFO
        why = "a longer life needs technical advice and its disclosure" if longer else "a company's own life is disclosed with its reason"
        why = "that life is of another row of the same heading: say that they are of it" if kind == "other" else why
        sentence = f"{name or 'Without a class'}: the register depreciates {_some(lines)} over {word}; {why}."
        yield _finding(book, rule, severity, f"class/{name}/{word}", sentence, law=f"{_SCHEDULE}, Part A para 3(i)", evidence=_place(lines[0].asset))
    if high:
        sentence = f"{_some(high)}: the residual value is more than {share.percent if share else 5} % of cost; the Act wants the reason disclosed."
        yield _finding(book, "residual_high", Severity.INFO, "residual", sentence, law=f"{_SCHEDULE}, Part A para 3(i)", evidence=_place(high[0].asset))


def _written_down_rate(life: Decimal) -> Decimal:
    """The rate of practice for a life at a residual value of 5 %."""
    return (100 * (1 - Decimal("0.05") ** (1 / life))).quantize(Decimal("0.01"))


def _check_charge(book: AssetBook, quarter: Quarter) -> Iterator[Finding]:
    """The register's own depreciation against what its basis gives; charges below residual value; lives that are over."""
    wrong: defaultdict[str, list[tuple[AssetLine, int]]] = defaultdict(list)
    for line in book.lines:
        asset, basis = line.asset, line.basis
        if basis is not None and asset.stated is not None and asset.period is not None and not asset.changed:
            computed = for_period(asset, basis, *asset.period)
            if abs(computed - asset.stated) > tolerance(*asset.period):
                wrong[asset.asset_class].append((line, asset.stated - computed))
        elif basis is not None and asset.opening and asset.opening[0] > quarter.last_day and not asset.changed:
            # It states only what stands at the end: that is compared.
            difference = asset.opening[1] - standing_at(asset, basis, quarter.last_day)
            if abs(difference) > tolerance(quarter.year.first_day, quarter.last_day):
                sentence = f"{_label(asset)}: the register has charged {rupee_text(asset.opening[1])} in all, its basis gives {rupee_text(Paise(asset.opening[1] - difference))} ({line.how})."
                yield _finding(book, "accumulated_differs", Severity.WARNING, asset.key, sentence, difference, _SCHEDULE, _place(asset))
        left = line.closing_cost - line.closing_accumulated
        if line.state != "disposed" and asset.cost and line.due and left < min(line.residual, line.opening_cost + line.additions - line.opening_accumulated):
            sentence = f"{_label(asset)} is charged {rupee_text(line.due)} and falls to {rupee_text(Paise(left))}, below its residual value of {rupee_text(line.residual)}."
            yield _finding(book, "below_residual", Severity.ERROR, asset.key, sentence, line.residual - left, f"{_SCHEDULE}, Part A para 3(i)", _place(asset))
        if amount := write_off(line):
            sentence = (
                f"{_label(asset)} has outlived its {line.asset.life or line.law_life} years and still stands {rupee_text(amount)} above its residual value: write it down "
                "against retained earnings (on transition) or through profit and loss, or say what its life is."
            )
            yield _finding(book, "life_over", Severity.WARNING, asset.key, sentence, amount, f"{_SCHEDULE}, Part C, note 7(b)", _place(asset))
    for name, mine in sorted(wrong.items()):
        lines = [line for line, _ in mine]
        total = sum(difference for _, difference in mine)
        first = lines[0]
        said = rupee_text(first.asset.stated or Paise(0))
        made = rupee_text(Paise((first.asset.stated or 0) - mine[0][1]))
        sentence = f"{name or 'Without a class'}: the register's depreciation of {_some(lines)} is not what its basis gives ({_label(first.asset)}: {said} instead of {made}, {first.how})."
        size = max(abs(total), max(abs(difference) for _, difference in mine))
        yield _finding(
            book,
            "depreciation_differs",
            Severity.WARNING,
            f"class/{name}",
            sentence,
            size,
            _SCHEDULE,
            [place for line in lines[:5] for place in _place(line.asset)],
        )


def _check_booked(book: AssetBook, ledgers: AssetLedgers, quarter: Quarter, least: Paise) -> Iterator[Finding]:
    """Depreciation of the quarter in the books: none, another amount, or charged without going to any asset."""
    for ledger, lines in charged_to(book, ledgers, quarter).items():
        due = Paise(sum(line.due for line in lines))
        booked, vouchers = booked_depreciation(ledgers, ledger, quarter)
        places = [place for line in lines[:3] for place in _place(line.asset)] + [place for voucher in vouchers for place in voucher.evidence]
        if abs(due - booked) <= least:
            continue
        unproven = [line for line in lines if line.is_unproven]
        if unproven and due < booked:
            sentence = f"What {_some(unproven)} should be charged is not known, so the {rupee_text(booked)} that the books charged to {ledger} in {quarter} could not be proven."
            yield _finding(book, "depreciation_unproven", Severity.WARNING, f"depreciation/{ledger}", sentence, booked - due, _SCHEDULE, places)
        elif not booked:
            sentence = f"The register calls for depreciation of {rupee_text(due)} in {quarter}; the books have none in {ledger}. A draft waits."
            yield _finding(book, "depreciation_not_booked", Severity.ERROR, f"depreciation/{ledger}", sentence, due, _SCHEDULE, places)
        else:
            more = "more" if booked > due else "less"
            sentence = f"The books charged {rupee_text(booked)} to {ledger} in {quarter}, {rupee_text(Paise(abs(due - booked)))} {more} than the register's {rupee_text(due)}. A draft of the difference waits."
            yield _finding(book, "depreciation_misbooked", Severity.ERROR, f"depreciation/{ledger}", sentence, due - booked, _SCHEDULE, places)
    known = {*ledgers.accumulated, *ledgers.cost}
    for voucher in ledgers.vouchers:
        charged = sum(line.amount for line in voucher.lines if line.ledger in ledgers.expense)
        if charged and book.lines and voucher.day in quarter and not {line.ledger for line in voucher.lines} & known:
            other = ", ".join(sorted({line.ledger for line in voucher.lines} - set(ledgers.expense)))
            sentence = f"{_named(voucher)} charges depreciation of {rupee_text(Paise(abs(charged)))} against {other}, which is neither an asset nor its accumulated depreciation."
            yield _finding(book, "depreciation_elsewhere", Severity.WARNING, f"voucher/{voucher.key}", sentence, charged, evidence=voucher.evidence)


def _check_additions(book: AssetBook, matched: Matched) -> Iterator[Finding]:
    for each in book.proposals if book.lines else ():
        item = f" ({each.law_item})" if each.law_item else ""
        sentence = (
            f"Voucher {each.number or each.voucher} of {each.day:%d-%m-%Y} bought {rupee_text(each.amount)} into {each.ledger}{f' from {each.party}' if each.party else ''}: bought and not "
            f"in the register. Capitalise it as {each.asset_class}{item} and say since when it is used."
        )
        yield _finding(book, "not_in_register", Severity.ERROR, f"voucher/{each.voucher}", sentence, each.amount, evidence=(each.place,) if each.place else ())
    for asset in matched.register_only:
        sentence = f"{_label(asset)} of {rupee_text(asset.cost)} is an addition of the register; no voucher brings it into the books."
        yield _finding(book, "addition_not_booked", Severity.ERROR, asset.key, sentence, asset.cost, evidence=_place(asset))
    for asset, wrong in matched.in_expense:
        sentence = f"{_label(asset)} of {rupee_text(asset.cost)} stands in the register, but {_named(wrong.voucher)} charged it to {wrong.ledger}: move it to the asset."
        yield _finding(
            book, "capital_in_expense", Severity.ERROR, asset.key, sentence, asset.cost, "AS 10 / Ind AS 16", (*wrong.voucher.evidence, *_place(asset))
        )


def _check_disposals(book: AssetBook, guesses: Sequence[tuple[Asset, Movement, str]], sold: Sequence[Movement]) -> Iterator[Finding]:
    lines = {line.asset.key: line for line in book.lines}
    for each in book.disposals:
        asset = lines[each.key].asset
        if each.proceeds is None and not each.booked:
            sentence = f"{_label(asset)} left on {each.day:%d-%m-%Y} and nobody says what was received: neither gain nor loss can be drafted."
            yield _finding(book, "proceeds_unknown", Severity.WARNING, asset.key, sentence, each.cost - each.accumulated, evidence=_place(asset))
        elif not each.booked:
            what = f"a {'gain' if (each.result or 0) >= 0 else 'loss'} of {rupee_text(Paise(abs(each.result or 0)))}"
            sentence = f"{_label(asset)} left on {each.day:%d-%m-%Y} with {what}; the books do not take it out whole. A draft waits."
            yield _finding(book, "disposal_not_booked", Severity.ERROR, asset.key, sentence, each.cost, evidence=_place(asset))
    for line in book.lines:
        if line.asset.deleted and line.asset.disposed is None:
            sentence = f"The register takes out {_label(line.asset)} of {rupee_text(line.asset.cost)} without a day: say when it left."
            yield _finding(book, "disposal_day_unknown", Severity.ERROR, line.asset.key, sentence, line.asset.cost, evidence=_place(line.asset))
    for asset, sale, why in guesses:
        sentence = f"{_named(sale.voucher)} takes {rupee_text(sale.amount)} out of {sale.ledger}; it is likely {_label(asset)} ({why}), which the register still has. Enter its disposal."
        yield _finding(book, "disposal_not_in_register", Severity.ERROR, asset.key, sentence, sale.amount, evidence=(*sale.voucher.evidence, *_place(asset)))
    for sale in sold if book.lines else ():
        sentence = f"{_named(sale.voucher)} takes {rupee_text(sale.amount)} out of {sale.ledger}; which asset it is cannot be told. Enter the disposal."
        yield _finding(book, "disposal_not_in_register", Severity.ERROR, f"voucher/{sale.voucher.key}", sentence, sale.amount, evidence=sale.voucher.evidence)


def _check_reconciliation(book: AssetBook, least: Paise) -> Iterator[Finding]:
    for row in book.reconciliation:
        what = {"cost": "cost", "accumulated": "accumulated depreciation", "net": "net block", "in_progress": "work in progress"}[row.what]
        for cause in row.causes:
            if cause.why == "opening_difference" and abs(cause.amount) > least:
                sentence = f"{row.ledger or 'Assets without a ledger'}, {what}: {cause.sentence}"
                yield _finding(
                    book,
                    "opening_differs",
                    Severity.WARNING,
                    f"reconciliation/{row.ledger}/{row.what}/opening",
                    sentence,
                    cause.amount,
                    evidence=cause.evidence,
                )
        if abs(row.unexplained) > least and row.ledger:
            sentence = f"{row.ledger}, {what}: the register has {rupee_text(row.register)}, the ledger {rupee_text(row.books)}; {rupee_text(Paise(abs(row.unexplained)))} of the difference has no cause that the vouchers show."
            yield _finding(book, "register_differs", Severity.WARNING, f"reconciliation/{row.ledger}/{row.what}", sentence, row.unexplained)
