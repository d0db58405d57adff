"""Contracts and agreements: running text, so parties, days, term and money are found by how such sentences are built, and a person confirms each."""

import re
from collections.abc import Iterator, Sequence

from qrt.core.base.money import decimal_text, rupees
from qrt.core.documents.forms.form import Form, Module
from qrt.core.documents.forms.labels import to_field
from qrt.core.documents.forms.values import Read
from qrt.core.documents.invoice.layout import Token
from qrt.core.documents.invoice.values import day_of

_COMPANY = r"(?:M/s\.?\s+)?([A-Z][\w.&'\-]*(?:\s+(?:&|[A-Z][\w.&'\-]*)){0,7})"
_PARTIES = re.compile(rf"\bbetween\s*:?\s+{_COMPANY}\s*[,(].{{0,400}}?\band\s+{_COMPANY}\s*[,(]", re.IGNORECASE | re.DOTALL)
_DAY = r"(\d{1,2}(?:st|nd|rd|th)?[\s./\-]+(?:day of\s+)?[\w]+[\s./,\-]+\d{4}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})"
_MADE = re.compile(rf"\b(?:made|entered into|executed|dated)\b.{{0,60}}?\bon\s+(?:this\s+)?{_DAY}", re.IGNORECASE | re.DOTALL)
_STARTS = re.compile(rf"\b(?:commenc\w+|starts?|starting|effective|with effect|force)\b.{{0,30}}?\b(?:from|on)\s+{_DAY}", re.IGNORECASE | re.DOTALL)
_TERM = re.compile(r"\b(\d{1,3})\s*(?:\([a-z ]+\)\s*)?(months?|years?)\b", re.IGNORECASE)
_FEE = re.compile(r"\b(?:rent|fees?|charges?|consideration|retainer|pay)\b.{0,80}?(?:Rs\.?|INR|₹)\s*([\d,]+(?:\.\d{1,2})?)", re.IGNORECASE | re.DOTALL)
_SURE = 0.7
"""Prose is never surer than this: no label says what a value is, so a person confirms it."""


def _read(form: Form) -> None:
    tokens = [token for line in form.sheet.lines for token in line.tokens]
    text = " ".join(token.text for token in tokens)
    if found := _PARTIES.search(text):
        for name, group in (("first_party", 1), ("second_party", 2)):
            _put(form, tokens, name, found.group(group).strip(), found.span(group))
    for name, pattern in (("contract_date", _MADE), ("valid_from", _STARTS)):
        if (found := pattern.search(text)) and (day := day_of(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|day of ", "", found.group(1)), False)):
            _put(form, tokens, name, day[0].isoformat(), found.span(1))
    if found := _TERM.search(text):
        months = int(found.group(1)) * (12 if found.group(2).lower().startswith("year") else 1)
        _put(form, tokens, "term_months", str(months), found.span())
    if found := _FEE.search(text):
        _put(form, tokens, "amount", decimal_text(rupees(found.group(1).rstrip(","))), found.span(1))


def _put(form: Form, tokens: Sequence[Token], name: str, value: str, span: tuple[int, int]) -> None:
    told = tuple(_between(tokens, span))
    held = to_field(form.sheet, name, Read(value, told), 0.6)
    form.fields[name] = type(held)(held.name, held.value, held.raw, held.place, min(_SURE, held.confidence + 0.1), held.source, held.status)


def _between(tokens: Sequence[Token], span: tuple[int, int]) -> Iterator[Token]:
    """The tokens of a stretch of the text that they make, joined by blanks."""
    at = 0
    for token in tokens:
        end = at + len(token.text)
        if at < span[1] and end > span[0]:
            yield token
        at = end + 1


FORM = Module((), ("first_party", "second_party", "contract_date"), (), _read)
