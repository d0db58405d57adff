import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { placeLink, placeWords } from "@/client/places";
import { useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { AutomaticRow, ReconDetail, ReconItem, ReconJob } from "@/client/types";
import { formatDay, formatInstant } from "@/lib/dates";
import { formatPaise, paise } from "@/lib/money";
import { useRowList } from "@/lib/rows";
import { count, formatCount, humanise } from "@/lib/words";
import { Amount, Diff } from "@/ui/Amount";
import { AskReason } from "@/ui/AskReason";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip, FilterChip, Meter } from "@/ui/parts";
import { Answer, Empty, ErrorBox, Skeleton } from "@/ui/states";
import { limitsWords, precisionWords } from "./automatic";
import { isUnderWay, jobWords, useAutomatic, useJob, useJobs, useLook, useStopJob, useUndoAutomatic, useUndoable, type Show } from "./proof";
import { aheadWords, chanceWords, evidenceOf } from "./evidence";
import { fileUrl } from "./queries";
import { Reasons } from "./Reasons";
import { sides } from "./words";

const SHOWS: readonly (readonly [Show, string])[] = [["sample", "For a look"], ["all", "All"], ["undone", "Taken back"]];

/** What the run accepted without a person: looked at by sample, taken back together. */
export function AutomaticTab({ recon }: { recon: ReconDetail }) {
  const [filters, setFilters] = useFilters();
  const show = (SHOWS.find(([id]) => id === filters.show)?.[0] ?? "sample") satisfies Show;
  const stage = filters.method ?? "";
  const { store, query, first, total, more } = useAutomatic(recon.id, show, stage);
  useRowList(store);
  const page = query.data?.pages[0];
  const rows = store.ids.flatMap((id) => store.row(id) ?? []);
  const stages = [...new Map(recon.stages.filter((each) => each.status === "auto" || each.stage === stage).map((each) => [each.stage, each])).values()];
  if (query.error && !first) return <ErrorBox error={query.error} onRetry={() => void query.refetch()} />;
  if (!page) return <Skeleton rows={10} />;
  const precision = precisionWords(page.precision, page.limits === null ? null : Number(page.limits.precision_target));
  return (
    <div className="flex min-h-0 flex-1 flex-col max-[900px]:flex-none">
      <div className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-surface px-4 py-1.5">
        {SHOWS.map(([id, name]) => <FilterChip key={id} tone="mute" on={show === id} onPress={() => setFilters({ show: id === "sample" ? undefined : id })}>{name}</FilterChip>)}
        <span aria-hidden className="h-4 w-px bg-line" />
        {stages.map((each) => <FilterChip key={each.stage} tone="ok" on={stage === each.stage} onPress={() => setFilters({ method: stage === each.stage ? undefined : each.stage })}>{humanise(each.stage)}</FilterChip>)}
        <TakeBack recon={recon} stage={stage} undoable={page.undoable} total={page.undoable_paise} />
      </div>
      <div className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
        <Chip tone={precision.tone}>{precision.words}</Chip>
        <span className="text-text-2">{limitsWords(page.limits, (amount) => formatPaise(paise(amount)))} {Object.entries(page.standing).map(([state, number]) => `${formatCount(number)} ${state === "auto" ? "stand as accepted" : humanise(state).toLowerCase()}`).join(", ")}.</span>
      </div>
      {rows.length === 0 ? <Empty title={show === "undone" ? "Nothing was taken back" : "Nothing was accepted without a person"}>{show === "sample" ? "The sample is drawn from what a run accepts automatically, by its content alone." : "The rules of this account say what may be."}</Empty> : (
        <div className="min-h-0 flex-1 overflow-auto" role="region" aria-label="Automatic matches" tabIndex={0}>
          <table className="table min-w-[900px]">
            <thead><tr><th>{sides(recon.kind).right}</th><th>{sides(recon.kind).left}</th><th className="num">₹</th><th className="num">Difference</th><th>Why</th><th className="num">Probability</th><th>Beside others</th><th>Look</th></tr></thead>
            <tbody>{rows.map((row) => <Row key={row.id} recon={recon} row={row} />)}</tbody>
          </table>
          {rows.length < total && <p className="px-4 py-2"><Button onClick={more}>Show more of {formatCount(total)}</Button></p>}
        </div>
      )}
    </div>
  );
}

