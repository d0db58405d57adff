import { useParams, useRouter } from "@tanstack/react-router";
import { BooksTabs } from "@/client/BooksTabs";
import { useEntityCode } from "@/client/company";
import { DrillPanel, useVoucherLevels } from "@/client/drill/DrillPanel";
import { useFilters, useScope } from "@/client/scope";
import type { EnquiryLedger, PartyStatement } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import type { RowStore } from "@/lib/rows";
import { count } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Head } from "@/ui/Head";
import { Chip } from "@/ui/parts";
import { ErrorBox, Skeleton } from "@/ui/states";
import { Lines } from "./LedgerLines";
import { useLedgerLines, useSpan, useStatementLines, type Line, type Span } from "./queries";
import { Exports, SpanBar } from "./SpanBar";

interface Asked { readonly first: EnquiryLedger | PartyStatement | undefined; readonly store: RowStore<Line>; readonly total: number; readonly more: () => void; readonly query: { readonly error: unknown; readonly refetch: () => unknown } }

/** One ledger over any days with its running balance. */
export function LedgerPage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const span = useSpan();
  const asked = useLedgerLines(id, span);
  return <Page id={id} span={span} asked={asked} what="ledgers" title={asked.first?.ledger ?? "Ledger"} />;
}

/** A party's statement: its ledger, and the bills that were open or moved. */
export function PartyStatementPage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const span = useSpan();
  const asked = useStatementLines(id, span);
  return <Page id={id} span={span} asked={asked} what="parties" title={asked.first ? `Statement of ${asked.first.party}` : "Statement"} />;
}

function Page({ id, span, asked: { first, store, total, more, query }, what, title }: { id: string; span: Span; asked: Asked; what: "ledgers" | "parties"; title: string }) {
  const scope = useScope();
  const router = useRouter();
  const entity = useEntityCode(scope.entity);
  const [filters, setFilters] = useFilters();
  const end = useVoucherLevels();
  useKeys("Ledger", [{ keys: "Escape", says: "Back", run: () => router.history.back(), off: end.length > 0 }]);
  return (
    <>
      <Head title={title} context={`Books · ${scope.name}`} acts={<Exports what={`${what}/${encodeURIComponent(id)}`} query={{ ...span }} />}>
        {first && <span className="text-text-2">{first.entity_code} · {first.group || "no group"} · {first.schedule_key || "not mapped"}</span>}
        {first?.openings_left_out && <Chip tone="warn">Without opening balances: they are stated for whole companies</Chip>}
      </Head>
      <BooksTabs here={what === "parties" ? "parties" : "tb"} />
      <SpanBar span={span} entity={entity} />
      {!first ? (query.error ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={14} />) : (
        <div className="flex min-h-0 flex-1 max-[1000px]:flex-col max-[900px]:flex-none">
          <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[900px]:flex-none"><Lines head={first} store={store} total={total} more={more} narrow={false} /></div>
          {filters.entry ? <DrillPanel levels={end} onClose={() => setFilters({ entry: undefined, paper: undefined })} /> : "bills" in first && <Bills statement={first} />}
        </div>
      )}
    </>
  );
}

function Bills({ statement }: { statement: PartyStatement }) {
  return (
    <aside aria-label="Bills" tabIndex={0} className="w-[420px] flex-none overflow-auto border-l border-line bg-surface max-[1000px]:w-full max-[1000px]:border-t max-[1000px]:border-l-0">
      <h2 className="px-3 pt-2 pb-1 font-bold">{count(statement.bills.length, "bill")}{statement.more_bills ? ", the first of more" : ""}</h2>
      {statement.bills.length === 0 ? <p className="px-3 pb-3 text-text-2">No line of these days names a bill.</p> : (
        <table className="table dense">
          <thead><tr><th>Bill</th><th>Due</th><th className="num">Settled ₹</th><th className="num">Open ₹</th></tr></thead>
          <tbody>
            {statement.bills.map((bill) => (
              <tr key={`${bill.bill}-${bill.day}`}>
                <th scope="row">{bill.bill}</th><td>{formatDay(bill.due_day)}{bill.overdue_days > 0 && bill.open_paise !== 0 && <> <Chip tone="warn" icon={false}>{bill.overdue_days} days</Chip></>}</td>
                <td className="num"><Amount paise={bill.settled_paise} /></td><td className="num"><Amount paise={bill.open_paise} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </aside>
  );
}
