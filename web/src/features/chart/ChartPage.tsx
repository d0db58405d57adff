import { useCallback, useEffect, useState } from "react";
import { BooksTabs } from "@/client/BooksTabs";
import { useEntityCode } from "@/client/company";
import { useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import { useKeys } from "@/lib/keys";
import { formatPaise, formatShort } from "@/lib/money";
import { useRowList } from "@/lib/rows";
import { formatCount, humanise, percent } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Banner, Button, Chip, type Tone } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Empty, ErrorBox, Skeleton } from "@/ui/states";
import { Tabs } from "@/ui/Tabs";
import { AcceptMany } from "./AcceptMany";
import { LedgerPane } from "./LedgerPane";
import { Openings } from "./Openings";
import { useChart, type Row } from "./queries";

const VIEWS = [["unmapped", "Unmapped"], ["low", "Unsure"], ["decided", "Decided"], ["similar", "Alike"], ["merged", "Merged"], ["all", "All"]] as const;
const STATES: Record<string, { tone: Tone; word: string }> = { unmapped: { tone: "bad", word: "Not mapped" }, proposed: { tone: "ai", word: "Proposed" }, decided: { tone: "ok", word: "Decided" }, merged: { tone: "mute", word: "Merged" } };

const COLUMNS: readonly GridColumn<Row>[] = [
  { id: "ledger", head: "Ledger", width: 190, grow: true, cell: (row) => <span>{row.ledger}</span>, text: (row) => row.ledger },
  { id: "entity", head: "Company", width: 72, cell: (row) => <span className="text-text-2">{row.entity_code}</span>, text: (row) => row.entity_code },
  { id: "group", head: "Group", width: 120, cell: (row) => <span className="text-text-2">{row.group}</span>, text: (row) => row.group },
  { id: "line", head: "Line of the statements", width: 150, grow: true, cell: (row) => <span title={row.reason}>{row.state === "merged" ? `part of ${row.merged_into}` : row.line || row.schedule_key || humanise(row.role)}</span>, text: (row) => row.line || row.schedule_key },
  { id: "state", head: "State", width: 132, cell: (row) => <Chip tone={STATES[row.state]?.tone ?? "mute"} title={row.reason}>{STATES[row.state]?.word ?? row.state}{row.state === "proposed" ? ` ${percent(row.confidence)}` : ""}</Chip>, text: (row) => row.state },
  { id: "closing", head: "Closing ₹", width: 122, align: "num", cell: (row) => <Amount paise={row.closing_paise} />, text: (row) => formatPaise(row.closing_paise) },
];

/** Where each ledger goes and why; what goes nowhere comes first, the largest balance on top. */
export function ChartPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const [filters] = useFilters();
  const openings = filters.tab === "openings";
  return (
    <>
      {openings ? <Openings quarter={scope.id} entity={entity} context={`Books · ${scope.name}`} head={<><BooksTabs here="chart" /><Rooms /></>} /> : <Ledgers quarter={scope.id} entity={entity} />}
    </>
  );
}

function Rooms() {
  const [filters, setFilters] = useFilters();
  return <Tabs label="Chart" value={filters.tab ?? "ledgers"} items={[{ id: "ledgers", name: "Ledgers" }, { id: "openings", name: "Opening balances" }]} onChoose={(tab) => setFilters({ tab: tab === "ledgers" ? undefined : tab, q: undefined, ledger: undefined })} />;
}

function Ledgers({ quarter, entity }: { quarter: string; entity: string | undefined }) {
  const scope = useScope();
  const [filters, setFilters] = useFilters();
  const [many, setMany] = useState(false);
  const why = useWhyNot("chart.decide");
  const filter = { quarter, entity, view: filters.view ?? "unmapped", group: filters.group ?? "", q: filters.q ?? "" };
  const { store, first, total, more, query } = useChart(filter);
  useRowList(store);
  const wanted = filters.ledger;
  useEffect(() => { if (wanted && store.ids.includes(wanted)) store.setCurrent(wanted); }, [wanted, store, first]);
  const search = useCallback((text: string) => setFilters({ q: text || undefined }), [setFilters]);
  useKeys("Chart", [{ keys: "Shift A", says: "Accept all that are sure enough", run: () => setMany(true), off: why !== undefined }]);
  const counts = first?.counts;
  return (
    <>
      <Head
        title="Chart of accounts" context={`Books · ${scope.name}`}
        acts={<><SearchField value={filter.q} onChange={search} label="Filter ledgers by name, group or line" /><Button shortcut="Shift A" why={why} onClick={() => setMany(true)}>Accept many</Button><a className="btn" href={`/api/chart/export.xlsx?${new URLSearchParams({ quarter, ...(entity ? { entity } : {}) }).toString()}`} download>XLSX</a></>}
      >
        {counts && counts.unmapped === 0 && <Chip tone="ok">Every ledger has its line</Chip>}
        {first && <span className="text-text-2">{formatCount(total)} here · {formatShort(first.total_paise)}</span>}
      </Head>
      <BooksTabs here="chart" />
      <Rooms />
      {counts && counts.unmapped > 0 && <Banner tone="bad"><b>{formatCount(counts.unmapped)} ledgers have no line.</b><span>Those with a balance keep the statements from being drawn.</span></Banner>}
      <Tabs
        label="Views" value={filter.view} items={VIEWS.map(([id, name]) => ({ id, name, count: counts?.[id] }))} onChoose={(view) => setFilters({ view: view === "unmapped" ? undefined : view, ledger: undefined })}
        end={first && first.groups.length > 0 && <select className="field !w-auto max-w-[200px]" aria-label="Group" value={filter.group} onChange={(event) => setFilters({ group: event.target.value || undefined })}><option value="">All groups</option>{first.groups.map((group) => <option key={group}>{group}</option>)}</select>}
      />
      <div className="flex min-h-0 flex-1 max-[900px]:flex-none max-[900px]:flex-col">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[900px]:flex-none">
          {!first ? (query.error ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={14} />) : store.ids.length === 0 ? (
            <Empty title={filter.q || filter.group ? "No ledger fits this filter" : filter.view === "unmapped" ? "Every ledger has its line" : "None here"} act={<Button onClick={() => setFilters({ view: "all", q: undefined, group: undefined })}>Look at all {formatCount(counts?.all ?? 0)}</Button>}>
              {filter.view === "unmapped" && !filter.q ? "What the rules could not place, or were not sure of, would stand here with three offers." : null}
            </Empty>
          ) : <Grid label="Ledgers" screen="chart" store={store} columns={COLUMNS} total={total} onNearEnd={more} onOpen={(row) => setFilters({ ledger: row.id })} />}
        </div>
        {store.current !== null && first && store.ids.length > 0 && <LedgerPane id={store.current} quarter={quarter} ledgers={store.ids.flatMap((id) => store.row(id) ?? [])} />}
      </div>
      <AcceptMany quarter={quarter} entity={entity} open={many} onClose={() => setMany(false)} />
    </>
  );
}
