import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { get } from "@/client/http";
import { useScope } from "@/client/scope";
import type { AuditRow } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { formatPaise, paise } from "@/lib/money";
import { humanise } from "@/lib/words";
import { Head } from "@/ui/Head";
import { Answer, Empty } from "@/ui/states";

type Version = Record<string, unknown>;
const HIDDEN = new Set(["tenant_id"]);

function value(name: string, found: unknown): string {
  if (found === null || found === undefined || found === "") return "—";
  if (name.endsWith("_paise") && Number.isSafeInteger(found)) return formatPaise(paise(found));
  if (typeof found === "string" && /^\d{4}-\d\d-\d\dT/.test(found)) return formatInstant(found);
  return typeof found === "object" ? JSON.stringify(found) : String(found);
}

/** Every version of one record, side by side: what each act changed. */
export function RecordPage() {
  const scope = useScope();
  const { table = "", id = "" } = useParams({ strict: false }) as { table?: string; id?: string };
  const query = useQuery({ queryKey: ["audit", "record", table, id], queryFn: ({ signal }) => get<AuditRow[]>("/audit/records/{table}/{id}", { path: { table, id } }, signal) });
  return (
    <>
      <Head title={`${humanise(table)} record`} context="Audit trail" before={<Link to={scope.to("audit") as string} className="text-text-2 hover:underline">Audit trail /</Link>}><span className="font-mono text-s text-text-2">{id}</span></Head>
      <Answer of={query} rows={10}>{(data) => (data.length === 0 ? <Empty title="No act on this record is kept" /> : <Versions rows={data} />)}</Answer>
    </>
  );
}

function Versions({ rows }: { rows: readonly AuditRow[] }) {
  const ordered = rows.toSorted((a, b) => a.seq - b.seq);
  const names = [...new Set(ordered.flatMap((row) => [...Object.keys(row.old ?? {}), ...Object.keys(row.new ?? {})]))].filter((name) => !HIDDEN.has(name));
  return (
    <div className="min-h-0 flex-1 overflow-auto px-4 pb-4" tabIndex={0} role="region" aria-label="Versions">
      <div className="card w-max min-w-full">
        <table className="table">
          <thead><tr><th>Field</th>{ordered.map((row) => <th key={row.seq}>{formatInstant(row.at)}<br />{row.actor_name || row.actor}, {row.op.toLowerCase()}</th>)}</tr></thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row" className="!text-text-2">{humanise(name.replace(/_paise$/, " ₹"))}</th>
                {ordered.map((row) => {
                  const [before, after] = [(row.old ?? {}) as Version, (row.new ?? {}) as Version];
                  const changed = row.new !== null && JSON.stringify(before[name]) !== JSON.stringify(after[name]);
                  return <td key={row.seq} className={changed ? "max-w-[420px] !whitespace-normal bg-info-bg font-semibold [overflow-wrap:anywhere]" : "max-w-[420px] !whitespace-normal text-text-2 [overflow-wrap:anywhere]"}>{row.new === null ? <s>{value(name, before[name])}</s> : value(name, after[name])}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
