"""A finding says what is wrong with the data: a value, never an exception."""

from dataclasses import dataclass
from enum import StrEnum

from qrt.core.base.money import ZERO, Paise
from qrt.core.base.place import Place


class Severity(StrEnum):
    """How much a finding asks of people."""

    INFO = "info"  # Good to know; nothing to decide.
    WARNING = "warning"  # Somebody should look.
    ERROR = "error"  # A figure or a duty is wrong; decide before filing.
    BLOCKING = "blocking"  # The quarter may not be signed while it stands.


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, said so that a reviewer can act.

    rule      stable name, room first: "voucher.unbalanced", "gst.missing_in_2b", "document.password"
    subject   what it is about, stable between runs: "document:<sha>", "voucher:<id>", "ledger:<entity>/<name>", "2b:<gstin>/<number>"
    sentence  one plain sentence naming file, row and cause where there is one
    amount    paise at stake, never negative; 0 when there is none
    law       section or notification a reader can open, or ""
    evidence  places on papers
    entity    code of the company it concerns, or "" for the whole hand-in
    """

    rule: str
    severity: Severity
    subject: str
    sentence: str
    amount: Paise = ZERO
    law: str = ""
    evidence: tuple[Place, ...] = ()
    entity: str = ""

    def __post_init__(self) -> None:
        assert "." in self.rule and self.sentence, self.rule
        assert self.amount >= 0, self.rule
