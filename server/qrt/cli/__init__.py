"""The `qrt` command. Progress goes to stderr; stdout is the answer. Exit 0 done, 1 done with blocking findings, 2 refused or unreadable input."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from qrt.core.base.errors import Refused, Unavailable
from qrt.core.base.period import Quarter

DONE, BLOCKED, REFUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code. What is refused is one clear line on stderr."""
    parsed = _parser().parse_args(arguments)
    try:
        code = parsed.run(parsed)
    except Refused as refused:
        print(f"qrt {parsed.command}: {refused.sentence}", file=sys.stderr)
        code = REFUSED
    except Unavailable as broken:
        print(f"qrt {parsed.command}: {broken.sentence}", file=sys.stderr)
        code = REFUSED
    except BrokenPipeError:
        # Whoever read our answer has enough of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except KeyboardInterrupt:
        print(f"qrt {parsed.command}: stopped", file=sys.stderr)
        code = 130
    sys.exit(code)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _up(_: argparse.Namespace) -> int:
    from qrt.cli.up import start_platform

    return start_platform(_say)


def _worker(parsed: argparse.Namespace) -> int:
    from qrt.cli.up import run_worker

    return run_worker(parsed.name)


def _migrate(_: argparse.Namespace) -> int:
    from qrt.cli.up import migrate_database

    before, after = migrate_database()
    print(f"schema {before or 'empty'} -> {after}")
    return DONE


def _search_rebuild(_: argparse.Namespace) -> int:
    from qrt.cli.up import rebuild_search

    print(f"{rebuild_search()} papers written to the search cluster")
    return DONE


def _doctor(_: argparse.Namespace) -> int:
    from qrt.adapters.cache.health import check_valkey
    from qrt.adapters.db.health import check_database, check_server
    from qrt.adapters.local.doctor import check_machine, report
    from qrt.adapters.local.supervisor import load_running
    from qrt.adapters.search.opensearch import check_index
    from qrt.adapters.storage.health import check_store
    from qrt.cli.up import external_urls
    from qrt.settings import Settings

    settings = Settings.load()
    running = load_running(settings.home)
    findings = [*check_machine(settings, running), check_store(settings.objects)]
    if app_url := settings.app_database_url or running.get("QRT_APP_DATABASE_URL", ""):
        findings += check_database(app_url)
    elif settings.database_url:
        try:
            findings += check_database(external_urls(settings).app)
        except Refused:
            findings += check_server(settings.database_url)
    if redis_url := settings.redis_url or running.get("QRT_REDIS_URL", ""):
        findings.append(check_valkey(redis_url))
    if settings.opensearch:
        findings.append(check_index(settings.opensearch))
    lines, code = report(findings)
    for line in lines:
        print(line)
    return code


def _close(parsed: argparse.Namespace) -> int:
    from qrt.adapters.company import load_company_file
    from qrt.flows.standalone import close_folder
    from qrt.settings import Settings

    started = time.monotonic()
    files = close_folder(parsed.inbox, load_company_file(parsed.company), parsed.quarter, parsed.out, Settings.load().keys, _say, _passwords(parsed))
    summary = json.loads(files["close.json"])
    counts = summary["counts"]
    _say(f"closed in {time.monotonic() - started:.1f} s")
    print(json.dumps({"digest": summary["digest"], "out": str(parsed.out), **counts, "findings_by_rule": summary["findings_by_rule"]}, indent=1))
    return BLOCKED if counts["findings_blocking"] else DONE


def _import(parsed: argparse.Namespace) -> int:
    from qrt.adapters.company import load_company_file
    from qrt.cli.importing import import_folder

    company = load_company_file(parsed.company) if parsed.company else None
    print(json.dumps(import_folder(parsed.inbox, company, parsed.quarter, parsed.email, _say), indent=1, ensure_ascii=False))
    return DONE


def _watch(parsed: argparse.Namespace) -> int:
    from qrt.cli.watching import watch_folder

    watch_folder(parsed.folder, parsed.quarter, _say, once=parsed.once)
    return DONE


def _extract(parsed: argparse.Namespace) -> int:
    from qrt.flows.extract import extract_files, load_mapping
    from qrt.flows.vendor_files import load_lessons

    layouts = load_mapping(parsed.columns) if parsed.columns else None
    lessons = load_lessons(parsed.templates) if parsed.templates else ()
    with _out(parsed.out) as out:
        for record in extract_files(parsed.files, _say, layouts, _passwords(parsed), lessons):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return DONE


