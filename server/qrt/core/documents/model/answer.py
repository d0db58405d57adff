"""What a model's answer is worth: numbers of words that were shown, and nothing else of it.

Whatever an answer says, a value is made of words of the paper by the finders that read papers without a model, or it is refused.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.layout import Sheet, Token
from qrt.core.documents.model.question import BILL_FIELDS, KINDS, Question, numbered
from qrt.core.documents.types import DocumentKind
from qrt.core.documents.vendor.spots import Looked, Standing, joined

ANSWER_MOST = 60_000
"""Characters of an answer that are looked at; one with more is refused whole."""

WORDS_OF_FIELD = 24
"""More words than this are no value of a field."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said of one paper, by numbers of words.

    model  "anthropic:NAME": who said it; prompt which words it was asked with
    """

    model: str
    prompt: str
    kind: DocumentKind
    kind_words: tuple[int, ...] = ()
    fields: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """As a decision holds it."""
        fields = {name: list(words) for name, words in sorted(self.fields.items())}
        return {"model": self.model, "prompt": self.prompt, "kind": self.kind.value, "kind_words": list(self.kind_words), "fields": fields}


def answer_of(content: Any, where: str) -> Answer:
    """An answer from a decision. Raises ValueError for one that no model's answer could have become."""
    try:
        kind = DocumentKind(content["kind"])
        fields = {str(name): _numbers(words) for name, words in content["fields"].items()}
        made = Answer(str(content["model"]), str(content["prompt"]), kind, _numbers(content["kind_words"]), fields)
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError(f"{where} is no answer of a model: {wrong}") from wrong
    if kind not in KINDS or fields.keys() - set(BILL_FIELDS):
        raise ValueError(f"{where} names a kind or a field that no model is asked about")
    return made


def _numbers(words: Any) -> tuple[int, ...]:
    if not isinstance(words, list | tuple) or any(type(each) is not int or each < 0 for each in words):
        raise TypeError("words are whole numbers")
    return tuple(words)


def read_answer(text: str, question: Question, model: str, prompt: str) -> tuple[Answer | None, tuple[str, ...]]:
    """An answer, as far as it keeps to the question, and what of it was refused, in words without any of its own text."""
    try:
        if len(text) > ANSWER_MOST:
            raise ValueError("too long")
        told = json.loads(text[text.index("{") : text.rindex("}") + 1])
        kind, kind_words, rows = told["kind"], _numbers(told.get("kind_words") or []), told["fields"]
        if not isinstance(kind, str) or not isinstance(rows, list):
            raise TypeError("no answer")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, ("the answer is none that was asked for",)
    refused: list[str] = []
    if kind not in question.kinds:
        refused.append("a kind that was not offered")
        kind, kind_words = DocumentKind.OTHER.value, ()
    if any(each >= question.words for each in kind_words):
        refused.append("the kind stands on words that were not shown")
        kind, kind_words = DocumentKind.OTHER.value, ()
    fields: dict[str, tuple[int, ...]] = {}
    for row in rows[: 4 * len(BILL_FIELDS)]:
        name, words, why = _row(row, question)
        if not why and name in fields:
            fields.pop(name)
            why = f"{name}: said twice"
        if why:
            refused.append(why)
        else:
            fields[name] = words
    return Answer(model, prompt, DocumentKind(kind), kind_words[:WORDS_OF_FIELD], fields), tuple(dict.fromkeys(refused))


def _row(row: Any, question: Question) -> tuple[str, tuple[int, ...], str]:
    name = row.get("name") if isinstance(row, dict) else None
    if not isinstance(name, str) or name not in question.fields:
        return "", (), "a field that was not asked for"
    try:
        words = _numbers(row.get("words"))
    except TypeError:
        return name, (), f"{name}: no numbers of words"
    if not words or len(words) > WORDS_OF_FIELD or len(set(words)) < len(words):
        return name, (), f"{name}: no words, too many, or one twice"
    if any(each >= question.words for each in words):
        return name, (), f"{name}: words that were not shown"
    return name, words, ""


class Grounded:
    """The values that an answer's words say on a paper."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.words = sheet, numbered(sheet)
        self._seen = Looked(Labelled.of(sheet))

    def tokens(self, words: Sequence[int]) -> tuple[Token, ...]:
        """The named words in reading order; () when one is not on the paper."""
        return tuple(self.words[each] for each in sorted(words)) if all(each < len(self.words) for each in words) else ()

    def value(self, name: str, words: Sequence[int]) -> Standing | None:
        """The one value of a field that stands in these words; None where they are no such value, or lie on several lines.

        A date, an amount, a number or a GSTIN is what the reader's own finders see in them; a name is the words themselves, one behind the other.
        """
        tokens = self.tokens(words)
        if not tokens or len({token.line for token in tokens}) > 1:
            return None
        if name.endswith(".name"):
            return self._run(tokens)
        named = set(map(id, tokens))
        inside = [each for each in self._seen.values(name) if named.issuperset(map(id, each.tokens))]
        longest = max((len(each.tokens) for each in inside), default=0)
        values = {each.value: each for each in inside if len(each.tokens) == longest}
        return next(iter(values.values())) if len(values) == 1 else None

    def _run(self, tokens: Sequence[Token]) -> Standing | None:
        line = self.sheet.lines[tokens[0].line].tokens
        first = next(at for at, token in enumerate(line) if token is tokens[0])
        if any(token is not there for token, there in zip(tokens, line[first:], strict=False)) or len(line) - first < len(tokens):
            return None
        name = joined(tokens)
        return Standing(name, tuple(tokens)) if any(map(str.isalpha, name)) else None
