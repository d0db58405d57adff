"""`qrt score`: one JSON object of precision, recall, touchless and wrong-automatic shares per stage, from a close package and the truth of its hand-in."""

from pathlib import Path
from typing import Any

from qrt.sim.score.bank import score_bank
from qrt.sim.score.books import score_statements, score_trial_balance, score_vouchers
from qrt.sim.score.documents import score_documents
from qrt.sim.score.findings import score_findings
from qrt.sim.score.payroll import score_payroll
from qrt.sim.score.portal import score_portal
from qrt.sim.score.proposals import score_automatic, score_drafts
from qrt.sim.score.reading import Package, read_json
from qrt.sim.score.subledgers import score_ageing, score_assets, score_msme, score_open_bills, score_revaluation

STAGES = {
    "documents": score_documents,
    "vouchers": score_vouchers,
    "trial_balance": score_trial_balance,
    "bank_recon": score_bank,
    "gstr2b_recon": score_portal,
    "findings": score_findings,
    "statements": score_statements,
    "drafts": score_drafts,
    "automatic": score_automatic,
    "assets": score_assets,
    "ageing": score_ageing,
    "open_bills": score_open_bills,
    "revaluation": score_revaluation,
    "msme": score_msme,
    "payroll": score_payroll,
}


def score(package_dir: Path, truth_dir: Path) -> dict[str, Any]:
    """Compare a close package with the truth that `simulate` wrote.

    Every stage has its shares (0 to 1) and counts. A file that is missing or cannot be read makes its stage score nothing and is named under `missing`;
    no stage is ever perfect for want of something to compare. Raises FileNotFoundError when `truth_dir` is no truth.
    """
    truth_dir = Path(truth_dir)
    summary = read_json(truth_dir / "summary.json")
    if not isinstance(summary, dict):
        raise FileNotFoundError(f"no truth in {truth_dir}: summary.json is missing")
    package = Package(Path(package_dir))
    stages = {name: stage(package, truth_dir) for name, stage in STAGES.items()}
    return {"seed": summary.get("seed"), "size": summary.get("size"), "quarter": summary.get("quarter"), "missing": sorted(package.missing), "stages": stages}
