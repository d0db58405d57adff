import { ChevronDown, ChevronRight } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { BooksTabs } from "@/client/BooksTabs";
import { useEntityCode } from "@/client/company";
import { DrillPanel, useVoucherLevels } from "@/client/drill/DrillPanel";
import { useFilters, useScope } from "@/client/scope";
import type { Balances } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise, paise, type Paise } from "@/lib/money";
import { RowStore, useRowList } from "@/lib/rows";
import { count, humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { DayField } from "@/ui/DayField";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Banner, Button, Chip } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Answer, Empty } from "@/ui/states";
import { LedgerLines } from "./LedgerLines";
import { useBalances, useSpan } from "./queries";
import { parentOf, toRows, type BalanceRow } from "./rows";
import { Exports, SpanBar } from "./SpanBar";

/** The trial balance between any two days; groups fold, every ledger leads down to paper. */
export function BalancesPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const span = useSpan();
  const [filters, setFilters] = useFilters();
  const query = useBalances(span, entity, filters.beside);
  const search = useCallback((text: string) => setFilters({ q: text || undefined }), [setFilters]);
  const totals = query.data?.totals;
  const off = totals ? paise(totals.debit_paise - totals.credit_paise) : paise(0);
  return (
    <>
      <Head
        title="Trial balance" context={`Books · ${scope.name}`}
        acts={<><SearchField value={filters.q ?? ""} onChange={search} label="Filter ledgers" /><Exports what="trial-balance" query={{ ...span, entity, compare_last: filters.beside }} /></>}
      >
        {totals && off === 0 && <Chip tone="ok">Balances</Chip>}
        <span className="text-text-2">₹, debit positive</span>
      </Head>
      <BooksTabs here="tb" />
      <SpanBar span={span} entity={entity}>
        <span className="flex items-center gap-1.5 text-text-2">beside<span className="w-[104px]"><DayField label="Compare with the closing of" value={filters.beside ?? ""} onChange={(day) => setFilters({ beside: day || undefined })} /></span></span>
      </SpanBar>
      {off !== 0 && <Banner tone="bad"><b>It does not balance.</b> <span>Debits and credits are apart by ₹ {formatPaise(off)}.</span></Banner>}
      {query.data?.openings_left_out && <Banner tone="warn">Opening balances are stated for whole companies, so they are left out here: what you see is movement.</Banner>}
      <Answer of={query} rows={16}>{(data) => (data.lines.length === 0 ? <Empty title="No ledger opened or moved in these days">Choose other days, or hand in the quarter's papers and run the close.</Empty> : <Tree data={data} beside={filters.beside} q={filters.q ?? ""} />)}</Answer>
    </>
  );
}

function columnsFor(beside: string | undefined, drilled: boolean, fold: (row: BalanceRow) => void): readonly GridColumn<BalanceRow>[] {
  const amount = (id: string, head: string, pick: (row: BalanceRow) => Paise | null): GridColumn<BalanceRow> => ({
    id, head, width: drilled ? 116 : 132, align: "num", cell: (row) => <Amount paise={pick(row)} strong={row.level < 2} />, text: (row) => { const it = pick(row); return it === null ? "" : formatPaise(it); },
  });
  return [
    { id: "name", head: "Ledger", width: drilled ? 200 : 280, grow: true, text: (row) => row.name, cell: (row) => (
      row.line ? <span style={{ paddingLeft: row.level * 14 + 18 }}>{row.name}</span> : (
        <button type="button" tabIndex={-1} className="flex min-w-0 items-center gap-1 font-semibold" style={{ paddingLeft: row.level * 14 }} onClick={() => fold(row)}>
          {row.folded ? <ChevronRight aria-hidden className="size-3.5 flex-none" /> : <ChevronDown aria-hidden className="size-3.5 flex-none" />}
          <span className="sr">{row.folded ? "Folded: " : "Open: "}</span><span className="truncate">{row.level === 0 ? humanise(row.name) : row.name || "No group"}</span>
          <span className="font-normal text-text-3">{"ledgers" in row.sums ? row.sums.ledgers : ""}</span>
        </button>
      )) },
    // Beside an open drill only the amounts matter.
    ...(drilled ? [] : [{ id: "entity", head: "Company", width: 76, cell: (row) => <span className="text-text-2">{row.line?.entity_code}</span>, text: (row) => row.line?.entity_code ?? "" },
    { id: "key", head: "Schedule III", width: 130, cell: (row) => (row.line ? (row.line.schedule_key ? <span className="text-text-2">{row.line.schedule_key}</span> : <Chip tone="bad" icon={false}>Not mapped</Chip>) : null), text: (row) => row.line?.schedule_key ?? "" }] satisfies GridColumn<BalanceRow>[]),
    amount("opening", "Opening", (row) => row.sums.opening_paise), amount("debit", "Debit", (row) => row.sums.debit_paise), amount("credit", "Credit", (row) => row.sums.credit_paise), amount("closing", "Closing", (row) => row.sums.closing_paise),
    ...(beside ? [amount("beside", `On ${formatDay(beside)}`, (row) => row.sums.compared_paise)] : []),
  ];
}

function Tree({ data, beside, q }: { data: Balances; beside: string | undefined; q: string }) {
  const [filters, setFilters] = useFilters();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [store] = useState(() => new RowStore<BalanceRow>((row) => row.id));
  useRowList(store);
  const rows = useMemo(() => toRows(data, folded, q), [data, folded, q]);
  useEffect(() => {
    store.replace(rows);
    if (filters.ledger) store.setCurrent(filters.ledger);
    // The ledger in the address only places the cursor when the rows arrive.
  }, [store, rows]);
  const fold = useCallback((row: BalanceRow): void => setFolded((old) => { const next = new Set(old); if (!next.delete(row.id)) next.add(row.id); return next; }), []);
  const drilled = filters.ledger !== undefined;
  const columns = useMemo(() => columnsFor(beside, drilled, fold), [beside, drilled, fold]);
  const current = store.row(store.current);
  const everything = (): void => setFolded((old) => (old.size > 0 ? new Set() : new Set(toRows(data, new Set(), "").filter((row) => row.level === 1).map((row) => row.id))));
  const left = (): void => {
    if (current && !current.line && !current.folded) fold(current);
    else if (current) store.setCurrent(parentOf(rows, current.id));
  };
  useKeys("Trial balance", [
    { keys: "ArrowLeft", says: "Fold, or go to the group", run: left },
    { keys: "ArrowRight", says: "Unfold", run: () => { if (current?.folded) fold(current); } },
    { keys: "F", says: "Fold or unfold all groups", run: everything },
  ]);
  const open = (row: BalanceRow): void => {
    if (row.line) setFilters({ ledger: row.id, entry: undefined, paper: undefined }, { push: true });
    else fold(row);
  };
  const end = useVoucherLevels();
  const close = (): void => setFilters({ ledger: undefined, entry: undefined, paper: undefined });
  return (
    <div className="flex min-h-0 flex-1 max-[1000px]:flex-col">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[900px]:flex-none">
        {rows.length === 0 ? <Empty title={`No ledger with “${q}”`} act={<Button onClick={() => setFilters({ q: undefined })}>Show all</Button>} /> : <Grid key={String(drilled)} label="Trial balance" screen={`books-tb${beside ? "-2" : ""}${drilled ? "-d" : ""}`} store={store} columns={columns} total={rows.length} rowHeight={26} onOpen={open} />}
        <div className="flex flex-none flex-wrap gap-x-6 border-t border-line bg-surface px-4 py-1.5 font-bold">
          <span>{count(data.lines.length, "ledger")}</span><button type="button" className="link font-normal" onClick={everything}>{folded.size > 0 ? "Unfold all" : "Fold groups"} <kbd aria-hidden>F</kbd></button>
          <span className="num ml-auto">Debit {formatPaise(data.totals.debit_paise)}</span><span className="num">Credit {formatPaise(data.totals.credit_paise)}</span>
        </div>
      </div>
      {filters.ledger && <DrillPanel levels={[{ name: "Ledger", filter: "ledger", body: <LedgerLines id={filters.ledger} key={filters.ledger} narrow /> }, ...end]} onClose={close} />}
    </div>
  );
}