def _learn_templates(parsed: argparse.Namespace) -> int:
    from qrt.flows.vendor_files import learn_files, load_lessons, write_lessons

    known = load_lessons(parsed.templates) if parsed.templates.exists() else ()
    write_lessons(parsed.templates, (*known, *learn_files(parsed.records, parsed.files, _say)))
    return DONE


def _passwords(parsed: argparse.Namespace) -> tuple[str, ...]:
    from qrt.flows.extract import load_passwords

    return load_passwords(parsed.passwords) if parsed.passwords else ()


def _recon(parsed: argparse.Namespace) -> int:
    from qrt.flows.again import Parting, worked_by
    from qrt.flows.tables import reconcile_tables

    parting = None
    if parsed.state or parsed.since or parsed.partition_by or parsed.backend:
        keys, period = parsed.partition_by or (None, "")
        parting = Parting(
            keys, period, parsed.since or parsed.state, parsed.since is not None, parsed.relearn, worked_by(parsed.backend or "", parsed.processes)
        )
    asking = None
    if parsed.ask_model:
        from qrt.flows.residue import Asking
        from qrt.settings import Settings

        settings = Settings.load()
        asking = Asking(parsed.ask_model, {"anthropic": settings.anthropic_key, "openai": settings.openai_key}, settings.model_url)
    summary = reconcile_tables(
        parsed.left, parsed.right, parsed.kind, parsed.spec, parsed.out, parsed.learn, parsed.model, parting, asking, parsed.third, parsed.profile
    )
    print(json.dumps({key: value for key, value in summary.items() if key != "plan"}, indent=1, sort_keys=True, default=str))
    return DONE


def _sim(parsed: argparse.Namespace) -> int:
    from qrt.sim import simulate

    try:
        simulate(parsed.seed, parsed.size, str(parsed.quarter), parsed.out, tuple(parsed.withhold), parsed.gateway, parsed.group)
    except ValueError as wrong:
        raise Refused("sim.refused", f"{wrong}") from wrong
    papers = sum(path.is_file() for path in (parsed.out / "inbox").rglob("*"))
    print(json.dumps({"out": str(parsed.out), "papers": papers, "seed": parsed.seed, "size": parsed.size, "quarter": str(parsed.quarter)}))
    return DONE


def _score(parsed: argparse.Namespace) -> int:
    from qrt.sim import score

    for folder in (parsed.package, parsed.truth):
        if not folder.is_dir():
            raise Refused("score.unreadable", f"{folder} is not a folder.")
    print(json.dumps(score(parsed.package, parsed.truth), indent=1))
    return DONE


def _verify(parsed: argparse.Namespace) -> int:
    from qrt.adapters.scan.sandbox import ReaderPool
    from qrt.flows.verify import is_trail_export, load_package, verify_package

    try:
        files = load_package(parsed.package)
    except Refused as refused:
        if refused.code != "package.damaged":
            raise
        # Somebody's zip, but not one that proves anything: the answer to the question, and not a command that cannot be done.
        print(refused.sentence)
        return BLOCKED
    if is_trail_export(files):
        return _verify_trail(files, parsed.key)
    with ReaderPool(size=2) as readers:
        found = verify_package(files, readers, parsed.key)
    for note in found.notes:
        _say(note)
    for fault in found.faults:
        print(f"{fault.file}: {fault.sentence}")
    if found.whole:
        print(f"Everything follows: {found.papers} papers, digest {found.digest}, signed with {found.signed_with}.")
    return DONE if found.whole else BLOCKED


def _verify_trail(files: Mapping[str, bytes], trusted_key: str) -> int:
    from qrt.flows.verify import verify_trail

    found = verify_trail(files, trusted_key)
    for fault in found.faults:
        print(f"{fault.file}: {fault.sentence}")
    if found.whole:
        newer = f"; {found.unsealed} rows are newer than the last seal" if found.unsealed else ""
        print(f"The trail is whole: {found.rows - found.unsealed} rows under {found.seals} seals, signed with {found.signed_with}{newer}.")
    return DONE if found.whole else BLOCKED


def _rules(parsed: argparse.Namespace) -> int:
    from qrt.flows.rules import explain_rule, list_chart

    if parsed.action == "chart":
        for row in list_chart(parsed.division, parsed.words):
            print(row)
        return DONE

    names = ("key", "section", "pan", "amount", "prior", "rate", "hsn", "form", "filer", "state")
    found = explain_rule(parsed.topic, parsed.date, {name: getattr(parsed, name) for name in names})
    print(found.sentence)
    print(f"Source: {found.source}")
    return DONE