function Row({ recon, row }: { recon: ReconDetail; row: AutomaticRow }) {
  const [wrong, setWrong] = useState(false);
  const [why, setWhy] = useState(false);
  const forbidden = useWhyNot("recon.decide");
  const look = useLook(recon.id, () => undefined);
  const size = paise(Math.abs(row.left.reduce((sum, item) => sum + item.amount_paise, 0)));
  return (
    <>
      <tr>
        <td className="!whitespace-normal"><Side items={row.right} /></td><td className="!whitespace-normal"><Side items={row.left} /></td>
        <td className="num"><Amount paise={size} /></td><td className="num"><Diff paise={row.difference_paise} /></td>
        <td className="!whitespace-normal"><button type="button" className="link min-h-6 text-left" aria-expanded={why} onClick={() => setWhy(!why)}>{row.reasons.slice(0, 2).map((reason) => reason.text).join(", ") || humanise(row.stage)}</button></td>
        <td className="num">{chanceWords(row)}</td><td className="!whitespace-normal text-text-2">{aheadWords(row)}</td>
        <td className="!whitespace-normal">
          <span className="flex flex-wrap items-center gap-1.5 py-1">
            {row.sampled === "largest" && <Chip tone="info">One of the largest</Chip>}{row.sampled === "drawn" && <Chip tone="info">Drawn</Chip>}
            {row.found === true && <Chip tone="ok">Right, {row.found_by}</Chip>}{row.found === false && <Chip tone="bad">Wrong, {row.found_by}</Chip>}
            {row.found === null && row.status !== "auto" && <Chip tone="mute">{row.status === "suggested" ? "To decide" : humanise(row.status)}</Chip>}
            <Button look="quiet" why={forbidden ?? (row.status === "rejected" ? "It is rejected: take that back in the history first." : undefined)} disabled={look.isPending} onClick={() => look.mutate({ row, right: true, note: "" })}>Right</Button>
            <Button look="quiet" why={forbidden} disabled={look.isPending} onClick={() => setWrong(true)}>Wrong…</Button>
          </span>
        </td>
      </tr>
      {why && <tr><td colSpan={8} className="!whitespace-normal"><div className="max-w-[620px] py-1"><Reasons evidence={evidenceOf(row)} /></div></td></tr>}
      <AskReason
        open={wrong} title="This match is wrong" note="It is rejected and its lines are open again. Your look stays in the history." label="What is wrong with it?" act="Wrong" danger
        onClose={() => setWrong(false)} onReason={(note) => look.mutate({ row, right: false, note })}
      />
    </>
  );
}

function Side({ items }: { items: readonly ReconItem[] }) {
  const scope = useScope();
  const navigate = useNavigate();
  const shown = items.slice(0, 3);
  return (
    <>
      {shown.map((item) => {
        const place = placeLink(scope, item.place);
        return (
          <div key={item.item} className="[overflow-wrap:anywhere]">
            <span className="text-text-2">{formatDay(item.day)}</span> {item.narration || item.party || item.reference}{" "}
            {place && item.place && <button type="button" className="link min-h-6" onClick={() => void navigate({ to: place.to as string, search: place.search as never })}>{placeWords(item.place)}</button>}
          </div>
        );
      })}
      {items.length > shown.length && <div className="text-text-2">and {items.length - shown.length} more lines</div>}
    </>
  );
}

