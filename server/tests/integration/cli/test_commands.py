"""The commands that work without a platform."""

import json
import shutil
from pathlib import Path

import pytest

from qrt.adapters.db.roles import DatabaseUrls, with_database
from qrt.adapters.local.postgres import EmbeddedPostgres
from qrt.cli.up import external_urls
from qrt.settings import Settings
from tests.integration.cli.test_bad_input import Run, one_line, qrt  # noqa: F401  (a fixture)

SAMPLES = Path(__file__).parents[5] / "shared" / "samples" / "docs"


def test_extract_gives_one_record_a_paper_with_a_box_or_cell_for_each_value(qrt: Run, tmp_path: Path) -> None:  # noqa: F811
    if not SAMPLES.is_dir():
        pytest.skip("no samples at hand")
    by_kind: dict[tuple[str, str], Path] = {}
    for path in sorted(SAMPLES.rglob("*")):
        if path.is_file() and path.suffix.lower() in (".pdf", ".xlsx", ".csv", ".json", ".xml", ".sta", ".txt") and path.parent != SAMPLES:
            by_kind.setdefault((path.relative_to(SAMPLES).parts[0], path.suffix.lower()), path)
    picked = list(by_kind.values())
    assert len(picked) >= 6
    code, said, _ = qrt("extract", *picked, "--out", tmp_path / "read.jsonl")
    assert (code, said) == (0, "")
    rows = [json.loads(line) for line in (tmp_path / "read.jsonl").read_text().splitlines()]
    assert {row["file"] for row in rows} == {path.name for path in picked}
    for row in rows:
        assert {"file", "kind", "confidence", "fields", "rows", "findings", "seconds"} <= row.keys()
        for name, field in row["fields"].items():
            assert {"value", "page", "box", "confidence", "source", "status"} <= field.keys(), name
    assert len({row["kind"] for row in rows}) >= 4


def test_recon_brings_two_small_tables_together_and_says_why_the_rest_is_open(qrt: Run, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "ours.csv").write_text(
        "id,date,amount,narration\na,2026-07-01,1180.00,NEFT AXIS123456789\nb,2026-07-05,-500.00,Rent July\nc,2026-07-09,75.50,\n"
    )
    (tmp_path / "theirs.csv").write_text(
        "id,date,amount,narration\nx,2026-07-02,1180.00,NEFT AXIS123456789\ny,2026-07-05,-500.00,Rent July\nz,2026-08-30,12.00,Fee\n"
    )
    out = tmp_path / "out"
    code, said, _ = qrt("recon", tmp_path / "ours.csv", tmp_path / "theirs.csv", "--kind", "bank", "--out", out)
    summary = json.loads(said)
    assert code == 0
    assert {path.name for path in out.iterdir()} >= {"matches.parquet", "breaks.parquet", "summary.json"}
    import polars

    matches, breaks = polars.read_parquet(out / "matches.parquet"), polars.read_parquet(out / "breaks.parquet")
    pairs = {tuple(sorted(part["line_id"].to_list())) for _, part in matches.group_by("match_id")}
    assert pairs == {("a", "x"), ("b", "y")}
    assert set(breaks["line_id"].to_list()) == {"c", "z"}
    assert all(breaks["why_not"].to_list())
    again = json.loads(qrt("recon", tmp_path / "ours.csv", tmp_path / "theirs.csv", "--kind", "bank", "--out", tmp_path / "again")[1])
    assert again["digest"] == summary["digest"]


def test_rules_explain_names_the_row_and_its_source(qrt: Run) -> None:  # noqa: F811
    for arguments in (
        ("tds", "--date", "2026-09-30", "--key", "contractor", "--amount", "50000"),
        ("gst", "--date", "2026-09-30", "--rate", "18"),
        ("due", "--date", "2026-09-30", "--form", "gstr_3b"),
    ):
        code, said, wrong = qrt("rules", "explain", *arguments)
        assert code == 0, wrong
        assert "Source: " in said and len(said.split("Source: ")[1].strip()) > 5


def test_doctor_says_what_is_missing_line_by_line_and_nothing_else(qrt: Run) -> None:  # noqa: F811
    code, said, wrong = qrt("doctor")
    assert code in (0, 1) and wrong == ""
    assert said.strip()


def test_doctor_judges_the_external_server_before_and_after_it_is_prepared(
    qrt: Run,  # noqa: F811
    postgres: EmbeddedPostgres,
    template: DatabaseUrls,
    key_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QRT_DATABASE_URL", "postgresql://qrt:secret@127.0.0.1:1/postgres")
    code, said, _ = qrt("doctor")
    assert code == 1 and "secret" not in said
    assert [line for line in said.splitlines() if line.startswith("BAD ") and "database does not answer" in line]
    monkeypatch.setenv("QRT_DATABASE_URL", postgres.url)
    code, said, _ = qrt("doctor")
    assert code == 1 and "The database answers" in said and "run `qrt migrate`" in said
    keys = tmp_path / "home" / "keys"
    keys.mkdir(parents=True, mode=0o700)
    shutil.copy2(key_folder / "database.json", keys)
    monkeypatch.setenv("QRT_DATABASE_URL", template.owner)
    code, said, _ = qrt("doctor")
    assert "held by row-level security" in said and "The wall between tenants has no hole." in said
    assert not [line for line in said.splitlines() if line.startswith("BAD ") and " database " in line]


def test_an_address_that_names_no_database_of_its_own_means_ours(key_folder: Path, template: DatabaseUrls, tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir(mode=0o700)
    shutil.copy2(key_folder / "database.json", tmp_path / "keys")
    for named, meant in (("postgres", "qrt"), ("", "qrt"), ("books", "books")):
        settings = Settings(home=tmp_path, database_url=with_database(template.owner, named))
        assert external_urls(settings).app == with_database(template.app, meant)


def test_rules_explain_help_names_forms_that_are_accepted(qrt: Run) -> None:  # noqa: F811
    _, said, _ = qrt("rules", "explain", "--help")
    forms = " ".join(said.split()).split("due: form (")[1].split(", ...)")[0].split(", ")
    assert len(forms) >= 3
    for form in forms:
        code, _, wrong = qrt("rules", "explain", "due", "--date", "2026-09-30", "--form", form, "--filer", "monthly")
        assert code == 0, wrong


def test_sim_writes_a_company_and_refuses_what_it_cannot(qrt: Run, tmp_path: Path) -> None:  # noqa: F811
    code, said, _ = qrt("sim", "--seed", 5, "--size", "small", "--out", tmp_path / "s")
    assert (code, json.loads(said)["papers"]) == (0, len([path for path in (tmp_path / "s" / "inbox").rglob("*") if path.is_file()]))
    code, _, wrong = qrt("worker")
    assert code == 2
    assert "No platform runs" in one_line(wrong)
