"""Writes the hand-in of a world, paper by paper, and keeps what each paper truly is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from qrt.core.base.money import Paise, decimal_text
from qrt.sim.foreign import rates_of
from qrt.sim.names import tan
from qrt.sim.papers.assets import write_assets
from qrt.sim.papers.bank import SUFFIX, write_statement
from qrt.sim.papers.gateway import write_settlements
from qrt.sim.papers.gstr2b import write_gstr2b
from qrt.sim.papers.invoices import LAYOUTS, InvoiceWriter, Layout, Side, says_reverse_charge, shows_tax, write_scan
from qrt.sim.papers.lists import write_open_bills, write_party_list, write_rates
from qrt.sim.papers.other import write_e_invoice, write_tds
from qrt.sim.papers.payroll import write_payroll
from qrt.sim.papers.returns import sold_in, write_gstr1, write_gstr3b
from qrt.sim.papers.tally_xlsx import Balance, RegisterStyle, tally_day, write_register, write_trial_balance
from qrt.sim.papers.tally_xml import write_masters, write_vouchers
from qrt.sim.papers.tax_credit import held_back, write_form_26as
from qrt.sim.troubles import foreign_gstin
from qrt.sim.world import Bill, BookVoucher, EntityBooks, Party, World

REGISTERS = (
    ("sales", "Sales Register"),
    ("purchase", "Purchase Register"),
    ("credit_note", "Credit Note Register"),
    ("debit_note", "Debit Note Register"),
    ("journal", "Journal Register"),
)
MONEY_REGISTERS = (("payment", "Payment Register"), ("receipt", "Receipt Register"), ("contra", "Contra Register"))


@dataclass(slots=True)
class PaperTruth:
    """What a paper of the inbox is. `fields` as an extraction would name them; "" for a field that the paper does not print."""

    file: str
    kind: str
    entity: str
    fields: dict[str, str] = field(default_factory=dict)
    readable: bool = True


class Inbox:
    """The folder that the company hands in."""

    def __init__(self, world: World, folder: Path, withhold: tuple[str, ...] = ()) -> None:
        self.world, self.folder, self.withhold = world, folder, withhold
        self.papers: list[PaperTruth] = []
        self.returns = 0
        self.rng = world.rng("papers")
        self.span = f"{world.quarter.first_day:%b}-{world.quarter.last_day:%b %y}"

    def write(self) -> None:
        """All papers; invoices last, as many as the size still wants."""
        for entity in self.world.entities:
            self._registers(entity)
            self._books(entity)
            self._balances(entity)
            self._statements(entity)
            self._portal(entity)
            self._returns(entity)
            self._others(entity)
        self._broken()
        self._invoices()

    def _path(self, entity: EntityBooks, name: str, kind: str, readable: bool = True) -> Path:
        name = f"{entity.code} {name}" if len(self.world.entities) > 1 else name
        name = "".join("-" if character in '/\\:*?"<>|' else character for character in name)
        assert all(paper.file != name for paper in self.papers), name
        self.papers.append(PaperTruth(name, kind, entity.code, readable=readable))
        return self.folder / name

    def _registers(self, entity: EntityBooks) -> None:
        first, last = self.world.quarter.first_day, self.world.quarter.last_day
        if self.world.export == "day_book":
            write_vouchers(self._path(entity, f"DayBook {self.span}.xml", "tally_vouchers"), entity.name, _by_day(self._handed_in(entity)))
            return
        for key, title in (*REGISTERS, *MONEY_REGISTERS) if self.world.export == "registers" else REGISTERS:
            if key in self.withhold:
                continue
            money = key in {"payment", "receipt", "contra"}
            vouchers = _by_day(voucher for voucher in entity.vouchers if (voucher.kind if money else voucher.register) == key)
            inward = key in {"purchase", "debit_note"}
            style = RegisterStyle(inward, entity.chart.style == 1 and key != "journal" and not money, self.world.seed % 2, self.world.seed % 3)
            for branch in entity.branches or [""] if key in {"sales", "purchase"} else [""]:
                company = f"{entity.name} - {branch}" if branch else entity.name
                path = self._path(entity, f"{title} {f'{branch} ' if branch else ''}{self.span}.xlsx", f"{key}_register")
                write_register(path, company, title, first, last, [voucher for voucher in vouchers if not branch or voucher.branch == branch], "", style)

    def _handed_in(self, entity: EntityBooks) -> Iterable[BookVoucher]:
        """All vouchers but those of a withheld register."""
        held = self.withhold
        return (
            each
            for each in entity.vouchers
            if each.register not in held and each.kind not in held and not ("bank_book" in held and each.register.startswith("book:"))
        )

    def _books(self, entity: EntityBooks) -> None:
        if self.world.export != "books":
            return
        first, last = self.world.quarter.first_day, self.world.quarter.last_day
        style = RegisterStyle(False, False, self.world.seed % 2, (self.world.seed + 1) % 3)
        ledgers = [account.ledger for account in entity.accounts] + ([entity.chart.name("gateway")] if self.world.gateway else [])
        books = [(ledger, "bank_book") for ledger in ledgers] + [(entity.chart.name("cash"), "cash_book")]
        for ledger, kind in books:
            if kind in self.withhold:
                continue
            vouchers = _by_day(
                voucher for voucher in entity.vouchers if voucher.kind in {"payment", "receipt", "contra"} and any(leg.ledger == ledger for leg in voucher.legs)
            )
            write_register(self._path(entity, f"{ledger} Book {self.span}.xlsx", kind), entity.name, f"{ledger}  Book", first, last, vouchers, ledger, style)

    def _balances(self, entity: EntityBooks) -> None:
        quarter, chart = self.world.quarter, entity.chart.ledgers
        columns = (2, 4, 6)[self.world.seed % 3]
        collapsed = frozenset({"Sundry Debtors"}) if self.world.seed % 4 == 1 else frozenset()
        span = f"{tally_day(quarter.year.first_day if columns == 2 else quarter.first_day)} to {tally_day(quarter.last_day)}"
        balances = balances_of(entity)
        write_trial_balance(
            self._path(entity, f"Trial Balance {quarter.last_day:%d-%m-%Y}.xlsx", "trial_balance"), entity.name, span, balances, chart, columns, collapsed
        )
        openings = entity.opening if quarter.number == 1 else None
        write_masters(self._path(entity, "Masters.xml", "tally_masters"), entity.name, chart, parties_of(entity), openings, self.world.export == "day_book")

    def _statements(self, entity: EntityBooks) -> None:
        quarter = self.world.quarter
        for index, account in enumerate(entity.accounts):
            lines = sorted((line for line in entity.lines if line.account == account.number), key=lambda line: line.number)
            monthly = index == 1 and self.world.size.name != "small"
            spans = [(month.first_day, month.last_day) for month in quarter.months] if monthly else [(quarter.first_day, quarter.last_day)]
            balance = account.opening
            for first, last in spans:
                own = [line for line in lines if first <= line.day <= last]
                label = f"{first:%b %y}" if monthly else self.span
                path = self._path(entity, f"{account.bank} {account.number[-4:]} Statement {label}.{SUFFIX.get(account.layout, 'csv')}", "bank_statement")
                write_statement(path, replace(account, opening=balance), entity.name, own, first, last)
                balance = own[-1].balance if own else balance

    def _portal(self, entity: EntityBooks) -> None:
        for month in self.world.quarter.months:
            bills = [bill for bill in entity.bills if bill.reported is not None and bill.reported_month == month]
            write_gstr2b(self._path(entity, f"GSTR2B_{entity.gstin}_{month.number:02d}{month.year}.json", "gstr_2b"), entity.gstin, month, bills)
        if entity is self.world.entities[0]:
            month, stranger = self.world.quarter.months[2], foreign_gstin(entity)
            bills = [bill for bill in entity.bills if bill.reported is not None and bill.reported_month == month][:3]
            path = self._path(entity, f"GSTR2B_{stranger}_{month.number:02d}{month.year}.json", "gstr_2b")
            strangers = [replace(bill, number=f"X{bill.number}"[:16], place_of_supply="30") for bill in bills]
            write_gstr2b(path, stranger, month, strangers)
            self.world.plant("foreign_2b", ("gst.foreign_2b",), entity.code, f"{path.name} is of another GSTIN", hints=[stranger], file=path.name)

    def _returns(self, entity: EntityBooks) -> None:
        """The company's own returns, and a gateway's report, come on top of the papers that the size wants."""
        before = len(self.papers)
        if self.world.gateway:
            write_settlements(self._path(entity, f"Razorpay settlements {self.span}.csv", "gateway_settlement"), entity.web_settlements)
        for month in self.world.quarter.months:
            name, sold = f"{entity.gstin}_{month.number:02d}{month.year}.json", sold_in(entity, month)
            write_gstr1(self._path(entity, f"GSTR1_{name}", "gstr_1"), entity.gstin, month, sold)
            write_gstr3b(self._path(entity, f"GSTR3B_{name}", "gstr_3b"), entity.gstin, month, sold, entity.unpaid.get(month))
        self.returns += len(self.papers) - before

    def _others(self, entity: EntityBooks) -> None:
        world, quarter = self.world, self.world.quarter
        number = tan(world.rng(f"tan/{entity.code}"), entity.name)
        suffix = "csv" if world.seed % 2 else "xlsx"
        before = len(self.papers)
        write_tds(self._path(entity, f"TDS Statement {quarter}.{suffix}", "tds_statement"), world, entity, number)
        if held := held_back(entity):
            write_form_26as(self._path(entity, f"Form 26AS {quarter}.txt", "form_26as"), world, entity, held)
        write_payroll(self._path(entity, f"Salary Register {self.span}.xlsx", "payroll_register"), world, entity)
        write_assets(self._path(entity, "Fixed Asset Register.xlsx", "asset_register"), world, entity)
        eve = quarter.first_day - timedelta(days=1)
        for outward, title in ((True, "Bills Receivable"), (False, "Bills Payable")):
            write_open_bills(self._path(entity, f"{title} {eve:%d-%m-%Y}.xlsx", "open_bills"), entity, eve, title, outward)
        write_rates(self._path(entity, f"Reference Rates {self.span}.{suffix}", "exchange_rates"), rates_of(world), quarter)
        if world.export != "day_book":
            write_party_list(self._path(entity, "Party Master.xlsx", "chart_of_accounts"), entity, parties_of(entity))
        for paper in self.papers[before:]:
            note = "a supporting register that somebody may have to look at"
            rules = ("document.needs_person", "document.unknown_kind", "document.*")
            world.plant("supporting_paper", rules, entity.code, note, hints=[paper.file], file=paper.file, optional=True)

    def _broken(self) -> None:
        """A paper cut short, a locked one, one without text, and one that came twice."""
        entity = self.world.entities[0]
        source = next(paper for paper in self.papers if paper.kind == "trial_balance")
        path = self._path(entity, "Stock Statement.xlsx", "other", readable=False)
        data = (self.folder / source.file).read_bytes()
        path.write_bytes(data[: len(data) * 3 // 5])
        rules = ("document.truncated", "document.unreadable", "document.corrupt", "document.type_mismatch", "document.reader_failed")
        self.world.plant("truncated_paper", rules, entity.code, "a workbook cut short", hints=[path.name], file=path.name)
        path = self._path(entity, "scan_0001.pdf", "other", readable=False)
        write_scan(path, self.world.seed)
        self.world.plant(
            "no_text_layer",
            ("document.no_text_layer", "document.bad_scan", "document.needs_person"),
            entity.code,
            "a scan without text",
            hints=[path.name],
            file=path.name,
        )
        goods = [bill for bill in entity.bills if bill.category == "goods" and not bill.trouble and bill.document == "tax_invoice"]
        locked, twice = self.rng.sample(goods, 2)
        path = self._path(entity, "Invoice locked.pdf", "other", readable=False)
        InvoiceWriter(path, locked, *_sides(entity, locked), LAYOUTS[locked.party.layout], password="quarter").draw()
        self.world.plant("password_pdf", ("document.password",), entity.code, "a PDF that asks for a password", hints=[path.name], file=path.name)
        twice.paper = True
        path = self._path(entity, f"copy {twice.number}.pdf", "tax_invoice")
        layout = replace(LAYOUTS[twice.party.layout], title="Tax Invoice - Duplicate")
        InvoiceWriter(path, twice, *_sides(entity, twice), layout).draw()
        self.papers[-1].fields = fields_of(entity, twice, layout)
        self.world.plant(
            "duplicate_paper",
            ("paper.duplicate", "gst.duplicate_invoice"),
            entity.code,
            f"{twice.number} was handed in twice",
            bill=twice,
            hints=[path.name],
            file=path.name,
        )

    def _invoices(self) -> None:
        room = self.world.size.papers + self.returns - len(self.papers)
        every = [(entity, bill) for entity in self.world.entities for bill in entity.bills if _printable(bill)]
        must = [pair for pair in every if pair[1].paper]
        rest = [pair for pair in every if not pair[1].paper]
        chosen = must + self.rng.sample(rest, max(0, min(len(rest), room - len(must))))
        electronic = [bill for _, bill in chosen if bill.outward and bill.party.gstin and not bill.trouble and bill.document == "tax_invoice"][
            : 2 if room < 100 else 40
        ]
        for index, (entity, bill) in enumerate(chosen):
            seller, buyer = _sides(entity, bill)
            if any(bill is each for each in electronic):
                path = self._path(entity, f"einvoice {index:04d} {bill.number}.json", "e_invoice")
                write_e_invoice(path, bill, seller, buyer)
                layout = LAYOUTS[0]
            else:
                layout = LAYOUTS[entity.layout if bill.outward else bill.party.layout]
                kind = "credit_note" if bill.document == "credit_note" else "tax_invoice"
                path = self._path(entity, f"{'CN' if kind == 'credit_note' else 'INV'} {index:04d} {bill.number}.pdf", kind)
                InvoiceWriter(path, bill, seller, buyer, layout).draw()
            self.papers[-1].fields = fields_of(entity, bill, layout)
            bill.file = path.name


def _by_day(vouchers: Iterable[BookVoucher]) -> list[BookVoucher]:
    return sorted(vouchers, key=lambda each: (each.day, each.order))


def _printable(bill: Bill) -> bool:
    """Counter sales leave no invoice in the hand-in, an intercompany invoice comes with the buyer's papers, and what only the portal has came on no paper."""
    return bool(bill.party.gstin) and not (bill.outward and bill.category == "group") and bill.trouble != "missing_in_books"