function TakeBack({ recon, stage, undoable, total }: { recon: ReconDetail; stage: string; undoable: number; total: ReturnType<typeof paise> }) {
  const scope = useScope();
  const [asking, setAsking] = useState<"here" | "run" | null>(null);
  const [job, setJob] = useState<string | undefined>(undefined);
  const [history, setHistory] = useState(false);
  const forbidden = useWhyNot("recon.decide");
  const all = useUndoable(scope.id, undefined, asking === "run");
  const undo = useUndoAutomatic((made: ReconJob) => { setAsking(null); setJob(made.id); });
  const seen = asking === "run" ? all.data : { count: undoable, total_paise: total };
  const where = stage ? `${humanise(stage)} of ${recon.subject}` : recon.subject;
  return (
    <>
      <span className="ml-auto flex flex-wrap gap-1.5">
        <Button why={forbidden ?? (undoable === 0 ? "Nothing here is accepted without a person." : undefined)} onClick={() => setAsking("here")}>Take back {formatCount(undoable)}…</Button>
        <Button why={forbidden} onClick={() => setAsking("run")}>All of the run…</Button>
        <Button onClick={() => setHistory(true)}>Jobs</Button>
      </span>
      <AskReason
        open={asking !== null && seen !== undefined} title={asking === "run" ? `Take back everything automatic of ${scope.name}` : `Take back what was automatic: ${where}`}
        note={`${count(seen?.count ?? 0, "match", "matches")}, ₹ ${formatPaise(seen?.total_paise ?? total)}. They wait for a person again; what people decided stays.`} label="Why?" act={`Take back ${formatCount(seen?.count ?? 0)}`} danger
        onClose={() => setAsking(null)}
        onReason={(reason) => seen && undo.mutate({ quarter: scope.id, ...(asking === "here" ? { report: recon.id, stage } : { stage: "" }), expected: seen.count, total: seen.total_paise, reason })}
      />
      {job !== undefined && <JobDialog id={job} onClose={() => setJob(undefined)} />}
      {history && <JobsDialog recon={recon} onClose={() => setHistory(false)} onOpen={(id) => { setHistory(false); setJob(id); }} />}
    </>
  );
}

function JobDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useJob(id);
  const stop = useStopJob();
  const job = found.data;
  return (
    <Dialog
      title={job && !isUnderWay(job) ? "Taken back" : "Taking back"} open onClose={onClose} width={560}
      foot={<>{job && isUnderWay(job) && <Button className="mr-auto" look="danger" disabled={stop.isPending} onClick={() => stop.mutate(id)}>Stop</Button>}<Button look="primary" onClick={onClose}>{job && isUnderWay(job) ? "Leave it running" : "Done"}</Button></>}
    >
      <Answer of={found} rows={3}>
        {(data) => (
          <>
            {isUnderWay(data) && <div className="mb-2"><Meter label={`${data.done + data.failed} of ${data.total} matches`} parts={[{ share: data.done / Math.max(data.total, 1), tone: "ok" }, { share: data.failed / Math.max(data.total, 1), tone: "warn" }]} /></div>}
            <p role="status">{jobWords(data)}</p>
            {data.reason && <p className="text-text-2">“{data.reason}”</p>}
          </>
        )}
      </Answer>
    </Dialog>
  );
}

function JobsDialog({ recon, onClose, onOpen }: { recon: ReconDetail; onClose: () => void; onOpen: (id: string) => void }) {
  const scope = useScope();
  const jobs = useJobs(scope.id, recon.id);
  return (
    <Dialog title="Jobs of this reconciliation" open onClose={onClose} width={640} foot={<Button onClick={onClose}>Done</Button>}>
      <Answer of={jobs} rows={4}>
        {(data) => data.length === 0 ? <p className="text-text-2">Nothing was taken back, no rules were tried and no long list was written here yet.</p> : (
          <ul className="m-0 list-none p-0">
            {data.map((job) => (
              <li key={job.id} className="border-b border-line py-1.5">
                <button type="button" className="link min-h-6 text-left font-semibold" onClick={() => onOpen(job.id)}>{job.kind === "try" ? `Rules tried on ${job.quarter}` : job.kind === "export" ? `Wrote a list of ${count(job.total, "row")}` : `Took back ${count(job.total, "match", "matches")}, ₹ ${formatPaise(job.total_paise)}`}</button>
                <p className="text-text-2">{job.by}, {formatInstant(job.asked_at)}. {jobWords(job)} {job.reason}{job.file && <> <a className="link" href={fileUrl(job.id)} download>Save {job.file.name}</a></>}</p>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Dialog>
  );
}
