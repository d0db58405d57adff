import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import { BooksTabs } from "@/client/BooksTabs";
import { useEntityCode } from "@/client/company";
import { useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { AssetRow } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise, type Paise } from "@/lib/money";
import { keepRow, useKeptRow } from "@/lib/remember";
import { useRowList } from "@/lib/rows";
import { count } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Button, Chip } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Empty, ErrorBox, Skeleton } from "@/ui/states";
import { Tabs } from "@/ui/Tabs";
import { useAssets } from "./queries";
import { STATES } from "./words";

const EnterDialog = lazy(() => import("./dialogs").then((made) => ({ default: made.EnterDialog })));
const Beside = lazy(() => import("./Beside"));

const TABS = [{ id: "register", name: "Register" }, { id: "reconciliation", name: "Register against books" }, { id: "cwip", name: "Work in progress" }, { id: "blocks", name: "Income tax blocks" }];
const amount = (id: string, head: string, pick: (row: AssetRow) => Paise): GridColumn<AssetRow> => ({ id, head, width: 108, align: "num", cell: (row) => <Amount paise={pick(row)} />, text: (row) => formatPaise(pick(row)) });

const COLUMNS: readonly GridColumn<AssetRow>[] = [
  { id: "code", head: "Code", width: 82, cell: (row) => <span>{row.code}</span>, text: (row) => row.code },
  { id: "name", head: "Asset", width: 150, grow: true, cell: (row) => <span>{row.name}</span>, text: (row) => row.name },
  { id: "class", head: "Class", width: 136, cell: (row) => <span className="text-text-2">{row.asset_class}</span>, text: (row) => row.asset_class },
  { id: "use", head: "In use since", width: 98, cell: (row) => <span>{formatDay(row.put_to_use)}</span>, text: (row) => row.put_to_use ?? "" },
  { id: "state", head: "State", width: 140, cell: (row) => <Chip tone={STATES[row.state]?.tone ?? "mute"}>{STATES[row.state]?.word ?? row.state}</Chip>, text: (row) => row.state },
  amount("opening", "Opening cost", (row) => row.opening_cost_paise), amount("additions", "Additions", (row) => row.additions_paise), amount("deletions", "Deletions", (row) => row.deletions_paise),
  amount("depreciation", "Depreciation", (row) => row.depreciation_paise), amount("accumulated", "Accumulated", (row) => row.closing_accumulated_paise), amount("net", "Net value", (row) => row.net_paise),
];

/** The register of the quarter, and what stands beside it. */
export function AssetsPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const [filters, setFilters] = useFilters();
  const tab = filters.tab ?? "register";
  const [entering, setEntering] = useState(false);
  const why = useWhyNot("journals.write");
  const search = useCallback((text: string) => setFilters({ q: text || undefined }), [setFilters]);
  useKeys("Fixed assets", [{ keys: "N", says: "Enter an asset", run: () => setEntering(true), off: why !== undefined }]);
  const file = (form: string): string => `/api/assets/export.${form}?${new URLSearchParams({ quarter: scope.id, ...(entity ? { entity } : {}) }).toString()}`;
  return (
    <>
      <Head
        title="Fixed assets" context={`Books · ${scope.name}`}
        acts={<>{tab === "register" && <SearchField value={filters.q ?? ""} onChange={search} label="Filter assets by code, name or ledger" />}<a className="btn" href={file("xlsx")} download>XLSX</a><a className="btn" href={file("csv")} download>CSV</a><Button look="primary" shortcut="N" why={why} onClick={() => setEntering(true)}>Enter asset</Button></>}
      >
        <span className="text-text-2">₹, {scope.name}</span>
      </Head>
      <BooksTabs here="assets" />
      <Tabs label="Fixed assets" value={tab} items={TABS} onChoose={(next) => setFilters({ tab: next === "register" ? undefined : next, q: undefined, class: undefined, state: undefined })} />
      {tab !== "register" ? <Suspense fallback={<Skeleton rows={8} />}><Beside tab={tab} quarter={scope.id} entity={entity} /></Suspense> : <Register quarter={scope.id} entity={entity} onEnter={why ? undefined : () => setEntering(true)} />}
      {entering && <Suspense><EnterDialog open onClose={() => setEntering(false)} /></Suspense>}
    </>
  );
}

function Register({ quarter, entity, onEnter }: { quarter: string; entity: string | undefined; onEnter: (() => void) | undefined }) {
  const scope = useScope();
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const filter = { quarter, entity, asset_class: filters.class ?? "", state: filters.state ?? "", q: filters.q ?? "" };
  const { store, first, total, more, query } = useAssets(filter);
  useRowList(store);
  useKeptRow("assets", store, first);
  const filtered = filter.asset_class !== "" || filter.state !== "" || filter.q !== "";
  const open = (row: AssetRow): void => {
    keepRow("assets", row.id);
    void navigate({ to: scope.to("books", "assets", row.id) as string });
  };
  if (!first) return query.error ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={14} />;
  if (first.total === 0 && !filtered) return <Empty title="No register of fixed assets yet" act={onEnter && <Button onClick={onEnter}>Enter the first asset</Button>}>Hand in the company's register, and the next run reads it; or enter assets one by one.</Empty>;
  const sums = first.totals;
  return (
    <>
      <div className="flex flex-none flex-wrap items-center gap-3 border-b border-line bg-surface px-4 py-1.5">
        <select className="field !w-auto max-w-[220px]" aria-label="Class" value={filter.asset_class} onChange={(event) => setFilters({ class: event.target.value || undefined })}><option value="">All classes</option>{first.classes.map((each) => <option key={each.name} value={each.name}>{each.name || "No class"} ({each.count})</option>)}</select>
        <select className="field !w-auto" aria-label="State" value={filter.state} onChange={(event) => setFilters({ state: event.target.value || undefined })}><option value="">All states</option>{first.states.map((each) => <option key={each.name} value={each.name}>{STATES[each.name]?.word ?? each.name} ({each.count})</option>)}</select>
      </div>
      {first.items.length === 0 ? <Empty title="No asset fits this filter" act={<Button onClick={() => setFilters({ class: undefined, state: undefined, q: undefined })}>Show all</Button>} /> : <Grid label="Register of fixed assets" screen="assets" store={store} columns={COLUMNS} total={total} onOpen={open} onNearEnd={more} />}
      <div className="flex flex-none flex-wrap gap-x-5 border-t border-line bg-surface px-4 py-1.5 font-bold">
        <span>{count(total, "asset")}</span><span className="num ml-auto">Cost {formatPaise(sums.closing_cost_paise)}</span><span className="num">Depreciation of the quarter {formatPaise(sums.depreciation_paise)}</span><span className="num">Net {formatPaise(sums.net_paise)}</span>
      </div>
    </>
  );
}
