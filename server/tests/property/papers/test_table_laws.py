"""Laws of the reader of general tables: however a program writes the same vouchers, they are the same vouchers."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from qrt.core.documents.columns import LAYOUT
from qrt.core.documents.types import Extraction, RegisterRow
from qrt.core.ledger.duplicates import merge_duplicates
from qrt.core.ledger.rows import drafts_of
from qrt.core.ledger.voucher import legs_sum
from tests.unit.readers.general import one, vouchers

Posting = tuple[int, date, tuple[tuple[str, int], ...]]

_LEDGERS = ("Rent expense", "Purchases", "Acme Steel", "HDFC Bank", "Input IGST", "Salary")
_HEADINGS = {
    "en": ("Posting Date", "Document No", "Account Name", "Debit", "Credit", "Amount", "D/C"),
    "de": ("Buchungsdatum", "Belegnummer", "Kontobezeichnung", "Soll", "Haben", "Betrag", "S/H"),
    "fr": ("Date comptable", "N° de pièce", "Intitulé du compte", "Débit", "Crédit", "Montant", "Sens"),
    "es": ("Fecha", "Asiento", "Nombre de cuenta", "Debe", "Haber", "Importe", "D/H"),
    "nl": ("Boekdatum", "Boekstuknummer", "Rekeningnaam", "Debet", "Credit", "Bedrag", "D/C"),
    "hi": ("दिनांक", "वाउचर संख्या", "खाता", "नाम", "जमा", "राशि", "नाम/जमा"),
}


@st.composite
def postings(draw: st.DrawFn) -> tuple[Posting, ...]:
    """Between two and eight vouchers of two to four legs; amounts with paise, so that they prove their decimal sign."""
    made = []
    for number in range(1, draw(st.integers(2, 8)) + 1):
        names = draw(st.lists(st.sampled_from(_LEDGERS), min_size=2, max_size=4, unique=True))
        sizes = [draw(st.integers(1, 99_999_99).map(lambda each: each * 10 + 5)) for _ in names[1:]]
        day = date(2026, 7, 1) + timedelta(days=draw(st.integers(0, 91)))
        made.append((number, day, ((names[0], sum(sizes)), *((name, -size) for name, size in zip(names[1:], sizes, strict=True)))))
    return tuple(made)


def _number(paise: int, style: str) -> str:
    whole, cents = divmod(abs(paise), 100)
    if style == ",":
        return f"{whole:,}".replace(",", ".") + f",{cents:02d}"
    return f"{whole:,}.{cents:02d}"


def _table(given_postings: Sequence[Posting], language: str, style: str, form: str, order: Sequence[int]) -> str:
    words = _HEADINGS[language]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    head = {"pair": words[:5], "signed": (*words[:3], words[5]), "side": (*words[:3], words[5], words[6])}[form]
    writer.writerow(head)
    for index in order:
        number, day, legs = given_postings[index]
        for ledger, amount in legs:
            text = _number(amount, style)
            if form == "pair":
                cells = [text if amount > 0 else "", text if amount < 0 else ""]
            elif form == "signed":
                cells = [f"{text}-" if amount < 0 else text]
            else:
                cells = [text, ("S" if language == "de" else "D") if amount > 0 else "H" if language in ("de", "es") else "C"]
            writer.writerow([f"{day:%d.%m.%Y}", f"V{number}", ledger, *cells])
    return out.getvalue()


def _expected(given_postings: Sequence[Posting]) -> list[tuple[str, str, tuple[tuple[str, int], ...]]]:
    return sorted((day.isoformat(), f"V{number}", tuple(sorted(legs))) for number, day, legs in given_postings)


@settings(max_examples=60, deadline=None)
@given(
    postings(), st.sampled_from(sorted(_HEADINGS)), st.sampled_from([".", ","]), st.sampled_from(["pair", "signed", "side"]), st.randoms(use_true_random=False)
)
def test_language_decimal_sign_side_and_order_change_no_voucher(made: tuple[Posting, ...], language: str, style: str, form: str, shuffle) -> None:
    order = list(range(len(made)))
    shuffle.shuffle(order)
    read = one(_table(made, language, style, form, order))
    assert vouchers(read) == _expected(made)
    assert all(isinstance(row, RegisterRow) and sum(leg.amount for leg in row.legs) == 0 for row in read.rows)


@settings(max_examples=30, deadline=None)
@given(postings(), st.sampled_from(sorted(_HEADINGS)))
def test_the_same_headings_are_the_same_layout_whatever_stands_below(made: tuple[Posting, ...], language: str) -> None:
    one_way = one(_table(made, language, ".", "pair", range(len(made))))
    other_way = one(_table(made[::-1], language, ",", "pair", range(len(made))))
    assert one_way.text(LAYOUT) == other_way.text(LAYOUT)


def _again(table: str, name: str) -> Extraction:
    """The same export once more: other bytes, so another paper."""
    return one(f"{table}\n" if name == "second" else table)


@settings(max_examples=30, deadline=None)
@given(postings(), st.sampled_from(sorted(_HEADINGS)), st.data())
def test_importing_twice_or_in_overlapping_parts_equals_importing_once(made: tuple[Posting, ...], language: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(made)))
    whole = _again(_table(made, language, ".", "pair", range(len(made))), "first")
    part = _again(_table(made, language, ",", "side", range(cut)), "second")

    once, _ = merge_duplicates(drafts_of([whole], "E").drafts)
    twice, _ = merge_duplicates([*drafts_of([whole], "E").drafts, *drafts_of([part], "E").drafts])
    back, _ = merge_duplicates([*drafts_of([part], "E").drafts, *drafts_of([whole], "E").drafts])

    effect = [(draft.key, legs_sum(draft.lines)) for draft in once]
    assert [(draft.key, legs_sum(draft.lines)) for draft in twice] == effect
    assert [(draft.key, legs_sum(draft.lines)) for draft in back] == effect
