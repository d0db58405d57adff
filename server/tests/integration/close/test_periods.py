"""What a run may do in a period that is not open to everybody."""

from pathlib import Path

import pytest

from qrt.adapters.db.tables import CloseStage, JournalEntry
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.flows import close as close_flow
from qrt.flows import journals, periods
from qrt.flows.journals import Head
from qrt.flows.verify import verify_package
from tests.integration.close.bench import BY, Bench, RememberingReaders

Q3 = Quarter(2026, 3)


async def test_a_run_imports_nothing_into_a_soft_closed_quarter_and_runs_again_over_what_it_imported_before(bench: Bench) -> None:
    asha = bench.people["asha"]
    async with bench.db(asha) as db:
        await periods.soft_close(db, asha, "KT", bench.quarter)
    with pytest.raises(Refused) as wrong:
        await bench.close()
    assert wrong.value.code == "close.period_locked"
    assert "soft-closed" in wrong.value.sentence
    assert not await bench.count(JournalEntry)
    assert [stage.stage for stage in await bench.rows(CloseStage, CloseStage.state == "failed")] == ["book"]
    async with bench.db(asha) as db:
        await periods.reopen_soft(db, asha, "KT", bench.quarter, "the registers come in")
    assert await bench.close()
    async with bench.db(asha) as db:
        await periods.soft_close(db, asha, "KT", bench.quarter)
    assert await bench.close(), "nothing new, nothing to refuse"


async def test_the_mirror_of_a_reversing_entry_is_in_the_books_of_the_next_quarter_and_its_package_follows(
    bench: Bench, readers: RememberingReaders, tiny: Path
) -> None:
    asha, bina = bench.people["asha"], bench.people["bina"]
    await bench.close()
    async with bench.db(asha) as db:
        lines = [("Purchase of Goods 18%", 100_00), ("Bharat Mills", -100_00)]
        made = await journals.write(db, asha, "KT", "journal", bench.quarter.last_day, "Accrual", "", lines, Head(auto_reverse=True))
    async with bench.db(bina) as db:
        await journals.approve(db, bina, made, 1)
    before = await bench.close()
    async with bench.db() as db:
        await close_flow.open_close(db, BY, Q3)
    assert await bench.close() == before, "the quarter that was accrued in stays as it was"
    bench.quarter = Q3
    await bench.close()
    files = await bench.files()
    assert not verify_package(files, readers).faults  # type: ignore[arg-type]
    vouchers = files["vouchers.jsonl"].decode()
    assert "reversing:person:" in vouchers and "2026-10-01" in vouchers
    lines_of = files["trial_balance.csv"].decode()
    assert "Bharat Mills" in lines_of and "10000" in lines_of
