import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useFilters, useScope } from "@/client/scope";
import type { Party } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise, paise } from "@/lib/money";
import { keepRow } from "@/lib/remember";
import { RowStore, useRowList } from "@/lib/rows";
import { count } from "@/lib/words";
import { Amount, Diff } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Button, Chip } from "@/ui/parts";
import { Answer, Empty, Skeleton } from "@/ui/states";
import { useAgeing, useParties } from "./queries";
import { toAgeing, type Ageing } from "./tables";

/** A schedule by age as Schedule III wants it; a column leads to its parties, a party to its bills. */
export function AgeingTab({ schedule, quarter, entity }: { schedule: "receivables" | "payables"; quarter: string; entity: string | undefined }) {
  const query = useAgeing(schedule, quarter, entity);
  const tables = useMemo(() => query.data?.map(toAgeing), [query.data]);
  return (
    <Answer of={{ ...query, data: tables }} rows={8}>
      {(found) => (found.length === 0 ? <Empty title={`No ${schedule} by age yet`}>Bills are aged in a run of the close.</Empty> : (
        <div className="flex min-h-0 flex-1 flex-col max-[900px]:flex-none">
          <div className="max-h-[46%] flex-none overflow-auto max-[900px]:max-h-none" tabIndex={0} role="region" aria-label="Ageing schedule">{found.map((each) => <Schedule key={each.entity} ageing={each} />)}</div>
          <Behind side={schedule === "receivables" ? "customer" : "vendor"} columns={found[0]?.columns ?? []} quarter={quarter} entity={entity} />
        </div>
      ))}
    </Answer>
  );
}

function Schedule({ ageing }: { ageing: Ageing }) {
  const [filters, setFilters] = useFilters();
  const sum = (key: string) => paise(ageing.rows.reduce((total, row) => total + (row.columns[key] ?? 0), 0));
  const choose = (key: string): void => setFilters({ column: filters.column === key ? undefined : key });
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 px-4 py-1.5"><b className="font-bold">{ageing.entity} on {formatDay(ageing.asOf)}</b>{ageing.total === ageing.sheet ? <Chip tone="ok">Ties to the balance sheet</Chip> : <Chip tone="bad">Off the balance sheet by <Diff paise={paise(ageing.total - ageing.sheet)} /></Chip>}<span className="text-text-2">{ageing.source}</span></p>
      <table className="table dense">
        <thead><tr><th>Outstanding from the due day</th>{ageing.columns.map(([key, label]) => <th key={key} className="num" title={label}><button type="button" className="link min-h-6" aria-pressed={filters.column === key} onClick={() => choose(key)}>{label.replace(/ \(.*| and exchange.*/, "").replace(/, on account/, "")}</button></th>)}<th className="num">Total</th></tr></thead>
        <tbody>
          {ageing.rows.map((row) => <tr key={row.key}><th scope="row">{row.label}</th>{ageing.columns.map(([key]) => <td key={key} className="num"><Amount paise={row.columns[key]} /></td>)}<td className="num"><Amount paise={row.total} strong /></td></tr>)}
          <tr className="total"><th scope="row">Total</th>{ageing.columns.map(([key]) => <td key={key} className="num"><Amount paise={sum(key)} /></td>)}<td className="num"><Amount paise={ageing.total} /></td></tr>
        </tbody>
      </table>
      {ageing.apart.length > 0 && <details className="px-4 py-1.5"><summary className="min-h-6 cursor-pointer text-text-2">{count(ageing.apart.length, "ledger")} stand apart, each with its reason</summary><ul className="m-0 list-none p-0">{ageing.apart.map((each) => <li key={each.ledger} className="li"><b className="font-semibold">{each.ledger}</b><span className="min-w-0 flex-1">{each.why}</span>{each.amount !== 0 && <span className="num">{formatPaise(each.amount)}</span>}</li>)}</ul></details>}
    </>
  );
}

function Behind({ side, columns, quarter, entity }: { side: string; columns: Ageing["columns"]; quarter: string; entity: string | undefined }) {
  const scope = useScope();
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const column = filters.column;
  const parties = useParties({ quarter, entity, side, msme: "", q: "" });
  const { store: all, first, more, query } = parties;
  useRowList(all);
  useEffect(() => { if (query.hasNextPage) more(); }, [query.hasNextPage, query.data, more]);
  const [store] = useState(() => new RowStore<Party>((row) => row.id));
  const pages = query.data?.pages;
  const rows = useMemo(() => (pages ?? []).flatMap((page) => page.items).filter((row) => (column ? (row.columns_paise[column] ?? 0) !== 0 : Object.values(row.columns_paise).some((each) => each !== 0)))
    .toSorted((a, b) => (column ? (b.columns_paise[column] ?? 0) - (a.columns_paise[column] ?? 0) : b.balance_paise - a.balance_paise)), [pages, column]);
  useEffect(() => store.replace(rows), [store, rows]);
  useRowList(store);
  const shown = useMemo((): readonly GridColumn<Party>[] => [
    { id: "ledger", head: "Party", width: 200, grow: true, cell: (row) => <span>{row.ledger}</span>, text: (row) => row.ledger },
    ...columns.filter(([key]) => key !== "unbilled").map(([key, label]): GridColumn<Party> => ({
      id: key, head: label.replace(/ \(.*|, on account.*/, ""), width: 116, align: "num", cell: (row) => { const it = row.columns_paise[key]; return it ? <span className={key === column ? "font-bold" : undefined}>{formatPaise(paise(it))}</span> : ""; }, text: (row) => formatPaise(paise(row.columns_paise[key] ?? 0)),
    })),
    { id: "balance", head: "Balance ₹", width: 124, align: "num", cell: (row) => <Amount paise={row.balance_paise} strong />, text: (row) => formatPaise(row.balance_paise) },
  ], [columns, column]);
  const open = (row: Party): void => {
    keepRow("parties", row.id);
    void navigate({ to: scope.to("books", "parties", row.id) as string, search: (column ? { column } : {}) as never });
  };
  return (
    <>
      <div className="flex min-h-8 flex-none flex-wrap items-center gap-x-3 border-y border-line bg-sunken px-4"><h2 className="font-semibold">{!first ? "Parties" : column ? `${count(rows.length, "party", "parties")} in “${columns.find(([key]) => key === column)?.[1] ?? column}”` : count(rows.length, "party", "parties")}</h2>{column && <button type="button" className="link min-h-6" onClick={() => setFilters({ column: undefined })}>Show all columns</button>}<span className="ml-auto text-text-2">Enter opens the bills</span></div>
      {!first ? <Skeleton rows={6} /> : rows.length === 0 ? <Empty title="No party in this column" act={<Button onClick={() => setFilters({ column: undefined })}>Show all</Button>} /> : <Grid label="Parties by age" screen={`ageing-${side}`} store={store} columns={shown} total={rows.length} rowHeight={26} onOpen={open} />}
    </>
  );
}
