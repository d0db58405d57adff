import { Link } from "@tanstack/react-router";
import { FileText, Lock } from "lucide-react";
import { useState } from "react";
import { placeLink, placeWords } from "@/client/places";
import { useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { JournalDetail } from "@/client/types";
import { formatDay, formatInstant } from "@/lib/dates";
import { formatPaise, sumPaise } from "@/lib/money";
import { humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Button, CheckList, Chip, Timeline } from "@/ui/parts";
import { nameOf } from "./queries";
import { ReverseDialog } from "./ReverseDialog";

const STATE = { posted: "ok", returned: "warn", waiting: "info", proposed: "ai", draft: "ai" } as const;

/** One entry: lines that lead to the paper, reason, evidence, effect; checks and history beside it. */
export function JournalPane({ journal, waits }: { journal: JournalDetail; waits: boolean }) {
  const [reversing, setReversing] = useState(false);
  const mayWrite = useWhyNot("journals.write");
  const agent = journal.agent !== "" && journal.source !== "register" && journal.source !== "person";
  return (
    <div className="flex min-h-0 flex-1 max-[1200px]:flex-col max-[1200px]:overflow-y-auto">
      <div className="min-w-0 flex-1 overflow-y-auto px-4 py-3 max-[1200px]:flex-none" tabIndex={0} role="region" aria-label={`Entry ${nameOf(journal)}`}>
        <div className="mb-2 flex flex-wrap items-center gap-2">
          <h2 className="text-xl font-bold">{nameOf(journal)} · {journal.narration || journal.party || humanise(journal.kind)}</h2>
          {agent && <Chip tone="ai">Drafted by {journal.agent}</Chip>}
          <Chip tone={STATE[journal.state as keyof typeof STATE] ?? "mute"}>{humanise(journal.state)}</Chip>
          {journal.reason && <Chip tone={journal.risk === "high" ? "bad" : journal.risk === "medium" ? "warn" : "mute"} icon={false}>{journal.reason}</Chip>}
          {journal.state === "posted" && <Button look="quiet" className="ml-auto" why={mayWrite} onClick={() => setReversing(true)}>Reverse…</Button>}
        </div>
        <p className="mb-2 text-text-2">
          {humanise(journal.kind)}{journal.type_name ? ` (${journal.type_name})` : ""} · {formatDay(journal.day)} · {journal.entity_code}{journal.branch ? ` · ${journal.branch}` : ""}
          {journal.reference ? ` · their number ${journal.reference}` : ""}{journal.imported_number && journal.number ? ` · in the books ${journal.imported_number}` : ""}
        </p>
        {journal.return_reason && <p className="mb-3 rounded-m bg-warn-bg px-3 py-2 text-warn">Returned: {journal.return_reason}</p>}
        <Lines journal={journal} />
        <Evidence journal={journal} />
        <Effect journal={journal} />
      </div>
      <aside aria-label="Checks and history" className="flex w-[274px] flex-none flex-col gap-3 overflow-y-auto border-l border-line bg-surface p-3 max-[1200px]:w-full max-[1200px]:border-t max-[1200px]:border-l-0" tabIndex={-1}>
        {journal.checks.length > 0 && <section><h2 className="mb-1.5 font-bold">Checks</h2><CheckList checks={journal.checks} /></section>}
        <section><h2 className="mb-1.5 font-bold">Who did what</h2><Timeline events={journal.timeline.map((each) => ({ at: formatInstant(each.at), who: each.who, what: each.what, tone: /bot|validator|agent|extractor/i.test(each.who) ? "ai" : "ok" }))} /></section>
        {waits && !journal.can_approve && journal.why_not && <p className="card mt-auto flex gap-2 px-3 py-2 text-text-2"><Lock aria-hidden className="mt-0.5 size-3.5 flex-none" />{journal.why_not}</p>}
      </aside>
      {reversing && <ReverseDialog journal={journal} onClose={() => setReversing(false)} />}
    </div>
  );
}

function Lines({ journal }: { journal: JournalDetail }) {
  const scope = useScope();
  const debit = sumPaise(journal.lines.map((line) => line.debit_paise));
  const credit = sumPaise(journal.lines.map((line) => line.credit_paise));
  return (
    <div className="card overflow-x-auto" role="region" aria-label="Lines" tabIndex={0}>
      <table className="table">
        <thead><tr><th>#</th><th>Ledger</th><th>Why</th><th>Evidence</th><th className="num">Debit ₹</th><th className="num">Credit ₹</th></tr></thead>
        <tbody>
          {journal.lines.map((line, index) => {
            const link = placeLink(scope, line.place);
            return (
              <tr key={line.position}>
                <td>{index + 1}</td>
                <td>{line.ledger}</td>
                <td className="max-w-[220px] truncate text-text-2" title={line.reason}>{line.reason || "—"}</td>
                <td>{link ? <Link to={link.to as string} search={link.search as never} className="link whitespace-nowrap">{line.place ? placeWords(line.place) : "paper"}</Link> : <span className="text-text-3" aria-label="none">—</span>}</td>
                <td className="num">{line.debit_paise === 0 ? "" : formatPaise(line.debit_paise)}</td>
                <td className="num">{line.credit_paise === 0 ? "" : formatPaise(line.credit_paise)}</td>
              </tr>
            );
          })}
          <tr className="total"><td /><td colSpan={3}>{debit === credit ? "Total, balanced" : "Total, NOT balanced"}</td><td className="num">{formatPaise(debit)}</td><td className={`num ${debit === credit ? "" : "text-bad"}`}>{formatPaise(credit)}</td></tr>
        </tbody>
      </table>
    </div>
  );
}

function Evidence({ journal }: { journal: JournalDetail }) {
  const scope = useScope();
  return (
    <section className="mt-3">
      <h3 className="mb-1.5 text-base font-bold">Evidence</h3>
      {journal.evidence.length === 0 && <p className="text-text-2">No paper stands behind this entry.</p>}
      <ul className="m-0 grid list-none grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-2.5 p-0">
        {journal.evidence.slice(0, 12).map((place, index) => {
          const link = placeLink(scope, place);
          const body = <><span className="flex items-center gap-1.5 font-semibold"><FileText aria-hidden className="size-3.5 flex-none" /><span className="truncate">{place.name || "Paper"}</span></span><span className="text-text-2">{placeWords(place)}</span></>;
          return <li key={index}>{link ? <Link to={link.to as string} search={link.search as never} className="card block px-3 py-2 hover:bg-hover" title={place.name}>{body}</Link> : <div className="card px-3 py-2">{body}</div>}</li>;
        })}
      </ul>
      {journal.evidence.length > 12 && <p className="mt-1 text-text-2">and {journal.evidence.length - 12} more.</p>}
    </section>
  );
}

const STATEMENTS: Record<string, string> = { bs: "Balance sheet", pl: "Profit and loss", cf: "Cash flow" };

function Effect({ journal }: { journal: JournalDetail }) {
  if (journal.effect.length === 0) return null;
  return (
    <section className="mt-3">
      <h3 className="mb-1.5 text-base font-bold">Effect on the statements</h3>
      <div className="card overflow-x-auto" role="region" aria-label="Effect" tabIndex={0}>
        <table className="table">
          <thead><tr><th>Statement</th><th>Line</th><th className="num">This entry ₹</th></tr></thead>
          <tbody>{journal.effect.map((each, index) => <tr key={index}><td>{STATEMENTS[each.statement] ?? each.statement}</td><td>{each.line}</td><td className="num"><Amount paise={each.amount_paise} /></td></tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}
