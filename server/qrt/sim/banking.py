"""One movement of money: the voucher in the bank book and the line on the statement, with the words that Indian banks use."""

from datetime import date, timedelta
from random import Random

from qrt.sim.world import Account, BookVoucher, EntityBooks, Leg, StatementLine, World

_SHORT = {"HDFC": "HDFC", "ICICI": "ICIC", "SBI": "SBIN", "Axis": "UTIB", "Kotak": "KKBK"}


class Till:
    """Moves money for one entity, dates the bank's side, and writes the bank's narration."""

    def __init__(self, world: World, entity: EntityBooks) -> None:
        self.world = world
        self.entity = entity
        self.rng: Random = world.rng(f"till/{entity.code}")
        self._cheque = {account.number: self.rng.randint(100_000, 800_000) for account in entity.accounts}

    def pick(self) -> Account:
        """Two of three movements go over the main account."""
        return self.entity.accounts[0] if self.rng.random() < 0.67 else self.entity.accounts[1]

    def move(
        self, day: date, amount: int, other: list[Leg], who: str, purpose: str, account: Account | None = None, mode: str = "", ifsc: str = ""
    ) -> tuple[BookVoucher, StatementLine]:
        """Money in (positive) or out (negative): voucher and statement line. `other` are the legs beside the bank's, the first of them the party's."""
        account = account or self.pick()
        mode = mode or self._mode(abs(amount), amount > 0)
        reference = self.reference(account, mode, day, amount > 0)
        kind = "receipt" if amount > 0 else "payment"
        quoted = self.rng.random() < 0.6 or mode == "CHQ"
        words = {"CHQ": f"Ch. No. {reference}", "": ""}.get(mode, f"{mode} {reference}") if quoted else mode
        narration = f"Being {purpose} {'received from' if amount > 0 else 'paid to'} {who} {words}".strip()
        voucher = self.voucher(kind, day, [*other, Leg(account.ledger, amount)], account, who, narration, reference if quoted else "")
        lag = self.rng.randint(2, 7) if mode == "CHQ" else self.rng.choice((0, 0, 0, 0, 1))
        line = self.line(
            account, day + timedelta(days=lag), amount, narrate(account.bank, mode, amount > 0, who, purpose, reference, ifsc, self.rng), reference, [voucher]
        )
        return voucher, line

    def voucher(self, kind: str, day: date, legs: list[Leg], account: Account | None, who: str, narration: str, reference: str = "") -> BookVoucher:
        register = f"book:{account.ledger}" if account else "cash"
        voucher = BookVoucher(self.entity.code, kind, kind.title(), day, legs, register, who, narration, reference=reference)
        return self.entity.post(voucher)

    def line(self, account: Account, day: date, amount: int, narration: str, reference: str, vouchers: list[BookVoucher]) -> StatementLine:
        """A line on the statement; one dated after the quarter is kept apart by the papers (it is in transit)."""
        line = StatementLine(account.number, day, narration, amount, reference, vouchers, order=len(self.entity.lines))
        self.entity.lines.append(line)
        return line

    def contra(self, day: date, amount: int, source: Account, target: Account | None) -> None:
        """Own money moved: to another account, or to the cash box when `target` is None."""
        ledger = target.ledger if target else self.entity.chart.name("cash")
        words = f"Being fund transferred to {ledger}" if target else "Being cash withdrawn for petty expenses"
        voucher = self.voucher("contra", day, [Leg(ledger, amount), Leg(source.ledger, -amount)], source, ledger, words)
        if not target:
            self.line(source, day, -amount, f"ATM WDL-{self.rng.randint(1000, 9999)}-{self.entity.city.upper()}", "", [voucher])
            return
        reference = self.reference(source, "IMPS", day, False)
        self.line(source, day, -amount, f"TPT-OWN FUND TRANSFER-{target.number[-4:]}-{reference}", reference, [voucher])
        self.line(target, day, amount, f"TPT-FROM {source.bank.upper()} {source.number[-4:]}-OWN FUND-{reference}", reference, [voucher])

    def reference(self, account: Account, mode: str, day: date, incoming: bool) -> str:
        """UTR of 16 (NEFT) or 22 (RTGS) characters, RRN of 12 digits, cheque number of 6."""
        bank = self.rng.choice(sorted(_SHORT.values())) if incoming else _SHORT[account.bank]
        if mode == "NEFT":
            return f"{bank}N{day:%y}{day:%j}{self.rng.randint(0, 999_999):06d}"
        if mode == "RTGS":
            return f"{bank}R5{day:%Y%m%d}{self.rng.randint(0, 99_999_999):08d}"
        if mode in {"IMPS", "UPI"}:
            return f"{self.rng.randint(6, 6)}{day:%y}{day:%j}"[:6] + f"{self.rng.randint(0, 999_999):06d}"
        if mode == "CHQ":
            if incoming:
                return f"{self.rng.randint(1, 999_999):06d}"
            self._cheque[account.number] += 1
            return f"{self._cheque[account.number]:06d}"
        return ""

    def _mode(self, amount: int, incoming: bool) -> str:
        if self.rng.random() < 0.12:
            return "CHQ"
        if amount >= 200_000_00:
            return "RTGS"
        if amount < 50_000_00 and self.rng.random() < 0.4:
            return self.rng.choice(("UPI", "IMPS"))
        return "NEFT"


def narrate(bank: str, mode: str, incoming: bool, who: str, purpose: str, reference: str, ifsc: str, rng: Random) -> str:
    """The bank's words for a movement; each bank has its own grammar, names are cut short."""
    name = who.upper()[: rng.choice((18, 25, 40))].strip()
    about = purpose.upper()[:20].strip()
    code = ifsc or f"{rng.choice(sorted(_SHORT.values()))}0{rng.randint(1000, 99999):06d}"
    side = "CR" if incoming else "DR"
    if mode == "CHQ":
        return {"HDFC": f"CHQ {'DEP' if incoming else 'PAID'}-CTS-{name}", "SBI": f"{'BY CLEARING' if incoming else 'TO CLEARING'} {reference} {name}"}.get(
            bank, f"CLG/{reference}/{name}" if incoming else f"CHQ PAID/{reference}/{name}"
        )
    if mode == "UPI":
        handle = name.split()[0].lower()
        return (
            f"UPI-{name}-{handle}@okbank-{reference}-{about}" if bank == "HDFC" else f"UPI/P2{'M' if incoming else 'A'}/{reference}/{name}/{handle}@upi/{about}"
        )
    if mode == "IMPS":
        return f"IMPS/P2A/{reference}/{name}/{code[:4]}/{about}"
    if bank == "SBI":
        return f"{'BY' if incoming else 'TO'} TRANSFER-{mode}*{code}*{reference}*{name}"
    if bank == "HDFC":
        return f"{mode} {side}-{code}-{name}-{about}-{reference}"
    return f"{mode}/{reference}/{code}/{name}/{about}" if bank == "ICICI" else f"{mode}/{side}/{reference}/{name}"
