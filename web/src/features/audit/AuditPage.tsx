import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { tellError } from "@/client/act";
import { get, send } from "@/client/http";
import { useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { AuditPage as Trail, AuditRow, AuditVerdict } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import { formatInstant } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { useRowList } from "@/lib/rows";
import { count, formatCount, humanise } from "@/lib/words";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Banner, Button, Chip, type Tone } from "@/ui/parts";
import { Empty, ErrorBox, Skeleton } from "@/ui/states";

type Row = AuditRow & { id: string };
const OPS: Record<string, { tone: Tone; word: string }> = { insert: { tone: "ok", word: "Made" }, update: { tone: "info", word: "Changed" }, delete: { tone: "bad", word: "Removed" } };
const TABLES = ["documents", "journal_entries", "journal_lines", "ledger_accounts", "periods", "reconciliation_matches", "compliance_findings", "close_tasks", "financial_statements", "users", "tenants"];

const COLUMNS: readonly GridColumn<Row>[] = [
  { id: "at", head: "When", width: 138, cell: (row) => <span>{formatInstant(row.at)}</span>, text: (row) => row.at },
  { id: "who", head: "Who", width: 170, cell: (row) => <span>{row.actor_name || row.actor}</span>, text: (row) => row.actor_name || row.actor },
  { id: "op", head: "Act", width: 96, cell: (row) => <Chip tone={OPS[row.op.toLowerCase()]?.tone ?? "mute"} icon={false}>{OPS[row.op.toLowerCase()]?.word ?? row.op}</Chip>, text: (row) => row.op },
  { id: "table", head: "What", width: 170, cell: (row) => <span>{humanise(row.table)}</span>, text: (row) => row.table },
  { id: "summary", head: "In words", width: 320, grow: true, cell: (row) => <span title={row.summary}>{row.summary}</span>, text: (row) => row.summary },
  { id: "seq", head: "No.", width: 84, align: "num", cell: (row) => <span className="text-text-2">{formatCount(row.seq)}</span>, text: (row) => String(row.seq) },
];

/** Who did what to which record. It cannot be switched off, and one press proves that nothing is missing. */
export function AuditPage() {
  const scope = useScope();
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const { table = "", actor = "" } = filters;
  const { store, first, total, more, query } = useWindows<Row, Trail & { items: Row[] }>(["audit", table, actor], async (cursor, signal) => {
    const page = await get<Trail>("/audit", { query: { table, actor, cursor, limit: WINDOW } }, signal);
    return { ...page, items: page.items.map((row) => ({ ...row, id: String(row.seq) })) };
  });
  useRowList(store);
  const why = useWhyNot("audit.read");
  const whyExport = useWhyNot("audit.export");
  const verify = useMutation({ mutationFn: () => send<AuditVerdict>("POST", "/audit/verify"), onError: tellError });
  useKeys("Audit trail", [{ keys: "V", says: "Check the integrity", run: () => verify.mutate(), off: why !== undefined }]);
  const tables = [...new Set([...TABLES, ...(first?.items.map((row) => row.table) ?? []), ...(table ? [table] : [])])].toSorted();
  return (
    <>
      <Head
        title="Audit trail" context=""
        acts={
          <>
            {whyExport === undefined && <a className="btn" href="/api/audit/export" download>Export, sealed</a>}
            <Button look="primary" shortcut="V" why={why} disabled={verify.isPending} onClick={() => verify.mutate()}><ShieldCheck aria-hidden className="size-3.5" />{verify.isPending ? "Checking…" : "Check integrity"}</Button>
          </>
        }
      />
      {verify.data && <Verdict verdict={verify.data} />}
      <div className="flex flex-none flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 pb-2">
        <label className="flex items-center gap-2">What<select className="field !w-auto" value={table} onChange={(event) => setFilters({ table: event.target.value || undefined })}><option value="">Everything</option>{tables.map((each) => <option key={each} value={each}>{humanise(each)}</option>)}</select></label>
        {actor && <Button look="quiet" onClick={() => setFilters({ actor: undefined })}>Only {store.row(store.ids[0] ?? null)?.actor_name || actor}: show everybody</Button>}
        {!actor && store.current !== null && <Button look="quiet" onClick={() => setFilters({ actor: store.row(store.current)?.actor })}>Only {store.row(store.current)?.actor_name}</Button>}
        {first && <span className="ml-auto text-text-2">{count(total, "act")}</span>}
      </div>
      {query.error && !first ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : !first ? <Skeleton rows={14} /> : first.items.length === 0 ? <Empty title="Nothing here">No act fits the filter.</Empty> : (
        <Grid label="Acts" screen="audit" store={store} columns={COLUMNS} total={total} onNearEnd={more} onOpen={(row) => void navigate({ to: scope.to("audit", "record", row.table, row.record) as string })} />
      )}
    </>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  if (verdict.whole) return <Banner tone="ok"><b>Whole.</b> <span>{count(verdict.rows_checked, "row")} and {count(verdict.seals_checked, "seal")} checked{verdict.sealed_until ? `; sealed until ${formatInstant(verdict.sealed_until)}` : "; nothing is sealed yet"}.</span></Banner>;
  return <Banner tone="bad"><b>Not whole.</b> <span>{verdict.faults.slice(0, 4).join(" · ") || "The chain does not follow."}</span></Banner>;
}
