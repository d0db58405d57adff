import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useCallback } from "react";
import { BooksTabs } from "@/client/BooksTabs";
import { useEntityCode } from "@/client/company";
import { useFilters, useScope } from "@/client/scope";
import type { Party } from "@/client/types";
import { formatPaise } from "@/lib/money";
import { keepRow, useKeptRow } from "@/lib/remember";
import { useRowList } from "@/lib/rows";
import { count, humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Button, Chip } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Empty, ErrorBox, Skeleton } from "@/ui/states";
import { Tabs } from "@/ui/Tabs";
import { exportUrl, useParties } from "./queries";

const Tables = lazy(() => import("./Tables"));
const TABS = [{ id: "list", name: "All parties" }, { id: "receivables", name: "Receivables by age" }, { id: "payables", name: "Payables by age" }, { id: "msme", name: "MSME" }, { id: "currencies", name: "Foreign money" }];
const TABLES: Record<string, string> = { list: "open_bills", receivables: "ageing-receivables", payables: "ageing-payables", msme: "msme", currencies: "revaluation" };
const MSME = ["micro", "small", "medium", "none"] as const;

const COLUMNS: readonly GridColumn<Party>[] = [
  { id: "ledger", head: "Party", width: 240, grow: true, cell: (row) => <span>{row.ledger}</span>, text: (row) => row.ledger },
  { id: "entity", head: "Company", width: 76, cell: (row) => <span className="text-text-2">{row.entity_code}</span>, text: (row) => row.entity_code },
  { id: "side", head: "Side", width: 84, cell: (row) => <span>{humanise(row.side)}</span>, text: (row) => row.side },
  { id: "gstin", head: "GSTIN or PAN", width: 150, cell: (row) => <span className="text-text-2">{row.gstin || row.pan}</span>, text: (row) => row.gstin || row.pan },
  { id: "msme", head: "MSME", width: 96, cell: (row) => (row.msme && row.msme !== "none" ? <Chip tone="info" icon={false}>{humanise(row.msme)}</Chip> : <span className="text-text-3">{row.msme === "none" ? "No" : "Not known"}</span>), text: (row) => row.msme },
  { id: "days", head: "Credit days", width: 84, align: "num", cell: (row) => <span>{row.credit_days ?? "—"}</span>, text: (row) => String(row.credit_days ?? "") },
  { id: "alike", head: "Perhaps the same as", width: 150, cell: (row) => (row.same_as.length > 0 ? <Chip tone="warn" title={row.same_as.join(", ")}>{row.same_as[0]}</Chip> : null), text: (row) => row.same_as.join(", ") },
  { id: "balance", head: "Balance ₹", width: 132, align: "num", cell: (row) => <Amount paise={row.balance_paise} />, text: (row) => formatPaise(row.balance_paise) },
  { id: "overdue", head: "Overdue ₹", width: 132, align: "num", cell: (row) => (row.overdue_paise === 0 ? <Amount paise={row.overdue_paise} /> : <span className="text-warn">{formatPaise(row.overdue_paise)}</span>), text: (row) => formatPaise(row.overdue_paise) },
];

/** Customers and vendors; what is late, by age, and in foreign money. */
export function PartiesPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const [filters, setFilters] = useFilters();
  const tab = filters.tab ?? "list";
  const search = useCallback((text: string) => setFilters({ q: text || undefined }), [setFilters]);
  return (
    <>
      <Head
        title="Parties" context={`Books · ${scope.name}`}
        acts={<>{tab === "list" && <SearchField value={filters.q ?? ""} onChange={search} label="Filter parties by name, GSTIN or PAN" />}{["xlsx", "csv"].map((form) => <a key={form} className="btn" href={exportUrl(form, TABLES[tab] ?? "open_bills", scope.id, entity)} download>{form.toUpperCase()}</a>)}</>}
      >
        <span className="text-text-2">₹. What a customer owes us, and what we owe a vendor, is positive</span>
      </Head>
      <BooksTabs here="parties" />
      <Tabs label="Parties" value={tab} items={TABS} onChoose={(next) => setFilters({ tab: next === "list" ? undefined : next, q: undefined, side: undefined, msme: undefined, row: undefined, column: undefined })} />
      {tab !== "list" ? <Suspense fallback={<Skeleton rows={8} />}><Tables tab={tab} quarter={scope.id} entity={entity} /></Suspense> : <List quarter={scope.id} entity={entity} />}
    </>
  );
}

function List({ quarter, entity }: { quarter: string; entity: string | undefined }) {
  const scope = useScope();
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const filter = { quarter, entity, side: filters.side ?? "", msme: filters.msme ?? "", q: filters.q ?? "" };
  const { store, first, total, more, query } = useParties(filter);
  useRowList(store);
  useKeptRow("parties", store, first);
  const filtered = filter.side !== "" || filter.msme !== "" || filter.q !== "";
  const open = (row: Party): void => {
    keepRow("parties", row.id);
    void navigate({ to: scope.to("books", "parties", row.id) as string });
  };
  if (!first) return query.error ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={14} />;
  if (first.total === 0 && !filtered) return <Empty title="No parties yet">Ledgers of customers and vendors are taken up in a run of the close, with their bills.</Empty>;
  return (
    <>
      <div className="flex flex-none flex-wrap items-center gap-3 border-b border-line bg-surface px-4 py-1.5">
        <select className="field !w-auto" aria-label="Side" value={filter.side} onChange={(event) => setFilters({ side: event.target.value || undefined })}><option value="">Customers and vendors</option><option value="customer">Customers</option><option value="vendor">Vendors</option></select>
        <select className="field !w-auto" aria-label="MSME" value={filter.msme} onChange={(event) => setFilters({ msme: event.target.value || undefined })}><option value="">MSME or not</option>{MSME.map((each) => <option key={each} value={each}>{each === "none" ? "Not MSME" : humanise(each)}</option>)}</select>
      </div>
      {first.items.length === 0 ? <Empty title="No party fits this filter" act={<Button onClick={() => setFilters({ side: undefined, msme: undefined, q: undefined })}>Show all</Button>} /> : <Grid label="Parties" screen="parties" store={store} columns={COLUMNS} total={total} onOpen={open} onNearEnd={more} />}
      <div className="flex flex-none flex-wrap gap-x-5 border-t border-line bg-surface px-4 py-1.5 font-bold">
        <span>{count(total, "party", "parties")}</span>{filter.side !== "" && <span className="num ml-auto">Balance {formatPaise(first.balance_paise)}</span>}{filter.side !== "" && <span className="num">Overdue {formatPaise(first.overdue_paise)}</span>}
      </div>
    </>
  );
}
