"""What every reader needs to answer: a field with its place, a finding with its subject, a paper that could not be read."""

from collections.abc import Iterable
from dataclasses import dataclass

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise
from qrt.core.base.place import Place
from qrt.core.documents.types import DocumentKind, Extraction, Field, Paper


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes places, fields and findings of one paper (and one sheet of it)."""

    paper: Paper
    sheet: str | None = None

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """A place on this paper."""
        return Place(self.paper.sha256, sheet=self.sheet, row=row, column=column)

    def field(self, name: str, value: str, raw: str = "", row: int | None = None, column: str | None = None) -> Field:
        """A field that a named cell, tag or key holds."""
        return Field(name, value, raw or value, self.place(row, column))

    def finding(
        self, rule: str, severity: Severity, sentence: str, *, amount: int = ZERO, row: int | None = None, column: str | None = None, more: Iterable[Place] = ()
    ) -> Finding:
        """A finding about this paper; the sentence begins with the file's name."""
        where = f"{self.paper.name}, sheet {self.sheet}" if self.sheet else self.paper.name
        evidence = (self.place(row, column), *more)
        return Finding(rule, severity, f"document:{self.paper.sha256}", f"{where}: {sentence}", Paise(abs(amount)), evidence=evidence)

    def unreadable(self, reader: str, cause: str, *, rule: str = "document.unreadable", part: str = "") -> Extraction:
        """The answer for a paper that the reader could not read: nothing is taken from it, and a person has to look."""
        return Extraction(
            self.paper.sha256,
            DocumentKind.OTHER,
            0.0,
            reader,
            "1",
            part=part,
            findings=(self.finding(rule, Severity.ERROR, f"it could not be read: {cause}."),),
        )


def by_name(fields: Iterable[Field]) -> dict[str, Field]:
    """Fields keyed by name; fields without a value are left out."""
    return {each.name: each for each in fields if each.value}