class _out:
    """A file to write to, or stdout for "-"."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stream = sys.stdout

    def __enter__(self) -> TextIO:
        if str(self.path) != "-":
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.stream = self.path.open("w", encoding="utf-8")
        return self.stream

    def __exit__(self, *_: object) -> None:
        if self.stream is not sys.stdout:
            self.stream.close()


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def _parting(text: str) -> tuple[tuple[str, ...] | None, str]:
    from qrt.flows.again import parting_by

    try:
        keys, period = parting_by(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong
    return keys or None, period


def _processes(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: name how many processes work beside each other, one or more")
    return int(text)


def _email(text: str) -> str:
    if text.count("@") != 1 or not all(text.split("@")):
        raise argparse.ArgumentTypeError(f"{text!r} is not an e-mail address")
    return text.lower()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-09-30") from wrong


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="qrt", description="Closes the quarter of Indian companies: papers in, a signed close package out.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], summary: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=summary, description=summary)
        made.set_defaults(run=run)
        return made

    command("up", _up, "Start the platform: database, cache, page and API, one worker. Ctrl-C stops everything.")
    worker = command("worker", _worker, "Run one more worker for the platform that runs over QRT_HOME, or for QRT_DATABASE_URL.")
    worker.add_argument("--name", default="", help="stable name of this worker; a restarted worker of the same name goes on with its own runs")
    command("migrate", _migrate, "Bring roles and schema of the database up to date.")
    command("search-rebuild", _search_rebuild, "Write the words of every paper anew to the search cluster that QRT_OPENSEARCH names.")
    command("doctor", _doctor, "Say in one line each what is missing or unsafe.")

    close = command("close", _close, "Close a quarter from a folder of papers, without a browser.")
    close.add_argument("inbox", type=Path, help="folder of papers")
    close.add_argument("--company", type=Path, required=True, help="COMPANY.yaml")
    close.add_argument("--quarter", type=_quarter, required=True, help="like 2026-27-Q2")
    close.add_argument("--out", type=Path, required=True, help="new folder for the close package; package.zip is written beside it")
    close.add_argument("--passwords", type=Path, metavar="FILE", help="passwords that locked papers are tried with, one a line")

    bring = command("import", _import, "Hand a folder of papers in to the running platform and start its close; the company is made when there is none.")
    bring.add_argument("inbox", type=Path, help="folder of papers")
    bring.add_argument("--company", type=Path, help="COMPANY.yaml; without it the company is called Default Company")
    bring.add_argument("--quarter", type=_quarter, required=True, help="like 2026-27-Q2")
    bring.add_argument("--email", type=_email, default="admin@company.example", help="whom a new company's first sign-in belongs to")

    watch = command("watch", _watch, "Hand in what comes into a folder; what was taken is moved to done/, what was refused to refused/ with its reason.")
    watch.add_argument("folder", type=Path)
    watch.add_argument("--quarter", type=_quarter, required=True, help="like 2026-27-Q2; its close must be open")
    watch.add_argument("--once", action="store_true", help="what lies there now, and no more")

    extract = command("extract", _extract, "Read papers: one JSON record a document.")
    extract.add_argument("files", type=Path, nargs="+")
    extract.add_argument("--out", type=Path, default=Path("-"), help="FILE.jsonl, or - for stdout")
    extract.add_argument("--columns", type=Path, help="MAPPING.yaml that says what the columns of tables are")
    extract.add_argument("--passwords", type=Path, metavar="FILE", help="passwords that locked papers are tried with, one a line")

    extract.add_argument("--templates", type=Path, metavar="FILE", help="what `qrt learn-templates` learnt about the bills of vendors")

    learn = command("learn-templates", _learn_templates, "Learn from bills that somebody went through where their vendors print what.")
    learn.add_argument("records", type=Path, help="FILE.jsonl as `qrt extract` writes it, put right by a person")
    learn.add_argument("files", type=Path, nargs="+", help="the bills themselves")
    learn.add_argument("--templates", type=Path, required=True, metavar="FILE", help="what is learnt is added to this file")

    recon = command("recon", _recon, "Reconcile two tables (CSV, TSV, XLSX, Parquet, JSON lines; PDFs and formats of banks and tax offices are read first).")
    recon.add_argument("left", type=Path, help="our table: books, register, list")
    recon.add_argument("right", type=Path, help="the other side's: statement, GSTR-2B, list")
    recon.add_argument(
        "--kind", required=True, choices=["bank", "gstr2b", "gstr1", "party", "intercompany", "gateway", "tds", "tds_receivable", "tds_payable", "generic"]
    )
    recon.add_argument("--spec", type=Path, help="SPEC.yaml that names columns and sets limits; without it they are found by headings and content")
    recon.add_argument(
        "--third",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a table beside the two: GSTR-2A (gstr2b), 3B (gstr1), bank (gateway), challans (tds_payable), more ledgers (intercompany; may be given again)",
    )
    recon.add_argument("--profile", action="store_true", help="say as well what kinds of narrations either table has, with a proposed class each")
    recon.add_argument("--learn", type=Path, metavar="CORRECTIONS", help="what people decided (left_id, right_id, label): acts at once and is learned from")
    recon.add_argument("--model", type=Path, help="model.json that an earlier --learn wrote, or the model of matches of a company's closes")
    recon.add_argument(
        "--partition-by", type=_parting, metavar="KEYS", help="account, gstin, party, currency and one of week, month, quarter, year: account,month"
    )
    recon.add_argument("--backend", choices=["in-process", "pool", "spark"], help="where parts are worked off; what is found is the same")
    recon.add_argument("--processes", type=_processes, default=os.cpu_count() or 1, help="processes of --backend pool")
    states = recon.add_mutually_exclusive_group()
    states.add_argument("--state", type=Path, metavar="DIR", help="leave what the run found in DIR; a later run works off only the parts that have changed")
    states.add_argument(
        "--since", type=Path, metavar="DIR", help="LEFT and RIGHT hold only lines that are new since the state in DIR, which is brought up to date"
    )
    recon.add_argument(
        "--ask-model",
        metavar="PROVIDER:MODEL",
        help="anthropic:MODEL or openai:MODEL: asks it about lines left open, with the key of the environment; suggestions.parquet, never matches",
    )
    recon.add_argument("--relearn", action="store_true", help="learn the weights anew instead of keeping the state's: a run over everything")
    recon.add_argument("--out", type=Path, required=True, help="folder for matches.parquet, breaks.parquet, summary.json and, with --learn, model.json")

    sim = command("sim", _sim, "Write a made-up company's quarter: papers, company.yaml and the truth.")
    sim.add_argument("--seed", type=int, required=True)
    sim.add_argument("--size", choices=["small", "medium", "large"], default="medium")
    sim.add_argument("--quarter", type=_quarter, default=Quarter(2026, 2))
    sim.add_argument("--gateway", action="store_true", help="with sales over the web that a payment gateway collects, and its settlement report")
    sim.add_argument("--group", action="store_true", help="three companies of a group, each of the size, that trade with each other and lend each other money")
    sim.add_argument("--withhold", action="append", default=[], metavar="REGISTER", help="leave a register out of the hand-in; may be given again")
    sim.add_argument("--out", type=Path, required=True)

    score = command("score", _score, "Compare a close package with the truth of its company: one JSON object.")
    score.add_argument("package", type=Path)
    score.add_argument("truth", type=Path)

    verify = command("verify", _verify, "Recompute a close package from its evidence and say which figure does not follow; or check an exported audit trail.")
    verify.add_argument("package", type=Path, help="folder or zip of a close, or the zip that the audit page exports")
    verify.add_argument("--key", default="", help="public key (hex) that it must be signed with")

    rules = command("rules", _rules, "Which dated row of the law applies to a case, with its source.")
    actions = rules.add_subparsers(dest="action", required=True)
    accounts = actions.add_parser("chart", help="the neutral Indian chart of accounts with its lines of Schedule III")
    accounts.add_argument("words", nargs="*", help="only accounts with a word that begins with each of these")
    accounts.add_argument("--division", choices=["I", "II"], default="I")
    topics = actions.add_parser("explain", help="explain tds|gst|due --date 2026-09-30")
    topics.add_argument("topic", choices=["tds", "gst", "due"])
    topics.add_argument("--date", type=_day, required=True)
    topics.add_argument("--key", default="", help="tds: nature of payment (contractor, professional, rent_land, ...)")
    topics.add_argument("--section", default="", help="tds: section or payment code (194C, 1023)")
    topics.add_argument("--pan", default="", help="tds: the payee's PAN")
    topics.add_argument("--amount", default="", help="tds: amount in rupees, GST excluded")
    topics.add_argument("--prior", default="", help="tds: rupees credited to the payee earlier in the year")
    topics.add_argument("--rate", default="", help="gst: the rate on the paper, percent")
    topics.add_argument("--hsn", default="", help="gst: HSN or SAC")
    topics.add_argument("--form", default="", help="due: form (gstr_1, gstr_3b, tds_deposit, ...)")
    topics.add_argument("--filer", default="", help="due: monthly or qrmp")
    topics.add_argument("--state", default="", help="due: two-digit GST state code")
    return parser


if __name__ == "__main__":
    main()
