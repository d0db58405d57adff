"""The score of a package that says the truth is perfect; every planted fault lowers exactly what it touches; nothing missing is ever perfect."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qrt.sim import score, simulate

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def write(path: Path, content: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in content))


def key_of(entity: str, voucher: Row) -> str:
    return f"{entity}:{voucher['type_name']}/{voucher['number']}/{voucher['date']}"


def true_package(truth: Path, package: Path) -> None:
    """A close package that says exactly what is true."""
    fields = [
        {"file": row["file"], "sha256": row["sha256"], "kind": row["kind"], "fields": {n: {"value": v, "status": "auto"} for n, v in row["fields"].items()}}
        for row in rows(truth / "documents.jsonl")
    ]
    write(package / "documents.jsonl", fields)
    write(
        package / "vouchers.jsonl",
        [{**row, "key": key_of(row["entity"], row), "status": "posted", "source": "register"} for row in rows(truth / "vouchers.jsonl")],
    )
    shutil.copy(truth / "trial_balance.csv", package / "trial_balance.csv")
    _bank(truth, package)
    _portal(truth, package)
    found = [
        {
            "rule": row["rules"][0],
            "severity": "error",
            "subject": " ".join(row["hints"]),
            "sentence": row["file"] or row["note"],
            "amount_paise": max(row["amounts_paise"], default=0),
            "entity": row["entity"],
        }
        for row in rows(truth / "findings.jsonl")
        if row["rules"]
    ]
    write(package / "findings.jsonl", found)
    _statements(truth, package)


def _bank(truth: Path, package: Path) -> None:
    items, matches = [], []
    for index, row in enumerate(rows(truth / "bank_matches.jsonl")):
        items.append({"side": "right", "line_id": f"L{index}", **{name: row[name] for name in ("date", "amount_paise", "reference", "narration")}})
        for voucher in row["vouchers"]:
            matches.append({"match_id": f"M{index}", "side": "left", "line_id": f"{key_of(row['entity'], voucher)}#1", "status": "auto"})
        if row["vouchers"]:
            matches.append({"match_id": f"M{index}", "side": "right", "line_id": f"L{index}", "status": "auto"})
    _reconciliation(package / "reconciliations" / "a-bank", row["entity"], "bank", items, matches)


def _portal(truth: Path, package: Path) -> None:
    items, matches = [], []
    for index, row in enumerate(rows(truth / "gstr2b_matches.jsonl")):
        if row["reported"]:
            items.append({"side": "right", "line_id": f"P{index}", "date": row["date"], "reference": row["number"]})
            if row["vouchers"]:
                matches.append({"match_id": f"M{index}", "side": "left", "line_id": key_of(row["entity"], row["vouchers"][0]), "status": "auto"})
                matches.append({"match_id": f"M{index}", "side": "right", "line_id": f"P{index}", "status": "auto"})
    _reconciliation(package / "reconciliations" / "a-2b", row["entity"], "gstr2b", items, matches)


def _reconciliation(folder: Path, entity: str, kind: str, items: list[Row], matches: list[Row]) -> None:
    write(folder / "items.jsonl", items)
    write(folder / "matches.jsonl", matches)
    (folder / "summary.json").write_text(json.dumps({"entity": entity, "kind": kind}))


def _statements(truth: Path, package: Path) -> None:
    names = {"revenue": "REV", "total_income": "TI", "total_expenses": "TE", "profit_before_tax": "PBT", "profit": "PAT"}
    drawn = {}
    for entity, told in json.loads((truth / "statements.json").read_text()).items():
        lines = [
            {"key": f"D1.PL.{names[key]}" if key in names else key, "amount": amount, "year_to_date": told["year_to_date"][key]}
            for key, amount in told["quarter"].items()
        ]
        sheet = [{"key": "D1.AS.CA.CASH", "amount": told["cash_paise"]}, {"key": "D1.AS.TOTAL", "amount": told["total_assets_paise"]}]
        drawn[entity] = {"profit_and_loss": {"lines": lines}, "balance_sheet": {"lines": sheet}}
    (package / "statements.json").write_text(json.dumps(drawn))


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sim") / "small"
    simulate(11, "small", out=out)
    return out / "truth"


@pytest.fixture
def package(truth: Path, tmp_path: Path) -> Path:
    true_package(truth, tmp_path / "package")
    return tmp_path / "package"


def test_a_package_that_says_the_truth_is_perfect_in_every_stage(package: Path, truth: Path) -> None:
    result = score(package, truth)
    stages = result["stages"]
    assert result["missing"] == []
    assert stages["documents"]["kind_accuracy"] == stages["documents"]["fields"]["accuracy"] == stages["documents"]["fields"]["touchless"] == 1.0
    assert stages["documents"]["fields"]["wrong_automatic"] == 0
    assert stages["vouchers"]["precision"] == stages["vouchers"]["recall"] == 1.0
    assert stages["trial_balance"]["ties"] and stages["trial_balance"]["max_difference_paise"] == 0
    for name in ("bank_recon", "gstr2b_recon"):
        assert {stages[name][share] for share in ("precision", "recall", "auto_precision", "touchless")} == {1.0}, stages[name]
    assert stages["findings"]["recall"] == stages["findings"]["precision"] == 1.0, stages["findings"]
    assert stages["statements"]["share_equal"] == 1.0, stages["statements"]


def test_a_company_of_the_group_that_numbers_alike_confuses_nothing(package: Path, truth: Path) -> None:
    vouchers = rows(package / "vouchers.jsonl")
    write(package / "vouchers.jsonl", [*vouchers, *({**voucher, "entity": "ZZ", "date": "2026-08-31"} for voucher in vouchers)])
    stages = score(package, truth)["stages"]
    assert {stages[name]["precision"] for name in ("bank_recon", "gstr2b_recon")} == {1.0}


def test_an_empty_package_is_perfect_in_nothing(truth: Path, tmp_path: Path) -> None:
    result = score(tmp_path, truth)
    assert {"documents.jsonl", "vouchers.jsonl", "trial_balance.csv", "findings.jsonl", "statements.json"} <= set(result["missing"])
    stages = result["stages"]
    shares = [stages["documents"]["kind_accuracy"], stages["documents"]["fields"]["touchless"], stages["vouchers"]["recall"], stages["vouchers"]["precision"]]
    shares += [
        stages["trial_balance"]["share_equal"],
        stages["bank_recon"]["precision"],
        stages["gstr2b_recon"]["recall"],
        stages["findings"]["precision"],
        stages["statements"]["share_equal"],
    ]
    assert shares == [0.0] * len(shares)
    assert not stages["trial_balance"]["ties"] and stages["trial_balance"]["max_difference_paise"] is None


def _change(package: Path, name: str, change: Callable[[list[Row]], None]) -> None:
    content = rows(package / name)
    change(content)
    write(package / name, content)


def test_one_paisa_off_in_one_leg_makes_its_voucher_wrong(package: Path, truth: Path) -> None:
    def nudge(content: list[Row]) -> None:
        content[0]["lines"][0]["amount_paise"] += 1

    _change(package, "vouchers.jsonl", nudge)
    vouchers = score(package, truth)["stages"]["vouchers"]
    assert vouchers["right"] == vouchers["truth"] - 1 and vouchers["precision"] < 1 and vouchers["not_true"]


def test_a_wrong_value_that_nobody_looks_at_is_counted_as_wrong_automatic(package: Path, truth: Path) -> None:
    def spoil(content: list[Row]) -> None:
        paper = next(row for row in content if row["fields"])
        paper["fields"]["totals.grand_total"]["value"] = "1.00"

    _change(package, "documents.jsonl", spoil)
    fields = score(package, truth)["stages"]["documents"]["fields"]
    assert fields["by_field"]["totals.grand_total"]["wrong_automatic"] == 1 and fields["wrong_automatic"] > 0 and fields["touchless"] < 1


def test_a_match_with_the_wrong_voucher_lowers_precision_and_recall(package: Path, truth: Path) -> None:
    name = "reconciliations/a-bank/matches.jsonl"

    def swap(content: list[Row]) -> None:
        lefts = [row for row in content if row["side"] == "left"]
        lefts[0]["line_id"], lefts[1]["line_id"] = lefts[1]["line_id"], lefts[0]["line_id"]

    _change(package, name, swap)
    bank = score(package, truth)["stages"]["bank_recon"]
    assert bank["wrong_automatic"] == 2 and bank["precision"] < 1 and bank["recall"] < 1


def test_a_finding_about_nothing_planted_is_a_false_positive_unless_it_only_informs(package: Path, truth: Path) -> None:
    def add(severity: str) -> Callable[[list[Row]], None]:
        return lambda content: content.append(
            {"rule": "gst.missing_in_2b", "severity": severity, "subject": "voucher:none", "sentence": "nothing", "amount_paise": 123_45, "entity": ""}
        )

    _change(package, "findings.jsonl", add("info"))
    assert score(package, truth)["stages"]["findings"]["precision"] == 1.0
    _change(package, "findings.jsonl", add("warning"))
    findings = score(package, truth)["stages"]["findings"]
    assert findings["precision"] < 1.0 and findings["by_rule"]["gst.missing_in_2b"]["wrong"] == 1


def test_a_trouble_that_is_not_named_lowers_the_recall_of_its_kind(package: Path, truth: Path) -> None:
    def drop(content: list[Row]) -> None:
        content[:] = [row for row in content if row["rule"] != "tds.short_deducted"]

    _change(package, "findings.jsonl", drop)
    findings = score(package, truth)["stages"]["findings"]
    assert findings["kinds"]["short_tds"]["recall"] == 0.0 and findings["recall"] < 1.0


def test_a_ledger_that_is_a_paisa_off_does_not_tie(package: Path, truth: Path) -> None:
    path = package / "trial_balance.csv"
    head, first, *rest = path.read_text().splitlines()
    cells = first.split(",")
    cells[-1] = str(int(cells[-1]) + 1)
    path.write_text("\n".join([head, ",".join(cells), *rest]) + "\n")
    balance = score(package, truth)["stages"]["trial_balance"]
    assert not balance["ties"] and balance["max_difference_paise"] == 1


def test_a_folder_without_truth_is_refused(package: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no truth"):
        score(package, tmp_path)
