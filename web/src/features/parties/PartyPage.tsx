import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { BooksTabs } from "@/client/BooksTabs";
import { DrillPanel, useVoucherLevels } from "@/client/drill/DrillPanel";
import { useFilters, useScope } from "@/client/scope";
import { useMe, useWhyNot } from "@/client/session";
import type { PartyDetail, PartyItem } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise, paise } from "@/lib/money";
import { keepRow, useKeptRow } from "@/lib/remember";
import { RowStore, useRowList } from "@/lib/rows";
import { count, humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Banner, Button, Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { useParty } from "./queries";
import { vouchersOf } from "./vouchers";

const OpeningBillsDialog = lazy(() => import("./OpeningBills").then((made) => ({ default: made.OpeningBillsDialog })));
const AskedBills = lazy(() => import("./OpeningBills").then((made) => ({ default: made.AskedBills })));
const PartyDialog = lazy(() => import("./dialogs").then((made) => ({ default: made.PartyDialog })));
const BillDialog = lazy(() => import("./dialogs").then((made) => ({ default: made.BillDialog })));
const AllocateDialog = lazy(() => import("./dialogs").then((made) => ({ default: made.AllocateDialog })));

export type Row = PartyItem & { id: string };
const KINDS: Record<string, string> = { bill: "Bill", advance: "Advance", on_account: "On account", opening: "Opening, not listed", exchange: "Exchange difference" };

const COLUMNS: readonly GridColumn<Row>[] = [
  { id: "number", head: "Bill", width: 150, grow: true, cell: (row) => <span>{row.number || KINDS[row.kind] || row.kind}</span>, text: (row) => row.number || row.kind },
  { id: "day", head: "Date", width: 98, cell: (row) => <span>{formatDay(row.day)}</span>, text: (row) => row.day ?? "" },
  { id: "due", head: "Due", width: 98, cell: (row) => <span title={row.due_from}>{formatDay(row.due_day)}</span>, text: (row) => row.due_day ?? "" },
  { id: "basis", head: "Settled by", width: 116, cell: (row) => <Basis row={row} />, text: (row) => row.basis },
  { id: "flags", head: "Decided", width: 108, cell: (row) => (row.disputed ? <Chip tone="warn">Disputed</Chip> : row.doubtful ? <Chip tone="bad">{humanise(row.doubtful)}</Chip> : null), text: (row) => (row.disputed ? "disputed" : row.doubtful) },
  { id: "amount", head: "Amount ₹", width: 120, align: "num", cell: (row) => <Amount paise={row.amount_paise} />, text: (row) => formatPaise(row.amount_paise) },
  { id: "open", head: "Open ₹", width: 120, align: "num", cell: (row) => <Amount paise={row.open_paise} />, text: (row) => formatPaise(row.open_paise) },
];

function Basis({ row }: { row: Row }) {
  if (row.settlements.length === 0) return <span className="text-text-3">Nothing yet</span>;
  const proposed = row.settlements.some((each) => each.basis === "proposed");
  return <Chip tone={proposed ? "ai" : "ok"} title={row.settlements.map((each) => each.why).join("; ")}>{proposed ? "Proposed" : "Stated"}</Chip>;
}

/** One party: what its balance is made of, what settled its bills and why. */
export function PartyPage() {
  const scope = useScope();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const settled = filters.settled === "yes";
  const query = useParty(id, settled);
  const end = useVoucherLevels();
  const list = scope.to("books", "parties");
  useKeys("Party", [{ keys: "Escape", says: "Back to the parties", run: () => (filters.column ? window.history.back() : void navigate({ to: list as string, search: {} as never })), off: end.length > 0 }]);
  const party = query.data;
  return (
    <>
      <Head title={party?.ledger ?? "Party"} context={`Parties · ${scope.name}`} before={<Link className="link flex min-h-6 items-center" to={list as string} search={{} as never}>Parties</Link>} acts={party && <Acts party={party} />}>
        {party && <span className="text-text-2">{party.entity_code} · {humanise(party.side)} · {party.gstin || party.pan || "no GSTIN"}{party.msme && party.msme !== "none" ? ` · MSME ${party.msme}` : party.msme === "" ? " · MSME not known" : ""}{party.credit_days !== null ? ` · ${party.credit_days} days of credit` : ""}</span>}
      </Head>
      <BooksTabs here="parties" />
      {party && party.same_as.length > 0 && <Banner tone="warn"><b>Perhaps the same party as</b> <span>{party.same_as.join(", ")}. If so, merge the ledgers under Chart of accounts.</span></Banner>}
      {party?.asked && <Suspense fallback={null}><AskedBills party={party} /></Suspense>}
      <Answer of={query} rows={12}>{(data) => <Bills party={data} settled={settled} onSettled={() => setFilters({ settled: settled ? undefined : "yes" })} />}</Answer>
    </>
  );
}

function Acts({ party }: { party: PartyDetail }) {
  const scope = useScope();
  const why = useWhyNot("recon.decide");
  const me = useMe();
  const [ask, setAsk] = useState<"party" | "opening" | null>(null);
  const close = (): void => setAsk(null);
  const whyOpening = why ?? (party.asked && party.asked.asked_by_id !== me.user.id ? "Decide on the opening bills that are asked for first." : undefined);
  useKeys("Party", [
    { keys: "E", says: "Say who the party is", run: () => setAsk("party"), off: why !== undefined },
    { keys: "B", says: "Enter or correct its opening bills", run: () => setAsk("opening"), off: whyOpening !== undefined },
  ]);
  return (
    <>
      {party.ledger_id && <Link className="btn" to={scope.to("books", "statement", party.ledger_id) as string} search={{} as never}>Statement</Link>}
      <Button shortcut="B" why={whyOpening} onClick={() => setAsk("opening")}>Opening bills</Button>
      <Button shortcut="E" why={why} onClick={() => setAsk("party")}>Set party</Button>
      {ask && <Suspense>{ask === "party" ? <PartyDialog party={party} open onClose={close} /> : <OpeningBillsDialog party={party} onClose={close} />}</Suspense>}
    </>
  );
}

function Bills({ party, settled, onSettled }: { party: PartyDetail; settled: boolean; onSettled: () => void }) {
  const [filters, setFilters] = useFilters();
  const why = useWhyNot("recon.decide");
  const [store] = useState(() => new RowStore<Row>((row) => row.id));
  const rows = useMemo(() => party.items.map((item, index): Row => ({ ...item, id: `${item.kind}|${item.number}|${item.voucher}|${index}` })), [party]);
  useEffect(() => store.replace(rows), [store, rows]);
  useRowList(store);
  const list = `party.${party.id}`;
  useKeptRow(list, store, rows);
  const [ask, setAsk] = useState<"bill" | "allocate" | null>(null);
  const current = store.row(store.current);
  const notBill = current?.kind !== "bill" ? "That is no bill" : undefined;
  const noVoucher = current && vouchersOf(current).length === 0 ? "No voucher stands behind it" : undefined;
  useKeys("Party", [
    { keys: "D", says: "Disputed or doubtful", run: () => setAsk("bill"), off: why !== undefined || notBill !== undefined },
    { keys: "L", says: "Say which bills a voucher settles", run: () => setAsk("allocate"), off: why !== undefined || noVoucher !== undefined },
  ]);
  const open = (row: Row): void => {
    if (!row.entry_id) return;
    keepRow(list, row.id);
    setFilters({ entry: row.entry_id, paper: undefined }, { push: true });
  };
  const end = useVoucherLevels();
  return (
    <div className="flex min-h-0 flex-1 max-[1000px]:flex-col max-[900px]:flex-none">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[900px]:flex-none">
        <div className="flex flex-none flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-1.5">
          <Button shortcut="D" why={why ?? notBill} onClick={() => setAsk("bill")}>Disputed or doubtful</Button><Button shortcut="L" why={why ?? noVoucher} onClick={() => setAsk("allocate")}>Allocate</Button>
          <label className="ml-auto flex min-h-7 items-center gap-2"><input type="checkbox" checked={settled} onChange={onSettled} />Settled ones too</label>
        </div>
        {rows.length === 0 ? <Empty title="Nothing is open" act={!settled && <Button onClick={onSettled}>Show settled bills</Button>}>The balance is nil, or every bill is settled.</Empty> : <Grid label="Bills" screen="party-bills" store={store} columns={COLUMNS} total={rows.length} onOpen={open} />}
        <div className="flex flex-none flex-wrap gap-x-5 border-t border-line bg-surface px-4 py-1.5 font-bold"><span>{count(rows.length, "part")} of the balance</span><span className="num ml-auto">Balance {formatPaise(party.balance_paise)}</span><span className="num">Overdue {formatPaise(party.overdue_paise)}</span></div>
      </div>
      {filters.entry ? <DrillPanel levels={end} onClose={() => setFilters({ entry: undefined, paper: undefined })} /> : current && <Why row={current} />}
      {current && ask && <Suspense>{ask === "bill" ? <BillDialog key={current.id} party={party} bill={current} open onClose={() => setAsk(null)} /> : <AllocateDialog key={current.id} party={party} row={current} open onClose={() => setAsk(null)} />}</Suspense>}
    </div>
  );
}

function Why({ row }: { row: Row }) {
  const [, setFilters] = useFilters();
  return (
    <aside aria-label="What settled it" tabIndex={0} className="w-[340px] flex-none overflow-auto border-l border-line bg-surface px-4 py-3 max-[900px]:w-full max-[900px]:border-t max-[900px]:border-l-0">
      <h2 className="font-bold">{row.number || KINDS[row.kind] || row.kind}</h2>
      <dl className="kv mt-1.5"><dt>Amount</dt><dd>{formatPaise(row.amount_paise)}</dd><dt>Open</dt><dd>{formatPaise(row.open_paise)}</dd><dt>Due</dt><dd>{formatDay(row.due_day)}</dd>{row.currency && <><dt>{row.currency}</dt><dd>{formatPaise(paise(row.foreign_open))}</dd></>}</dl>
      {row.due_from && <p className="mt-1 text-text-2">Due day from {row.due_from}.</p>}
      <h3 className="mt-3 mb-1 font-bold">What settled it</h3>
      {row.settlements.length === 0 && <p className="text-text-2">Nothing yet.</p>}
      <ul className="m-0 list-none p-0">
        {row.settlements.map((each) => (
          <li key={each.voucher} className="li flex-col !gap-1">
            <span className="flex items-center gap-2"><Chip tone={each.basis === "proposed" ? "ai" : "ok"}>{humanise(each.basis)}</Chip><span>{formatDay(each.day)}</span><span className="num ml-auto">{formatPaise(each.amount_paise)}</span></span>
            <span>{each.why}{each.tds_paise !== 0 && ` (TDS ${formatPaise(each.tds_paise)})`}</span>
            {each.entry_id && <button type="button" className="link min-h-6 self-start" onClick={() => setFilters({ entry: each.entry_id ?? undefined, paper: undefined }, { push: true })}>Open the voucher</button>}
          </li>
        ))}
      </ul>
    </aside>
  );
}
