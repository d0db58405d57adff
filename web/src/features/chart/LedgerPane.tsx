import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { ChartLedger, ChartLedgerDetail } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise } from "@/lib/money";
import { humanise, percent } from "@/lib/words";
import { Combobox } from "@/ui/Combobox";
import { Button, Chip, Timeline } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { MergeDialog, RenameDialog } from "./dialogs";
import { useAccept, useChartLedger, useForget, useModel, useUnmerge, type Choice } from "./queries";

/** One ledger: what it is, three offers with their reasons, what was decided. */
export function LedgerPane({ id, quarter, ledgers }: { id: string; quarter: string; ledgers: readonly ChartLedger[] }) {
  const query = useChartLedger(id, quarter);
  return (
    <aside aria-label="Ledger" className="flex w-[400px] flex-none flex-col overflow-y-auto border-l border-line bg-surface max-[900px]:w-full max-[900px]:border-t max-[900px]:border-l-0" tabIndex={0}>
      <Answer of={query} rows={8}>{(ledger) => <Ledger key={ledger.ledger_id} ledger={ledger} quarter={quarter} ledgers={ledgers} />}</Answer>
    </aside>
  );
}

function Ledger({ ledger, quarter, ledgers }: { ledger: ChartLedgerDetail; quarter: string; ledgers: readonly ChartLedger[] }) {
  const scope = useScope();
  const noRight = useWhyNot("chart.decide");
  const why = noRight ?? (ledger.state === "merged" ? `It is part of ${ledger.merged_into}: take that back first` : undefined);
  const accept = useAccept(quarter);
  const forget = useForget(quarter);
  const unmerge = useUnmerge(quarter);
  const [ask, setAsk] = useState<"line" | "merge" | "rename" | null>(null);
  const model = useModel().data;
  const offers = ledger.offers.slice(0, 3);
  const take = (choice: Omit<Choice, "row">): void => accept.mutate({ row: ledger, ...choice });
  const offer = (index: number): void => { const it = offers[index]; if (it && !why && !accept.isPending) take({ key: it.schedule_key, line: it.line || it.schedule_key }); };
  useKeys("Ledger", [
    ...offers.map((each, index) => ({ keys: index === 0 ? "1 or A" : String(index + 1), says: `Accept: ${each.line || each.schedule_key}`, run: () => offer(index), off: why !== undefined })),
    { keys: "E", says: "Choose another line", run: () => setAsk("line"), off: why !== undefined },
    { keys: "M", says: "Merge into another ledger", run: () => setAsk("merge"), off: why !== undefined },
    { keys: "R", says: "Rename", run: () => setAsk("rename"), off: why !== undefined },
    { keys: "X", says: "Take the decision back", run: () => forget.mutate(ledger), off: noRight !== undefined || ledger.state !== "decided" },
  ]);
  return (
    <>
      <div className="border-b border-line px-4 py-2.5">
        <h2 className="font-bold [overflow-wrap:anywhere]">{ledger.ledger}</h2>
        <p className="text-text-2">{ledger.entity_code} · {ledger.group || "no group"} · {humanise(ledger.nature)}</p>
        <dl className="kv mt-2"><dt>Opening</dt><dd>{formatPaise(ledger.opening_paise)}</dd><dt>Closing</dt><dd>{formatPaise(ledger.closing_paise)}</dd></dl>
        <Link className="link mt-1 inline-block min-h-6" to={scope.to("books", "ledger", ledger.ledger_id) as string}>Open its vouchers</Link>
      </div>
      <section aria-label="Line" className="border-b border-line px-4 py-2.5">
        <h3 className="mb-1 font-bold">{ledger.state === "unmapped" ? "It has no line yet" : `Line: ${ledger.line || ledger.schedule_key || humanise(ledger.role)}`}</h3>
        {ledger.reason && <p className="mb-2 text-text-2">{ledger.reason}</p>}
        <ol className="m-0 flex list-none flex-col gap-2 p-0">
          {offers.map((each, index) => (
            <li key={each.schedule_key} className="rounded-m border border-dashed border-ai-line bg-ai-bg px-2.5 py-2">
              <div className="flex items-start gap-2"><Chip tone="ai">{percent(each.confidence)}</Chip><b className="min-w-0 flex-1 font-semibold text-ai [overflow-wrap:anywhere]">{each.line || each.schedule_key}</b><Button shortcut={index === 0 ? "1 A" : String(index + 1)} why={why} disabled={accept.isPending} onClick={() => offer(index)}>Accept<span className="sr-only"> {each.line || each.schedule_key}</span></Button></div>
              <p className="mt-1 text-s">{each.reason}</p>
            </li>
          ))}
        </ol>
        {offers.length === 0 && <p className="text-text-2">The rules have no offer for this name and group.</p>}
        <div className="mt-2.5 flex flex-wrap gap-2">
          {why === undefined && model && (
            <Combobox label="Another line" options={model.lines.map((line) => ({ value: line.key, label: line.label, note: line.key }))} value={ledger.schedule_key} open={ask === "line"} onOpen={(open) => setAsk(open ? "line" : null)} onChoose={(key) => take({ key, line: model.lines.find((line) => line.key === key)?.label ?? key })}>
              <span>Another line</span> <kbd aria-hidden>E</kbd>
            </Combobox>
          )}
          {ledger.state === "decided" && <Button shortcut="X" why={noRight} disabled={forget.isPending} onClick={() => forget.mutate(ledger)}>Take back</Button>}
          <Button shortcut="M" why={why} onClick={() => setAsk("merge")}>Merge</Button>
          <Button shortcut="R" why={why} onClick={() => setAsk("rename")}>Rename</Button>
        </div>
        {ledger.similar.length > 0 && <p className="mt-2 text-text-2">Written almost alike: {ledger.similar.map((each) => each.ledger).join(", ")}. Perhaps the same ledger.</p>}
      </section>
      <section aria-label="History" className="px-4 py-2.5">
        <h3 className="mb-1 font-bold">History</h3>
        {ledger.history.length === 0 ? <p className="text-text-2">Nobody has decided anything about it.</p> : <Timeline events={ledger.history.map((each) => ({ at: `${formatInstant(each.at)} · ${each.quarter}`, who: each.who, what: each.what, tone: "ok" as const }))} />}
        {ledger.history.filter((each) => each.can_undo && each.merge_id).map((each) => <Button key={each.merge_id} why={noRight} disabled={unmerge.isPending} onClick={() => unmerge.mutate(each.merge_id ?? "")}>Take back: {each.what}</Button>)}
      </section>
      <MergeDialog ledger={ledger} quarter={quarter} ledgers={ledgers} open={ask === "merge"} onClose={() => setAsk(null)} />
      <RenameDialog ledger={ledger} quarter={quarter} open={ask === "rename"} onClose={() => setAsk(null)} />
    </>
  );
}
