import { Link, useParams } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { ReconDetail } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise, paise, sumPaise } from "@/lib/money";
import { useRowList } from "@/lib/rows";
import { formatCount, humanise } from "@/lib/words";
import { Grid } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Button, Chip, FilterChip, Kbd } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Answer, Empty, ErrorBox, Skeleton } from "@/ui/states";
import { Tabs } from "@/ui/Tabs";
import { AcceptAll } from "./AcceptAll";
import { columnsFor } from "./columns";
import { ManualMatch } from "./ManualMatch";
import { useDecide, useRecon, useRows, type Tab } from "./queries";
import { StatementDialog } from "./StatementDialog";
import { WhyPanel } from "./WhyPanel";
import { reconState, sides } from "./words";

/** Bring two books to agreement and be able to prove it. */
export function Workbench() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const recon = useRecon(id);
  return <Answer of={recon} rows={14}>{(data) => <Bench recon={data} key={data.id} />}</Answer>;
}

function Bench({ recon }: { recon: ReconDetail }) {
  const scope = useScope();
  const [filters, setFilters] = useFilters();
  const tab = (filters.tab ?? "decide") as Tab;
  const stage = tab === "decide" || tab === "accepted" ? (filters.method ?? "") : "";
  const q = filters.q ?? "";
  const { store, query, first, total, more } = useRows(recon.id, tab, stage, q);
  useRowList(store);
  const [dialog, setDialog] = useState<"all" | "manual" | "statement" | null>(null);
  const why = useWhyNot("recon.decide");
  const accept = useDecide(recon.id, "accept", store);
  const reject = useDecide(recon.id, "reject", store);
  const search = useCallback((text: string) => setFilters({ q: text || undefined }), [setFilters]);
  const chosen = store.chosen();
  const names = sides(recon.kind);
  const { tone, word } = reconState(recon);
  const decide = tab === "decide";
  const mayReject = decide || tab === "accepted";
  const act = (which: typeof accept): void => { if (why === undefined && chosen.length > 0) which.mutate(chosen); };
  const suggested = recon.stages.filter((each) => each.status === "suggested" && (stage === "" || each.stage === stage));
  useKeys("Reconciliation", [
    { keys: "A", says: "Accept", run: () => act(accept), off: !decide || why !== undefined },
    { keys: "X", says: "Reject", run: () => act(reject), off: !mayReject || why !== undefined },
    { keys: "M", says: "Match by hand", run: () => setDialog("manual"), off: why !== undefined },
    { keys: "Shift A", says: "Accept all in this filter", run: () => setDialog("all"), off: !decide || why !== undefined || suggested.length === 0 || q !== "" },
    { keys: "B", says: "Reconciliation statement", run: () => setDialog("statement") },
    { keys: "Escape", says: "Clear the selection", run: () => store.setPicked(new Set()), off: store.picked.size === 0 },
  ]);
  const stages = [...new Map(recon.stages.filter((each) => (decide ? each.status === "suggested" : each.status !== "suggested" && each.status !== "rejected")).map((each) => [each.stage, each])).values()];
  const tabs = [
    { id: "decide", name: "To decide", count: recon.counts.suggested }, { id: "accepted", name: "Accepted", count: recon.counts.auto + recon.counts.accepted },
    { id: "right", name: `${names.right} only`, count: recon.counts.right_open }, { id: "left", name: `${names.left} only`, count: recon.counts.left_open },
  ];
  return (
    <>
      <Head
        title={recon.subject} context={`Reconciliation · ${scope.name}`} before={<Link to={scope.to("recon") as string} className="text-text-2 hover:underline">Reconciliation /</Link>}
        acts={<><SearchField value={q} onChange={search} label="Filter lines by words, number or amount" /><Button shortcut="B" onClick={() => setDialog("statement")}>Statement</Button></>}
      >
        <Chip tone={tone}>{word}</Chip><span className="text-text-2">{recon.entity_code} · as at {formatDay(recon.as_of)}</span>
      </Head>
      <Summary recon={recon} />
      <Tabs
        label="Lines" value={tab} items={tabs} onChoose={(next) => setFilters({ tab: next === "decide" ? undefined : next, method: undefined })}
        end={stages.map((each) => <FilterChip key={each.stage} tone={decide ? "ai" : "ok"} on={stage === each.stage} onPress={() => setFilters({ method: stage === each.stage ? undefined : each.stage })}>{humanise(each.stage)} {formatCount(each.count)}</FilterChip>)}
      />
      <div className="flex min-h-0 flex-1 max-[900px]:flex-none max-[900px]:flex-col">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[900px]:flex-none">
          {query.error && !first ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : !first ? <Skeleton rows={14} /> : store.ids.length === 0 ? <Nothing recon={recon} tab={tab} filtered={stage !== "" || q !== ""} /> : (
            <Grid label={`${tabs.find((each) => each.id === tab)?.name ?? ""}: lines`} screen={`recon-${tab === "left" || tab === "right" ? "open" : "pairs"}`} store={store} columns={columnsFor(recon.kind, tab)} total={total} picks={mayReject} onNearEnd={more} />
          )}
          {mayReject && (
            <div className="flex flex-none flex-wrap items-center gap-3 border-t border-line bg-surface px-4 py-1.5" role="status">
              <b className="font-bold whitespace-nowrap">{store.picked.size > 0 ? `${store.picked.size} selected · ₹ ${formatPaise(paise(Math.abs(sumPaise(chosen.flatMap((row) => row.right.map((item) => item.amount_paise))))))} · diff ${formatPaise(sumPaise(chosen.map((row) => row.difference_paise)))}` : `${formatCount(total)} lines`}</b>
              {decide && <Button look="primary" shortcut="A" why={why ?? (chosen.length === 0 ? "Choose a line first." : undefined)} onClick={() => act(accept)}>Accept {chosen.length > 1 ? chosen.length : ""}</Button>}
              <Button shortcut="X" why={why ?? (chosen.length === 0 ? "Choose a line first." : undefined)} onClick={() => act(reject)}>Reject</Button>
              <Button shortcut="M" why={why} onClick={() => setDialog("manual")}>Match by hand</Button>
              {decide && suggested.length > 0 && <Button shortcut="Shift A" why={why ?? (q ? "Clear the words first: all in this filter means the chips alone." : undefined)} onClick={() => setDialog("all")}>Accept all in this filter…</Button>}
              <span className="ml-auto flex items-center gap-1 text-s text-text-2 max-[1200px]:hidden"><Kbd>J</Kbd> <Kbd>K</Kbd> move · <Kbd>Space</Kbd> select</span>
            </div>
          )}
        </div>
        <WhyPanel row={store.row(store.current)} kind={recon.kind} />
      </div>
      <AcceptAll recon={recon} stage={stage} open={dialog === "all"} onClose={() => setDialog(null)} />
      {dialog === "manual" && <ManualMatch recon={recon} onClose={() => setDialog(null)} />}
      <StatementDialog recon={recon} open={dialog === "statement"} onClose={() => setDialog(null)} />
    </>
  );
}

