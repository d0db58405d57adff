"""What the reading of a paper follows from beside the paper itself, out of people's decisions: the columns of its layout, and what kind of paper it is."""

from collections.abc import Iterable

from qrt.core.close.types import Decision
from qrt.core.documents.columns import ColumnMapping, mapping_of
from qrt.core.documents.types import DocumentKind

COLUMNS_SET, KIND_SET = "columns_set", "kind_set"


def layouts_of(decisions: Iterable[Decision]) -> dict[str, ColumnMapping]:
    """Fingerprint of a layout -> what was said of it last. `qrt close` and `qrt verify` both read papers by this."""
    return {each.subject: mapping_of(each.content, f"layout {each.subject}") for each in decisions if each.kind == COLUMNS_SET}


def kinds_of(decisions: Iterable[Decision]) -> dict[str, DocumentKind]:
    """SHA-256 of a paper -> what a person said it is, last. Raises ValueError for a kind that there is not."""
    return {each.subject: DocumentKind(each.content["kind"]) for each in decisions if each.kind == KIND_SET}
