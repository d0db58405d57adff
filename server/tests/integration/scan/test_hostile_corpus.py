"""The hostile corpus through real children: nothing passes, nothing dies, memory stays small; and a child without its guards is found out."""

from pathlib import Path

import pytest

from qrt.adapters.scan.sandbox import ReaderPool
from tests.evals.hostile import BYTES_MAX, faults, measure, measure_all
from tests.generators.hostile.corpus import hostile

BLIND = """
import sys
from dataclasses import replace

from qrt.adapters.scan import guards, pdf_weight
from qrt.adapters.scan.child import build_walls, serve
from qrt.adapters.scan.limits import DEFAULT_LIMITS
from qrt.adapters.scan.sandbox import dump_check

endless = replace(DEFAULT_LIMITS, ratio=10**9, entry_bytes=10**12, expanded_bytes=10**12, entries=10**9, nesting=10**3)
guards.check_one_kind = lambda *_: None


def check(arguments, data):
    return dump_check(guards.check_upload(data, str(arguments["name"]), endless, sha256=str(arguments["sha256"])))


granted = build_walls(int(sys.argv[1]))
serve({"check": check}, granted, int(sys.argv[2]))
"""


@pytest.mark.filterwarnings("ignore")
def test_every_hostile_file_is_stopped_and_no_child_dies_or_grows() -> None:
    figures = measure_all()
    # Seconds are printed by the command and not asked here: a machine may be busy.
    assert [fault for fault in faults(figures) if " took " not in fault] == []
    assert sum(sum(told.verdicts.values()) for told in figures.values()) > 300
    assert max(told.memory_bytes for told in figures.values()) < BYTES_MAX


@pytest.mark.filterwarnings("ignore")
def test_guards_that_believe_every_size_are_found_out(tmp_path: Path) -> None:
    (tmp_path / "blind_child.py").write_text(BLIND)
    wanted = ("zip bomb", "too many entries", "three levels", "PDF and zip", "picture and page", "traversal")
    with ReaderPool(1, module="blind_child", path=(str(tmp_path),)) as readers:
        figures = measure((case for case in hostile() if case.what in wanted), readers)
    passed = {what for told in figures.values() for what in told.passed}
    assert passed == set(wanted) - {"traversal"}
    assert len(faults(figures)) >= len(passed)