function Summary({ recon }: { recon: ReconDetail }) {
  const names = sides(recon.kind);
  const decided = recon.counts.auto + recon.counts.accepted;
  const all = decided + recon.counts.suggested + recon.counts.left_open + recon.counts.right_open;
  // Sums of the quarter's lines, without what stood there before: no balance of either side.
  const sum = recon.kind === "bank" ? "movement of the quarter" : "sum of the quarter";
  const tiles: [string, string, string][] = [
    [`${names.right}, ${sum}`, formatPaise(recon.right_total_paise), ""], [`${names.left}, ${sum}`, formatPaise(recon.left_total_paise), ""],
    ["Difference", formatPaise(recon.difference_paise), recon.difference_paise === 0 ? "text-ok" : "text-bad"], ["Open lines", formatCount(recon.counts.left_open + recon.counts.right_open), ""],
    ["Decided", formatCount(decided), ""], ["Decided by rule", all === 0 ? "—" : `${((100 * recon.counts.auto) / all).toFixed(1)}%`, ""],
  ];
  return (
    <dl className="card tiles mx-4 mb-2">
      {tiles.map(([name, value, colour]) => <div key={name}><dt className="text-text-2">{name}</dt><dd className={`text-l font-bold ${colour}`}>{value}</dd></div>)}
    </dl>
  );
}

function Nothing({ recon, tab, filtered }: { recon: ReconDetail; tab: Tab; filtered: boolean }) {
  const names = sides(recon.kind);
  if (filtered) return <Empty title="No line fits this filter">Press the chip again, or clear the words.</Empty>;
  const open = recon.counts.left_open + recon.counts.right_open;
  if (tab === "decide") return <Empty title="Nothing to decide">{open > 0 ? `${recon.counts.right_open} ${names.right} lines and ${recon.counts.left_open} ${names.left} lines remain without a counterpart: book them, or explain them in the statement.` : "Every line of both sides has its counterpart."}</Empty>;
  if (tab === "accepted") return <Empty title="Nothing accepted yet" />;
  return <Empty title={`No ${tab === "left" ? names.left : names.right} line is open`}>Each has its counterpart.</Empty>;
}
