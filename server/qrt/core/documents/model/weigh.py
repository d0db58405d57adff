"""A model's answer and the rules' reading made one.

A model may fill what is open and call into doubt what rules were sure of. It never makes a value, or a kind, be taken without a person: every field that it fills,
and every one on which it differs, waits for somebody to look.
"""

from collections.abc import Mapping
from dataclasses import replace

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.place import Place
from qrt.core.documents.invoice.layout import Sheet
from qrt.core.documents.model.answer import Answer, Grounded
from qrt.core.documents.types import Extraction, Field, FieldStatus
from qrt.core.documents.vendor.spots import Standing

SOURCE, CHECK = "model", "model_agrees"
TOLD, DIFFERS = 0.6, 0.5
"""Confidence of a field that a model alone told, and of one on which it differs from the rules."""


def with_answer(read: Extraction, name: str, sheet: Sheet, answer: Answer) -> Extraction:
    """The reading of a paper with what a model said of its fields. `name` is the file's, for sentences."""
    if not answer.fields:
        return read
    paper = Grounded(sheet)
    told = {field: standing for field, words in answer.fields.items() if (standing := paper.value(field, words)) is not None}
    fields, findings = dict(read.fields), list(read.findings)
    for field, standing in sorted(told.items()):
        if field.endswith(".gstin") and gstin_fault(standing.value):
            continue
        standing_field = fields.get(field)
        fields[field] = _weighed(standing_field, field, standing, sheet)
        if standing_field is not None and standing_field.value and standing_field.value != standing.value:
            findings.append(_differs(read.document, name, standing_field, standing, sheet, answer))
    return replace(read, fields=_in_order(fields), findings=tuple(findings), reader=f"{read.reader}+{SOURCE}", version=f"{read.version}/{answer.prompt}")


def _weighed(read: Field | None, name: str, told: Standing, sheet: Sheet) -> Field:
    if read is None or not read.value:
        raw = " ".join(token.text for token in told.tokens)
        return Field(name, told.value, raw, sheet.place(told.tokens), TOLD, SOURCE, FieldStatus.REVIEW, ())
    if read.value == told.value:
        # Two that agree are still read from one page that a stranger wrote: agreement is shown, and raises nothing over the rules' own bar.
        return replace(read, checks=tuple(dict.fromkeys((*read.checks, CHECK))))
    return replace(read, status=FieldStatus.REVIEW, confidence=min(read.confidence, DIFFERS), doubt=f"a model reads {told.value}")


def _differs(document: str, name: str, read: Field, told: Standing, sheet: Sheet, answer: Answer) -> Finding:
    sentence = f"{name}: the rules read {read.value!r} as {read.name}, the model {answer.model} reads {told.value!r}. Look which it is."
    places = tuple(place for place in (read.place, sheet.place(told.tokens)) if place)
    return Finding("document.model_differs", Severity.WARNING, f"document:{document}/{read.name}", sentence, evidence=places)


def _in_order(fields: Mapping[str, Field]) -> dict[str, Field]:
    return dict(sorted(fields.items()))


def kind_differs(document: str, name: str, read: Extraction, answer: Answer, place: Place) -> Finding:
    """The finding on a paper whose kind a model alone told, or on whose kind it differs from the rules."""
    said = answer.kind.value.replace("_", " ")
    if read.kind is answer.kind:
        sentence = f"{name} is taken for the kind {said} because the model {answer.model} says so; the rules do not know. Look at it."
    else:
        sentence = f"{name} is read as {read.kind.value.replace('_', ' ')}, but the model {answer.model} takes it for the kind {said}. Look at it."
    return Finding("document.model_differs", Severity.WARNING, f"document:{document}/kind/{answer.kind.value}", sentence, evidence=(place,))


def held(read: Extraction) -> Extraction:
    """A reading that rests on a model's word for the kind: nothing in it is taken without a person."""
    fields = {name: replace(field, status=FieldStatus.REVIEW) if field.status is FieldStatus.AUTO else field for name, field in read.fields.items()}
    return replace(read, fields=fields, confidence=min(read.confidence, TOLD))
