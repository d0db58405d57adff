"""Words of papers: kept when a paper is read, and how a search asks for them (migration 0024 says why words have a table of their own)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert

from qrt.adapters.db.bulk import insert_rows
from qrt.adapters.db.session import TenantDb
from qrt.adapters.db.tables import Document, PaperUnsent, PaperWord
from qrt.core.ledger.search import WORD_CHARACTERS, Term, amount_word, forms, is_one_slip, read_query


async def save_words(db: TenantDb, papers: Mapping[uuid.UUID, Mapping[str, int]]) -> None:
    """Keep the words of some papers in place of those they had: word -> first page, by the paper's id."""
    if not papers:
        return
    await db.execute(delete(PaperWord).where(PaperWord.document_id.in_(papers)))
    rows = [{"document_id": document_id, "word": word, "page": page} for document_id, found in sorted(papers.items()) for word, page in sorted(found.items())]
    await insert_rows(db, PaperWord, rows)


async def add_words(db: TenantDb, document_id: uuid.UUID, found: Mapping[str, int]) -> None:
    """Words that came to a paper later: a value that a person wrote."""
    await insert_rows(db, PaperWord, [{"document_id": document_id, "word": word, "page": page} for word, page in sorted(found.items())], skip_known=True)


async def find_papers(db: TenantDb, query: str, held: Sequence[uuid.UUID] | None = None) -> list[ColumnElement[bool]]:
    """Conditions on documents, all of which must hold, one a term: all of its words begin words of the paper, or the amount stands on it. A word of letters that
    stands nowhere is taken for those that are one slip away.

    held  papers in which a search cluster found all terms; only those that it does not have as they stand are then looked through here
    """
    conditions = [await _condition(db, term) for term in read_query(query)]
    if held is None or not conditions:
        return conditions
    unsent = Document.id.in_(select(PaperUnsent.document_id))
    return [or_(and_(Document.id.in_(held), ~unsent), and_(unsent, *conditions))]


async def first_pages(db: TenantDb, query: str, documents: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The page to open papers at: of the pages on which each of the query's words, or its amount, first stands the last; {} for papers that hold none of them."""
    pages: dict[uuid.UUID, int] = {}
    for term in read_query(query):
        sought = [_begins(word) for word in term.words]
        if term.low is not None and term.low == term.high:
            sought.append(PaperWord.word == amount_word(term.low))
        for condition in sought:
            first = select(PaperWord.document_id, func.min(PaperWord.page)).where(PaperWord.document_id.in_(documents), condition)
            for document_id, page in await db.execute(first.group_by(PaperWord.document_id)):
                pages[document_id] = max(pages.get(document_id, 1), int(page))
    return pages


async def _condition(db: TenantDb, term: Term) -> ColumnElement[bool]:
    either: list[ColumnElement[bool]] = []
    if term.words:
        either.append(and_(*(_stands(_begins(word)) for word in term.words)))
        if len(term.words) == 1 and (slips := await _slips(db, term.words[0])):
            either.append(_stands(PaperWord.word.in_(slips)))
    if term.low is not None and term.high is not None:
        either.append(Document.amount_paise.between(term.low, term.high))
        if term.low == term.high:
            either.append(_stands(PaperWord.word == amount_word(term.low)))
    return or_(*either)


def _stands(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Document.id.in_(select(PaperWord.document_id).where(condition))


def _begins(word: str) -> ColumnElement[bool]:
    """The words that begin so. Ranges of bytes: both comparisons are leakproof, so they are conditions of the index (LIKE would not be)."""
    kept = word[:WORD_CHARACTERS]
    # A single letter or digit begins too much to be meant as a beginning.
    return and_(PaperWord.word >= kept, PaperWord.word < kept + "\U0010ffff") if len(kept) > 1 else PaperWord.word == kept


async def _slips(db: TenantDb, word: str) -> list[str]:
    """Words of the books and of papers one slip from a word that stands on no paper."""
    if not 4 <= len(word) <= 30 or any(character.isdigit() for character in word):
        return []
    if (await db.execute(select(PaperWord.word).where(_begins(word)).limit(1))).first():
        return []
    query = text("select distinct word from word_forms where form = any(:forms) order by word limit 200")
    return [each for each in (await db.execute(query, {"forms": list(forms(word))})).scalars() if is_one_slip(word, each)][:5]


@dataclass(frozen=True, slots=True)
class Unsent:
    """What a search cluster is to know of a paper; `change` says which of two states of it is the later one."""

    document_id: uuid.UUID
    change: int
    words: tuple[str, ...]
    amount_paise: int | None


async def load_unsent(db: TenantDb, limit: int) -> list[Unsent]:
    """Some of the papers that changed since a cluster was told of them, those that have waited longest first."""
    changed = select(PaperUnsent.document_id, PaperUnsent.change, Document.amount_paise).join(Document, Document.id == PaperUnsent.document_id)
    rows = (await db.execute(changed.order_by(PaperUnsent.change).limit(limit))).all()
    said = select(PaperWord.document_id, PaperWord.word).where(PaperWord.document_id.in_([row.document_id for row in rows])).order_by(PaperWord.word)
    words: dict[uuid.UUID, list[str]] = {}
    for document_id, word in await db.execute(said):
        words.setdefault(document_id, []).append(word)
    return [Unsent(row.document_id, row.change, tuple(words.get(row.document_id, ())), row.amount_paise) for row in rows]


async def mark_sent(db: TenantDb, sent: Sequence[Unsent]) -> None:
    """A cluster has these. One that changed meanwhile goes on waiting."""
    await db.execute(delete(PaperUnsent).where(tuple_(PaperUnsent.document_id, PaperUnsent.change).in_([(each.document_id, each.change) for each in sent])))


async def mark_all_unsent(db: TenantDb) -> None:
    """No cluster has any of the tenant's papers."""
    every = select(PaperWord.document_id).distinct().order_by(PaperWord.document_id)
    await db.execute(
        insert(PaperUnsent).from_select(["document_id"], every).on_conflict_do_update(index_elements=["tenant_id", "document_id"], set_={"change": 0})
    )
