"""A company with a chart and an open quarter, and nothing in its books."""

from pathlib import Path

import pytest

from qrt.adapters.db import books, companies
from qrt.adapters.db.roles import DatabaseUrls
from qrt.adapters.db.session import Sessions
from qrt.core.ledger.types import LedgerAccount
from tests.integration.close.bench import Bench, make_bench
from tests.integration.close.papers import tiny_books, write_company

RENT, LANDLORD, BANK, CAPITAL = "Rent", "Landlord", "Bank", "Share Capital"


@pytest.fixture
async def bench(sessions: Sessions, db_urls: DatabaseUrls, tmp_path: Path) -> Bench:
    """Kaveri Tools with four ledger accounts; asha and bina are controllers, chetan writes."""
    folder = write_company(tmp_path / "tiny", tiny_books())
    made = await make_bench(sessions, db_urls, folder, tmp_path / "home", None)  # type: ignore[arg-type]  Nothing is read here.
    accounts = (
        LedgerAccount("KT", RENT, nature="expense", schedule_key="D1.PL.EXP.OTH"),
        LedgerAccount("KT", LANDLORD, role="creditor", nature="liability", schedule_key="D1.EL.CL.TP_OTH"),
        LedgerAccount("KT", BANK, role="bank", nature="asset", schedule_key="D1.AS.CA.CASH"),
        LedgerAccount("KT", CAPITAL, role="share_capital", nature="liability", schedule_key="D1.EL.SF.CAP"),
    )
    async with made.db() as db:
        await books.save_chart(db, (await companies.entity_ids(db))["KT"], {account.name: account for account in accounts})
    return made
