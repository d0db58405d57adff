import { useEffect } from "react";
import { useFilters, useScope } from "@/client/scope";
import type { LedgerLine } from "@/client/types";
import { formatShortDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { useRowList } from "@/lib/rows";
import { humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Empty, ErrorBox, Skeleton } from "@/ui/states";
import { useLedger } from "./queries";

type Row = LedgerLine & { id: string };
const side = (amount: Row["debit_paise"]) => (amount === 0 ? "" : <Amount paise={amount} />);
const COLUMNS: readonly GridColumn<Row>[] = [
  { id: "day", head: "Date", width: 58, cell: (row) => <span>{formatShortDay(row.day)}</span>, text: (row) => row.day },
  { id: "number", head: "Voucher", width: 96, cell: (row) => <span title={humanise(row.kind)}>{row.number}</span>, text: (row) => row.number },
  { id: "party", head: "Party or words", width: 110, grow: true, cell: (row) => <span title={row.narration}>{row.party || row.narration}</span>, text: (row) => row.party || row.narration },
  { id: "debit", head: "Debit ₹", width: 112, align: "num", cell: (row) => side(row.debit_paise), text: (row) => formatPaise(row.debit_paise) },
  { id: "credit", head: "Credit ₹", width: 112, align: "num", cell: (row) => side(row.credit_paise), text: (row) => formatPaise(row.credit_paise) },
];

/** One ledger over the quarter, voucher by voucher. */
export function LedgerLevel({ id }: { id: string }) {
  const scope = useScope();
  const [, setFilters] = useFilters();
  const { store, first, total, more, query } = useLedger(id, scope.id);
  useRowList(store);
  useEffect(() => {
    const last = sessionStorage.getItem("qrt.drill.line");
    if (last && store.ids.includes(last)) store.setCurrent(last);
  }, [store, first]);
  if (!first) return query.error ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={8} />;
  const open = (row: Row): void => {
    sessionStorage.setItem("qrt.drill.line", row.id);
    setFilters({ entry: row.entry_id }, { push: true });
  };
  return (
    <>
      <div className="flex-none border-b border-line px-3 py-1.5">
        <div className="flex justify-between gap-3"><b className="font-bold">{first.ledger}</b><span className="text-text-2">Opening {formatPaise(first.opening_paise)}</span></div>
        {first.mapping_reason && <p className="text-text-2">{first.mapping_reason}</p>}
      </div>
      {first.total === 0 ? <Empty title="No movement in this quarter">The balance is the opening balance.</Empty> : <Grid label={`Vouchers of ${first.ledger}`} screen="drill-ledger" store={store} columns={COLUMNS} total={total} onOpen={open} onNearEnd={more} />}
      <div className="flex flex-none justify-between border-t border-line px-3 py-1.5 font-bold"><span>Closing</span><span>{formatPaise(first.closing_paise)}</span></div>
    </>
  );
}
