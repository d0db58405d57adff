import { useQuery } from "@tanstack/react-query";
import { get } from "@/client/http";
import { useFilters, useScope } from "@/client/scope";
import type { Agent, AgentJob, AgentJobPage } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import { formatInstant, formatSeconds } from "@/lib/dates";
import { useRowList } from "@/lib/rows";
import { count, formatCount, humanise, percent } from "@/lib/words";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Chip, FilterChip, type Tone } from "@/ui/parts";
import { Answer, Empty, ErrorBox, Skeleton } from "@/ui/states";

const TONES: Record<string, Tone> = { done: "ok", failed: "bad", running: "ai", queued: "mute", waiting: "warn" };
const COLUMNS: readonly GridColumn<AgentJob>[] = [
  { id: "agent", head: "Agent", width: 160, cell: (row) => <span>{row.agent} <span className="text-text-3">{row.agent_version}</span></span>, text: (row) => row.agent },
  { id: "stage", head: "Stage", width: 120, cell: (row) => <span>{humanise(row.stage)}</span>, text: (row) => row.stage },
  { id: "subject", head: "On what", width: 240, grow: true, cell: (row) => <span title={row.subject}>{row.subject}</span>, text: (row) => row.subject },
  { id: "status", head: "State", width: 96, cell: (row) => <Chip tone={TONES[row.status] ?? "mute"}>{humanise(row.status)}</Chip>, text: (row) => row.status },
  { id: "confidence", head: "Sure", width: 64, align: "num", cell: (row) => <span>{row.confidence === null ? "—" : percent(row.confidence)}</span>, text: (row) => String(row.confidence ?? "") },
  { id: "error", head: "What went wrong", width: 200, grow: true, cell: (row) => <span className="text-bad" title={row.error}>{row.error}</span>, text: (row) => row.error },
  { id: "started", head: "Started", width: 152, cell: (row) => <span>{formatInstant(row.started_at)}</span>, text: (row) => row.started_at ?? "" },
  { id: "took", head: "Took", width: 76, align: "num", cell: (row) => <span>{row.seconds === null ? "—" : formatSeconds(row.seconds)}</span>, text: (row) => String(row.seconds ?? "") },
];

/** Each agent: what it does, and every piece of work it did. */
export function AgentsPage() {
  const agents = useQuery({ queryKey: ["agents"], queryFn: ({ signal }) => get<Agent[]>("/agents", {}, signal) });
  const scope = useScope();
  return (
    <>
      <Head title="Agents" context={scope.name}><span className="text-text-2">They propose; a person or a named rule decides. None may approve, sign or lock.</span></Head>
      <Answer of={agents} rows={4}>{(data) => <Cards agents={data} />}</Answer>
      <Jobs />
    </>
  );
}

function Cards({ agents }: { agents: readonly Agent[] }) {
  const [filters, setFilters] = useFilters();
  return (
    <ul className="m-0 grid max-h-[40vh] flex-none list-none grid-cols-[repeat(auto-fill,minmax(250px,1fr))] gap-2.5 overflow-auto px-4 pt-0.5 pb-3" aria-label="Agents">
      {agents.map((agent) => (
        <li key={agent.name}>
          <button type="button" aria-pressed={filters.agent === agent.name} onClick={() => setFilters({ agent: filters.agent === agent.name ? undefined : agent.name })} className={`card flex h-full w-full flex-col items-start justify-start px-3 py-2 hover:bg-hover ${filters.agent === agent.name ? "!border-accent bg-selected" : ""}`}>
            <span className="flex w-full items-center gap-2"><b className="font-bold">{agent.name}</b><span className="text-s text-text-2">{agent.version}</span>{agent.jobs.running > 0 && <span className="ml-auto"><Chip tone="ai">{agent.jobs.running} running</Chip></span>}</span>
            <span className="block text-text-2">{agent.what}</span>
            <span className="block">{formatCount(agent.jobs.done)} done{agent.jobs.failed > 0 && <span className="text-bad"> · {agent.jobs.failed} failed</span>}<span className="text-text-2"> · last {formatInstant(agent.last_run_at)}</span></span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Jobs() {
  const scope = useScope();
  const [filters, setFilters] = useFilters();
  const { agent = "", status = "" } = filters;
  const { store, first, total, more, query } = useWindows<AgentJob, AgentJobPage>(["agents", "jobs", scope.id, agent, status], (cursor, signal) => get<AgentJobPage>("/agents/jobs", { query: { quarter: scope.id, agent, status, cursor, limit: WINDOW } }, signal));
  useRowList(store);
  return (
    <section aria-label="Jobs" className="flex min-h-[200px] flex-1 flex-col border-t border-line">
      <div className="flex flex-none items-center gap-2 px-4 py-1.5">
        <h2 className="font-bold">Jobs</h2>
        {["running", "failed", "done"].map((each) => <FilterChip key={each} tone={TONES[each] ?? "mute"} on={status === each} onPress={() => setFilters({ status: status === each ? undefined : each })}>{humanise(each)}</FilterChip>)}
        {first && <span className="ml-auto text-text-2">{count(total, "job")}</span>}
      </div>
      {query.error && !first ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : !first ? <Skeleton rows={8} /> : first.items.length === 0 ? <Empty title={status || agent ? "No job fits this filter" : "No jobs yet"}>Agents work in a run of the close.</Empty> : (
        <Grid label="Jobs" screen="jobs" store={store} columns={COLUMNS} total={total} onNearEnd={more} />
      )}
    </section>
  );
}
