import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { paperOf, placeWords } from "@/client/places";
import { useFilters, useScope } from "@/client/scope";
import type { JournalDetail, JournalLine, Place } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise } from "@/lib/money";
import { RowStore } from "@/lib/rows";
import { humanise } from "@/lib/words";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Answer } from "@/ui/states";
import { useVoucher } from "./queries";

type Row = JournalLine & { id: string; at: Place | null };
const COLUMNS: readonly GridColumn<Row>[] = [
  { id: "ledger", head: "Ledger", width: 150, grow: true, cell: (row) => <span title={row.reason}>{row.ledger}</span>, text: (row) => row.ledger },
  { id: "debit", head: "Debit ₹", width: 112, align: "num", cell: (row) => <span>{row.debit_paise === 0 ? "" : formatPaise(row.debit_paise)}</span>, text: (row) => formatPaise(row.debit_paise) },
  { id: "credit", head: "Credit ₹", width: 112, align: "num", cell: (row) => <span>{row.credit_paise === 0 ? "" : formatPaise(row.credit_paise)}</span>, text: (row) => formatPaise(row.credit_paise) },
  { id: "place", head: "Paper", width: 120, cell: (row) => (row.at?.document_id ? <span className="text-accent">{placeWords(row.at)}</span> : <span className="text-text-3" aria-label="none">—</span>), text: (row) => (row.at ? placeWords(row.at) : "") },
];

/** One voucher; each line leads to its place on a paper. */
export function VoucherLevel({ id }: { id: string }) {
  const query = useVoucher(id);
  return <Answer of={query} rows={6}>{(data) => <Voucher journal={data} />}</Answer>;
}

function Voucher({ journal }: { journal: JournalDetail }) {
  const scope = useScope();
  const [filters, setFilters] = useFilters();
  const [store] = useState(() => new RowStore<Row>((row) => row.id));
  const rows = useMemo(() => journal.lines.map((line): Row => ({ ...line, id: String(line.position), at: line.place ?? journal.evidence[0] ?? null })), [journal]);
  const ledger = filters.ledger;
  useEffect(() => {
    store.replace(rows);
    // Whoever comes from a ledger wants that ledger's line of the voucher.
    const mine = rows.find((row) => row.ledger_id === ledger);
    if (mine) store.setCurrent(mine.id);
  }, [store, rows, ledger]);
  const open = (row: Row | undefined): void => {
    if (row?.at?.document_id) setFilters({ paper: paperOf(row.at) }, { push: true });
  };
  useKeys("Voucher", [{ keys: "O", says: "Open the paper", run: () => open(store.row(store.current)) }]);
  return (
    <>
      <div className="flex-none border-b border-line px-3 py-2">
        <div className="flex justify-between gap-3"><b className="font-bold">{journal.number || journal.imported_number || "Draft"} · {journal.party || humanise(journal.kind)}</b><Link className="link" to={scope.to("journals", journal.id) as string}>Open entry</Link></div>
        <p className="text-text-2">{humanise(journal.kind)} · {formatDay(journal.day)} · {humanise(journal.state)}{journal.reference ? ` · their number ${journal.reference}` : ""}</p>
        {journal.narration && <p>{journal.narration}</p>}
      </div>
      <Grid label="Lines of the voucher" screen="drill-voucher" store={store} columns={COLUMNS} total={rows.length} onOpen={open} />
    </>
  );
}
