import { useEffect, useMemo, useState } from "react";
import { useFilters, useScope } from "@/client/scope";
import type { LineLedgers, StatementLine } from "@/client/types";
import { formatPaise } from "@/lib/money";
import { RowStore } from "@/lib/rows";
import { count } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Answer, Empty } from "@/ui/states";
import { useLine } from "./queries";

type Row = LineLedgers["ledgers"][number];
const COLUMNS: readonly GridColumn<Row>[] = [
  { id: "ledger", head: "Ledger", width: 220, grow: true, cell: (row) => <span>{row.ledger}</span>, text: (row) => row.ledger },
  { id: "entity", head: "Company", width: 80, cell: (row) => <span className="text-text-2">{row.entity_code}</span>, text: (row) => row.entity_code },
  { id: "amount", head: "₹", width: 140, align: "num", cell: (row) => <Amount paise={row.amount_paise} />, text: (row) => formatPaise(row.amount_paise) },
];

/** The ledgers behind a line; they add up to it. */
export function LedgersLevel({ kind, line, entity }: { kind: string; line: StatementLine; entity: string | undefined }) {
  const scope = useScope();
  const query = useLine(kind, line.key, scope.id, entity);
  return <Answer of={query} rows={6}>{(data) => (data.ledgers.length === 0 ? <Empty title="No ledger stands behind this line" /> : <List data={data} />)}</Answer>;
}

function List({ data }: { data: LineLedgers }) {
  const [, setFilters] = useFilters();
  const [store] = useState(() => new RowStore<Row>((row) => row.ledger_id));
  const rows = useMemo(() => data.ledgers.toSorted((a, b) => Math.abs(b.amount_paise) - Math.abs(a.amount_paise)), [data]);
  useEffect(() => {
    store.replace(rows);
    const last = sessionStorage.getItem("qrt.drill.ledger");
    const row = rows.find((each) => each.ledger_id === last) ?? rows[0];
    if (row) store.setCurrent(row.ledger_id);
  }, [store, rows]);
  const open = (row: Row): void => {
    sessionStorage.setItem("qrt.drill.ledger", row.ledger_id);
    setFilters({ ledger: row.ledger_id }, { push: true });
  };
  return (
    <>
      <Grid label="Ledgers" screen="drill-ledgers" store={store} columns={COLUMNS} total={rows.length} onOpen={open} />
      <div className="flex flex-none justify-between border-t border-line px-3 py-1.5 font-bold"><span>{count(rows.length, "ledger")}</span><span>{formatPaise(data.total_paise)}</span></div>
    </>
  );
}
