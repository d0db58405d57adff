"""The score of a package that says the truth is perfect; every planted fault lowers exactly what it touches; nothing missing is ever perfect."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qrt.sim import score, simulate
from qrt.sim.score.subledgers import bucket_of

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
    posted = [{**row, "key": key_of(row["entity"], row), "status": "posted", "source": "register"} for row in rows(truth / "vouchers.jsonl")]
    drafts = [
        {**row, "status": "waiting", "source": "paper" if row["kind"] == "paper" else "rule", "number": "", "type_name": ""}
        for row in rows(truth / "drafts.jsonl")
    ]
    write(package / "vouchers.jsonl", [*posted, *drafts])
    _subledgers(truth, package)
    shutil.copy(truth / "trial_balance.csv", package / "trial_balance.csv")
    _bank(truth, package)
    _portal(truth, package)
    found = [
        {
            "rule": row["rules"][0].replace("*", "x"),
            "severity": "error",
            "subject": " ".join(row["hints"]),
            "sentence": f"{row['file']} {row['note']}",
            "amount_paise": max(row["amounts_paise"], default=0),
            "entity": row["entity"],
        }
        for row in rows(truth / "findings.jsonl")
        if row["rules"]
    ]
    write(package / "findings.jsonl", found)
    _statements(truth, package)


def _subledgers(truth: Path, package: Path) -> None:
    """The truth's tables under the package's names, one file an entity."""
    revaluation = [{**row, "difference_paise": row["remaining_paise"]} for row in table(truth / "revaluation_ledgers.csv")]
    ageing = table(truth / "ageing.csv")
    tables = {
        "assets/{}-register.csv": table(truth / "assets.csv"),
        "open_bills/{}.csv": table(truth / "open_bills.csv"),
        "msme/{}.csv": table(truth / "msme.csv"),
    }
    tables |= {f"ageing/{{}}-{side}s.csv": [row for row in ageing if row["side"] == side] for side in ("receivable", "payable")}
    for pattern, content in {**tables, "revaluation/{}.csv": revaluation}.items():
        for entity in {row["entity"] for row in content}:
            path = package / pattern.format(entity)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", newline="") as file:
                out = csv.DictWriter(file, list(content[0]))
                out.writeheader()
                out.writerows(row for row in content if row["entity"] == entity)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


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
    drafts = stages["drafts"]
    assert (drafts["wrong"], drafts["missing"], drafts["unasked"], drafts["automatic"]) == (0, 0, 0, 0), drafts
    assert drafts["share_right"] == drafts["paper_right"] == 1.0
    for stage in (stages["assets"], stages["ageing"]["receivable"], stages["ageing"]["payable"], stages["open_bills"], stages["revaluation"]):
        assert stage["there"] and stage["share_equal"] == 1.0 and not stage["wrong"], stage
    assert stages["msme"]["right"] == stages["msme"]["bills"] == stages["msme"]["found"] > 0
    assert stages["payroll"]["share_answered"] == 1.0, stages["payroll"]


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
        stages["drafts"]["share_right"],
        stages["drafts"]["paper_right"],
        stages["assets"]["share_equal"],
        stages["ageing"]["receivable"]["share_equal"],
        stages["ageing"]["payable"]["share_equal"],
        stages["open_bills"]["share_equal"],
        stages["revaluation"]["share_equal"],
        stages["msme"]["share_right"],
        stages["payroll"]["share_answered"],
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


def _cell(package: Path, name: str, row: int, column: str, value: str) -> None:
    path = next(package.glob(name))
    content = table(path)
    content[row][column] = value
    with path.open("w", newline="") as file:
        out = csv.DictWriter(file, list(content[0]))
        out.writeheader()
        out.writerows(content)


@pytest.mark.parametrize(
    ("name", "column", "stage", "side"),
    [
        ("assets/*.csv", "depreciation_paise", "assets", ""),
        ("ageing/*-receivables.csv", "2_3_years", "ageing", "receivable"),
        ("ageing/*-payables.csv", "not_due", "ageing", "payable"),
        ("open_bills/*.csv", "amount_paise", "open_bills", ""),
        ("revaluation/*.csv", "difference_paise", "revaluation", ""),
    ],
)
def test_one_figure_of_a_subsidiary_book_that_is_off_is_counted_once(package: Path, truth: Path, name: str, column: str, stage: str, side: str) -> None:
    _cell(package, name, 0, column, "12345678901")
    found = score(package, truth)["stages"][stage]
    found = found[side] if side else found
    assert len(found["wrong"]) == 1 and found["share_equal"] < 1.0, found


def _of_kind(content: list[Row], kind: str) -> Row:
    return next(row for row in content if row["kind"] == kind and row["source"] in {"paper", "rule"})


def test_a_papers_draft_with_another_ledger_is_wrong_and_one_posted_by_itself_is_wrong_automatic(package: Path, truth: Path) -> None:
    def spoil(content: list[Row]) -> None:
        draft = _of_kind(content, "paper")
        draft["lines"][1]["ledger"], draft["status"] = "Somewhere", "posted"

    _change(package, "vouchers.jsonl", spoil)
    drafts = score(package, truth)["stages"]["drafts"]
    assert drafts["kinds"]["paper"]["wrong"] == 1 and drafts["paper_right"] < 1.0
    assert (drafts["automatic"], drafts["wrong_automatic"], drafts["share_wrong_automatic"]) == (1, 1, 1.0)
    assert "Somewhere" in drafts["wrong_drafts"][0]


def test_legs_of_a_ledger_may_be_split_and_an_accrual_may_wait_under_another_liability(package: Path, truth: Path) -> None:
    def split(content: list[Row]) -> None:
        lines = _of_kind(content, "paper")["lines"]
        lines[0]["amount_paise"] -= 100
        lines.append({"ledger": lines[0]["ledger"], "amount_paise": 100})
        _of_kind(content, "rent")["lines"][1]["ledger"] = "Rent Payable"

    _change(package, "vouchers.jsonl", split)
    assert score(package, truth)["stages"]["drafts"]["share_right"] == 1.0


def test_a_draft_that_is_not_there_is_missing_unless_it_was_optional(package: Path, truth: Path) -> None:
    def drop(content: list[Row]) -> None:
        content[:] = [row for row in content if row["source"] == "register" or row["kind"] not in {"rent", "round_off"}]

    _change(package, "vouchers.jsonl", drop)
    drafts = score(package, truth)["stages"]["drafts"]
    assert drafts["missing"] == 1 and drafts["kinds"]["rent"]["missing"] == 1 and drafts["kinds"]["round_off"]["left_alone"] == 1


def test_other_headings_of_ageing_mean_the_same_buckets() -> None:
    said = {
        "Not due": "not_due", "less_than_6_months_paise": "under_6_months", "0-6 months": "under_6_months", "6 months - 1 year": "6_months_1_year", "6_12_months": "6_months_1_year",
        "up_to_1_year": "under_1_year", "1-2 years": "1_2_years", "years_2_3_paise": "2_3_years", "More than 3 years": "over_3_years", "advances_paise": "unadjusted", "total_paise": "",
        "party": "", "m0_6_paise": "under_6_months", "m6_12_paise": "6_months_1_year", "y0_1_paise": "under_1_year", "y3_up_paise": "over_3_years", "unapplied_paise": "unadjusted",
        "age_unknown_paise": "",
    }  # fmt: skip
    assert {heading: bucket_of(heading) for heading in said} == said


def test_a_wanted_voucher_may_be_proposed_in_parts_that_come_to_it(package: Path, truth: Path) -> None:
    def part(less: int) -> Callable[[list[Row]], None]:
        def change(content: list[Row]) -> None:
            whole = next(row for row in content if row["source"] == "rule" and row["kind"] == "rent")
            content.remove(whole)
            debit, credit = whole["lines"]
            for index, amount in enumerate((1_000_00, debit["amount_paise"] - 1_000_00 - less)):
                content.append({**whole, "key": f"part:{index}", "lines": [{**debit, "amount_paise": amount}, {**credit, "amount_paise": -amount}]})

        return change

    _change(package, "vouchers.jsonl", part(0))
    drafts = score(package, truth)["stages"]["drafts"]
    assert (drafts["kinds"]["rent"], drafts["unasked"]) == ({"right": 1}, 0)


def test_a_trouble_whose_draft_waits_is_found_without_a_finding_beside_it(package: Path, truth: Path) -> None:
    notes = {row["note"] for row in rows(truth / "drafts.jsonl") if row["kind"] == "rent"}
    (trouble,) = (row for row in rows(truth / "findings.jsonl") if row["note"] in notes)

    def silent(content: list[Row]) -> None:
        content[:] = [row for row in content if trouble["note"] not in row["sentence"]]

    def undrafted(content: list[Row]) -> None:
        content[:] = [row for row in content if row["source"] == "register" or row["kind"] != "rent"]

    _change(package, "findings.jsonl", silent)
    assert score(package, truth)["stages"]["findings"]["kinds"][trouble["trouble"]]["found"] == 1
    _change(package, "vouchers.jsonl", undrafted)
    assert score(package, truth)["stages"]["findings"]["kinds"][trouble["trouble"]]["found"] == 0
