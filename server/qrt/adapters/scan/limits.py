"""How much a paper may ask of us, and the answers that it can get."""

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from qrt.adapters.scan.sniff import MediaType
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Place

MEGABYTE = 1024 * 1024


class Verdict(StrEnum):
    """What happens to an upload. The order is from harmless to worst: the worst of all findings counts."""

    ACCEPTED = "accepted"
    NEEDS_PASSWORD = "needs_password"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Limits:
    """Defaults of the security model, rule D4. Bytes are real bytes, counted while inflating, never those a header declares."""

    file_bytes: int = 100 * MEGABYTE
    expanded_bytes: int = 200 * MEGABYTE
    entry_bytes: int = 100 * MEGABYTE
    ratio: int = 200
    ratio_counts_from: int = MEGABYTE
    entries: int = 2000
    nesting: int = 2
    pages: int = 500
    page_metres: float = 5.0
    pdf_objects: int = 300_000
    picture_pixels: int = 60_000_000
    frames: int = 200
    xml_depth: int = 64
    json_depth: int = 50
    json_digits: int = 400


DEFAULT_LIMITS = Limits()

_VERDICTS: dict[str, Verdict] = {
    "document.password": Verdict.NEEDS_PASSWORD,
    "document.locked_archive": Verdict.QUARANTINED,
    "document.virus": Verdict.QUARANTINED,
    "document.not_scanned": Verdict.QUARANTINED,
    "document.active_content": Verdict.QUARANTINED,
    "document.embedded_file": Verdict.QUARANTINED,
    "document.macro": Verdict.QUARANTINED,
    "document.external_link": Verdict.QUARANTINED,
    "document.two_kinds": Verdict.QUARANTINED,
    "document.too_large": Verdict.REFUSED,
    "document.empty": Verdict.REFUSED,
    "document.executable": Verdict.REFUSED,
    "document.type_unknown": Verdict.REFUSED,
    "document.zip_bomb": Verdict.REFUSED,
    "document.unsafe_path": Verdict.REFUSED,
    "document.nesting": Verdict.REFUSED,
    "document.too_many_pages": Verdict.REFUSED,
    "document.picture_too_large": Verdict.REFUSED,
    "document.xml_entities": Verdict.REFUSED,
    "document.too_deep": Verdict.REFUSED,
    "document.json_unsafe": Verdict.REFUSED,
    "document.truncated": Verdict.REFUSED,
    "document.unreadable": Verdict.REFUSED,
}
_ORDER = list(Verdict)


@dataclass(frozen=True, slots=True)
class UploadCheck:
    """What a file is, whether it may be read, and every reason against it."""

    sha256: str
    media: MediaType
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Inspection:
    """Collects what is wrong with one upload. `name` and `sha256` are those of the upload, also when a member of it is at fault."""

    name: str
    sha256: str
    limits: Limits = DEFAULT_LIMITS
    expanded: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: str, sentence: str, severity: Severity = Severity.ERROR) -> None:
        """Note one fault; the same fault twice is one."""
        finding = Finding(rule, severity, f"document:{self.sha256}", sentence, evidence=(Place(self.sha256),))
        if finding not in self.findings:
            self.findings.append(finding)

    def verdict(self) -> Verdict:
        """The worst answer that any finding asks for; warnings and notes ask for none."""
        worst = [_VERDICTS.get(each.rule, Verdict.ACCEPTED) for each in self.findings if each.severity in (Severity.ERROR, Severity.BLOCKING)]
        return max(worst, key=_ORDER.index, default=Verdict.ACCEPTED)


def safe_name(name: str) -> str:
    """The name as data: NFC, no control characters or bidirectional overrides, at most 255 characters with the extension kept.

    It is never used as a path; the store names objects by their hash.
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")).strip()
    if len(text) > 255:
        stem, dot, extension = text.rpartition(".")
        text = text[:255] if not dot or len(extension) > 16 else stem[: 254 - len(extension)] + "." + extension
    return text or "unnamed"