def _sides(entity: EntityBooks, bill: Bill) -> tuple[Side, Side]:
    ours = Side(entity.name, entity.street, entity.city, entity.pin, entity.state, entity.gstin, entity.pan)
    party = bill.party
    theirs = Side(party.name, party.street, party.city, party.pin, party.state, party.gstin, party.pan)
    if bill.outward:
        return ours, theirs
    return theirs, replace(ours, gstin=bill.printed_buyer_gstin or ours.gstin)


def fields_of(entity: EntityBooks, bill: Bill, layout: Layout) -> dict[str, str]:
    """The fields that stand on the paper of a bill, as an extraction names and writes them."""
    seller, buyer = _sides(entity, bill)
    taxes = bill.tax[1:] if shows_tax(bill, layout) else (0, 0, 0)
    fields = {"invoice_number": bill.number, "invoice_date": bill.day.isoformat(), "seller.gstin": seller.gstin, "buyer.gstin": buyer.gstin}
    fields |= {"totals.taxable": decimal_text(Paise(bill.tax.taxable)), "totals.grand_total": decimal_text(Paise(bill.payable))}
    fields |= {f"totals.{head}": decimal_text(Paise(amount)) if amount else "" for head, amount in zip(("cgst", "sgst", "igst"), taxes, strict=True)}
    fields["place_of_supply"] = bill.place_of_supply
    if says_reverse_charge(bill, layout):
        fields["reverse_charge"] = "yes" if bill.reverse_charge else "no"
    return fields


def balances_of(entity: EntityBooks) -> dict[str, Balance]:
    """Opening, debits, credits of every ledger with any of them, by name."""
    rows: dict[str, list[int]] = {ledger: [amount, 0, 0] for ledger, amount in entity.opening.items()}
    for voucher in entity.vouchers:
        for leg in voucher.legs:
            row = rows.setdefault(leg.ledger, [0, 0, 0])
            row[1 if leg.amount > 0 else 2] += abs(leg.amount)
    return {ledger: Balance(*rows[ledger]) for ledger in sorted(rows) if any(rows[ledger])}


def parties_of(entity: EntityBooks) -> dict[str, Party]:
    groups = [entity.customers, entity.sisters, entity.foreign_customers, entity.foreign_suppliers, *entity.suppliers.values()]
    return {party.name: party for group in groups for party in group}
