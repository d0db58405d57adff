import { Link } from "@tanstack/react-router";
import { useFilters, useScope } from "@/client/scope";
import type { EnquiryLedger } from "@/client/types";
import { formatDay, formatShortDay } from "@/lib/dates";
import { formatPaise, type Paise } from "@/lib/money";
import { keepRow } from "@/lib/remember";
import type { RowStore } from "@/lib/rows";
import { useRowList } from "@/lib/rows";
import { humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Empty, ErrorBox, Skeleton } from "@/ui/states";
import { useLedgerLines, useSpan, type Line } from "./queries";

const side = (amount: Paise) => (amount === 0 ? "" : <Amount paise={amount} />);
const DAY: GridColumn<Line> = { id: "day", head: "Date", width: 98, cell: (row) => <span>{formatDay(row.day)}</span>, text: (row) => row.day };
const AGAINST: GridColumn<Line> = { id: "against", head: "Against", width: 150, grow: true, cell: (row) => <span title={row.narration}>{row.party || row.against || row.narration}</span>, text: (row) => row.party || row.against || row.narration };
const MONEY: readonly GridColumn<Line>[] = [
  { id: "debit", head: "Debit ₹", width: 112, align: "num", cell: (row) => side(row.debit_paise), text: (row) => formatPaise(row.debit_paise) },
  { id: "credit", head: "Credit ₹", width: 112, align: "num", cell: (row) => side(row.credit_paise), text: (row) => formatPaise(row.credit_paise) },
  { id: "balance", head: "Balance ₹", width: 120, align: "num", cell: (row) => <Amount paise={row.balance_paise} />, text: (row) => formatPaise(row.balance_paise) },
];
const NARROW: readonly GridColumn<Line>[] = [{ ...DAY, width: 62, cell: (row) => <span title={formatDay(row.day)}>{formatShortDay(row.day)}</span> }, { ...AGAINST, width: 104 }, ...MONEY];
const WIDE: readonly GridColumn<Line>[] = [
  DAY,
  { id: "number", head: "Voucher", width: 164, cell: (row) => <span>{row.number || row.imported_number}</span>, text: (row) => row.number || row.imported_number },
  { id: "kind", head: "Kind", width: 100, cell: (row) => <span>{humanise(row.kind)}</span>, text: (row) => row.kind },
  AGAINST,
  { id: "narration", head: "Narration", width: 200, grow: true, cell: (row) => <span className="text-text-2" title={row.narration}>{row.narration}</span>, text: (row) => row.narration },
  { id: "bill", head: "Bill", width: 110, cell: (row) => <span>{row.bill}</span>, text: (row) => row.bill },
  { id: "branch", head: "Branch", width: 90, cell: (row) => <span className="text-text-2">{row.branch || row.cost_centre}</span>, text: (row) => [row.branch, row.cost_centre].filter(Boolean).join(" ") },
  ...MONEY,
];

/** One ledger with its running balance: Enter opens the voucher. */
export function LedgerLines({ id, narrow = false }: { id: string; narrow?: boolean }) {
  const scope = useScope();
  const span = useSpan();
  const { store, first, total, more, query } = useLedgerLines(id, span);
  if (!first) return query.error ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={8} />;
  return (
    <>
      {narrow && <div className="flex flex-none justify-between gap-3 border-b border-line px-3 py-1.5"><b className="truncate font-bold">{first.ledger}</b><Link className="link flex-none" to={scope.to("books", "ledger", id) as string} search={((old: object) => { const { from, to, branch, centre } = old as Record<string, string>; return { from, to, branch, centre }; }) as never}>Open ledger</Link></div>}
      <Lines head={first} store={store} total={total} more={more} narrow={narrow} />
    </>
  );
}

/** Opening, lines, closing: they add up. */
export function Lines({ head, store, total, more, narrow }: { head: EnquiryLedger; store: RowStore<Line>; total: number; more: () => void; narrow: boolean }) {
  const [, setFilters] = useFilters();
  useRowList(store);
  const open = (row: Line): void => {
    keepRow(`ledger.${head.ledger_id}`, row.id);
    setFilters({ entry: row.entry_id, paper: undefined }, { push: true });
  };
  return (
    <>
      <div className="flex flex-none justify-between gap-3 border-b border-line bg-surface px-3 py-1.5"><span className="text-text-2">Opening</span><span className="num">{formatPaise(head.opening_paise)}</span></div>
      {head.lines.length === 0 ? <Empty title="No movement in these days">The balance is the opening balance.</Empty> : <Grid label={`Vouchers of ${head.ledger}`} screen={narrow ? "books-ledger-n" : "books-ledger"} store={store} columns={narrow ? NARROW : WIDE} total={total} onOpen={open} onNearEnd={more} />}
      <div className="flex flex-none flex-wrap justify-between gap-x-4 border-t border-line bg-surface px-3 py-1.5 font-bold"><span>Closing</span>{!narrow && <span className="num ml-auto font-normal">Debit {formatPaise(head.debit_paise)} · Credit {formatPaise(head.credit_paise)}</span>}<span className="num">{formatPaise(head.closing_paise)}</span></div>
    </>
  );
}
