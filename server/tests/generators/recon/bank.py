"""The books of a company against its bank statements, with the truth. Another seed is another company: other banks, customs, noise and shares."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from tests.generators.recon.bank_events import Events, draw_events
from tests.generators.recon.bank_words import dress_books, dress_statement
from tests.generators.recon.days import Calendar, calendar_of
from tests.generators.recon.grammars import GRAMMARS
from tests.generators.recon.problem import Problem, numbered, to_truth
from tests.generators.recon.spelling import FORMS, all_forms
from tests.generators.recon.words import company_names, person_names

SHARES = {
    "one_one": 0.60,
    "recurring": 0.03,
    "own_transfer": 0.015,
    "charge": 0.035,
    "tds": 0.035,
    "round_off": 0.02,
    "typo": 0.015,
    "duplicate": 0.012,
    "bounce": 0.008,
    "reversal": 0.008,
    "batch_party": 0.05,
    "batch_deposit": 0.03,
    "batch_file": 0.03,
    "instalments": 0.03,
    "gateway_tagged": 0.035,
    "gateway_untagged": 0.025,
    "book_only": 0.04,
    "bank_only": 0.05,
}
"""Share of book lines by kind, before a company's own dice (bank_only: statement lines for each book line)."""


@dataclass(frozen=True)
class Habits:
    """What is so in this company and may be otherwise in the next.

    grammar_of      for each bank account, which bank it is with
    names, forms    parties as the books call them, and as others spell them
    form_weights    how often banks print each spelling
    round_values    amounts (paise) that return all the time, and how often a payment has one of them
    """

    calendar: Calendar
    accounts: tuple[str, ...]
    grammar_of: np.ndarray
    account_weights: np.ndarray
    self_name: str
    names: np.ndarray
    forms: np.ndarray
    form_weights: np.ndarray
    shares: dict[str, float]
    round_values: np.ndarray
    round_share: float
    equal_share: float
    books_reference: float
    reference_in_words: float
    reference_slip: float
    reference_tail: float
    invoice_said: float
    remark_said: float
    booked_late: float
    fee_bps: np.ndarray


def bank(seed: int, lines: int, equal_share: float | None = None) -> Problem:
    """About `lines` book lines and a tenth less on statements. Columns: id, account, date, amount (paise, money in positive), reference, narration, party.

    equal_share: one account in which this share of all payments has one and the same amount, for engines that are slow or rash there.
    """
    rng = np.random.default_rng([seed, 11])
    habits = draw_habits(rng, lines, equal_share or 0.0)
    events = draw_events(rng, habits, lines)
    left, right = _tables(rng, habits, events, seed)
    truth = to_truth(left, right)
    left, right = _plain(left), _plain(right)
    name = f"bank-{lines}-seed{seed}" + (f"-equal{equal_share}" if equal_share else "")
    return Problem(name, left, right, truth)


def draw_habits(rng: np.random.Generator, lines: int, equal_share: float) -> Habits:
    """Roll a company."""
    count = 1 if equal_share else int(np.clip(lines / 12_000 * rng.uniform(0.7, 1.3), 3, 60))
    parties = max(40, int(lines / rng.uniform(8, 25)))
    people = rng.uniform(0.1, 0.35)
    names = company_names(rng, parties - int(parties * people)) + person_names(rng, int(parties * people))
    order = rng.permutation(len(names))
    names = [names[place] for place in order]
    forms = all_forms(rng, names)
    assert forms.shape[1] == FORMS
    base = np.array(list(SHARES.values()))
    shares = base * rng.gamma(12.0, 1 / 12.0, len(base))
    without_bank_only = shares[:-1].sum()
    weights = np.array([5.0, 3.0, 0.8, 0.5, 0.5, 0.5, 0.5, 0.8]) * rng.gamma(4.0, 0.25, FORMS)
    first = rng.integers(1, 99, 34)
    values = np.unique(first * 10 ** rng.integers(4, 7, 34)) * 5
    grammars = np.concatenate([rng.permutation(len(GRAMMARS)) for _ in range(count // len(GRAMMARS) + 1)])[:count]
    sizes = 1 / np.arange(1, count + 1) ** rng.uniform(0.3, 0.9)
    return Habits(
        calendar=calendar_of(rng),
        accounts=tuple(f"{GRAMMARS[grammar].code}-{rng.integers(10**11, 10**12)}" for grammar in grammars),
        grammar_of=grammars,
        account_weights=sizes / sizes.sum(),
        self_name=company_names(rng, 1)[0].upper(),
        names=np.array(names, dtype=object),
        forms=forms,
        form_weights=weights / weights.sum(),
        shares={name: float(share / without_bank_only) for name, share in zip(SHARES, shares, strict=True)},
        round_values=values,
        round_share=0.0 if equal_share else float(np.clip(rng.normal(0.35, 0.03), 0.25, 0.45)),
        equal_share=equal_share,
        books_reference=float(np.clip(rng.normal(0.52, 0.03), 0.4, 0.65)),
        reference_in_words=float(rng.uniform(0.05, 0.2)),
        reference_slip=float(rng.uniform(0.005, 0.025)),
        reference_tail=float(rng.uniform(0.03, 0.12)),
        invoice_said=float(rng.uniform(0.2, 0.5)),
        remark_said=float(rng.uniform(0.15, 0.4)),
        booked_late=float(rng.uniform(0.06, 0.2)),
        fee_bps=rng.integers(150, 260, 3),
    )


def _tables(rng: np.random.Generator, habits: Habits, events: Events, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    statement = dress_statement(rng, habits, events.bank)
    books = dress_books(rng, habits, events.books, statement)
    right = statement.filter(pl.col("kept"))
    books, right = numbered(books, "B", seed), numbered(right, "S", seed + 1)
    # A group stands only if both sides of it do.
    alive = books.select("gid").join(right.select("gid"), on="gid", how="semi").unique()
    return _only_alive(books, alive), _only_alive(right, alive)


def _only_alive(frame: pl.DataFrame, alive: pl.DataFrame) -> pl.DataFrame:
    return frame.join(alive.with_columns(alive=True), on="gid", how="left", maintain_order="left").with_columns(gid=pl.when("alive").then("gid"))


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select("id", "account", "date", "amount", "reference", "narration", "party")
