"""Column mappings among people's decisions: what the reading of a paper follows from beside the paper itself."""

from collections.abc import Iterable

from qrt.core.close.types import Decision
from qrt.core.documents.columns import ColumnMapping, mapping_of

COLUMNS_SET = "columns_set"


def layouts_of(decisions: Iterable[Decision]) -> dict[str, ColumnMapping]:
    """Fingerprint of a layout -> what was said of it last. `qrt close` and `qrt verify` both read papers by this."""
    return {each.subject: mapping_of(each.content, f"layout {each.subject}") for each in decisions if each.kind == COLUMNS_SET}
