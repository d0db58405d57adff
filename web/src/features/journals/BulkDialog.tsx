import { useId, useState } from "react";
import { useAct } from "@/client/act";
import { send } from "@/client/http";
import { useWhyNot } from "@/client/session";
import type { BulkJob } from "@/client/types";
import { formatDay, formatInstant, parseDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { count } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip, Meter } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { isUnderWay, TOUCHED, undoBulk, useBulk } from "./queries";

const ENDED: Record<string, string> = { stopped: "Stopped", failed: "Broken off" };

/** A bulk approval on its way, then what came of it, with the way back. One may leave: it goes on by itself. */
export function BulkDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useBulk(id);
  const job = found.data;
  const [back, setBack] = useState(false);
  const mayStop = useWhyNot("journals.approve");
  const mayWrite = useWhyNot("journals.write");
  const stop = useAct({ run: () => send<BulkJob>("POST", "/journals/bulk-approvals/{id}/stop", { path: { id } }), touches: ["bulk", ...TOUCHED] });
  const underWay = job !== undefined && isUnderWay(job);
  const title = !job ? "Approved together" : underWay ? `Approving ${count(job.total, "entry", "entries")}` : job.done === job.total ? `${count(job.done, "entry", "entries")} approved` : `${job.done} of ${job.total} approved`;
  return (
    <Dialog
      title={title} open onClose={onClose} width={720}
      foot={
        <>
          {underWay && <Button className="mr-auto" look="danger" why={mayStop} disabled={stop.isPending} onClick={() => stop.mutate()}>Stop</Button>}
          {job && !underWay && job.done > 0 && !back && <Button className="mr-auto" why={mayWrite} onClick={() => setBack(true)}>Take these back…</Button>}
          <Button look="primary" onClick={onClose}>{underWay ? "Leave it running" : "Done"}</Button>
        </>
      }
    >
      <Answer of={found} rows={5}>
        {(data) => (
          <>
            {isUnderWay(data) && <div className="mb-2"><Meter label={`${data.done + data.failed} of ${data.total} entries`} parts={[{ share: data.done / data.total, tone: "ok" }, { share: data.failed / data.total, tone: "bad" }]} /></div>}
            <p className="mb-2" role="status">{words(data)}</p>
            {back && <TakeBack job={data} />}
            {data.outcomes.length > 0 && <Outcomes job={data} />}
          </>
        )}
      </Answer>
    </Dialog>
  );
}

function words(job: BulkJob): string {
  const failed = job.failed > 0 ? ` ${job.failed} could not be; why stands beside each. The others are done.` : "";
  if (isUnderWay(job)) return `${job.done + job.failed} of ${job.total} so far.${failed} You may leave: it goes on by itself.`;
  const rest = job.total - job.done - job.failed;
  const ended = ENDED[job.state] ? ` ${ENDED[job.state]}: ${rest} were not looked at. ${job.state === "failed" ? job.message : ""}` : "";
  return `${job.done} posted by ${job.by}, ${formatInstant(job.ended_at)}.${failed}${ended}`;
}

function Outcomes({ job }: { job: BulkJob }) {
  return (
    <>
      <div className="card max-h-[44vh] overflow-auto" role="region" aria-label="Outcome" tabIndex={0}>
        <table className="table">
          <thead><tr><th>Day</th><th>Entry</th><th className="num">₹</th><th>Outcome</th><th>Number</th></tr></thead>
          <tbody>
            {job.outcomes.map((each) => (
              <tr key={each.id}>
                <td>{formatDay(each.day)}</td><td className="!whitespace-normal">{each.name}</td><td className="num">{formatPaise(each.amount_paise)}</td>
                <td className="!whitespace-normal">{each.ok ? <Chip tone="ok">Posted</Chip> : <><Chip tone="bad">Not done</Chip> {each.sentence}</>}</td><td>{each.number || "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {job.done + job.failed > job.outcomes.length && <p className="mt-1 text-text-2">and {job.done + job.failed - job.outcomes.length} more that are posted.</p>}
    </>
  );
}

/** Reversals of all that was posted and is not taken back yet; another person approves each. */
function TakeBack({ job }: { job: BulkJob }) {
  const id = useId();
  const [day, setDay] = useState(job.last_day ? formatDay(job.last_day) : "");
  const [reason, setReason] = useState("");
  const [made, setMade] = useState<{ done: number; said: readonly string[] } | null>(null);
  const iso = parseDay(day);
  const undo = useAct({ run: () => undoBulk(job.id, iso ?? "", reason.trim()), touches: TOUCHED, after: setMade });
  if (made) {
    return (
      <div className="card mb-3 px-3 py-2" role="status" aria-label="Reversals">
        <p>{count(made.done, "reversal")} drafted. Another person approves each reversal; until then the entries stand.</p>
        {made.said.length > 0 && <p className="mt-1 text-warn">{made.said.length} could not be: {made.said.slice(0, 3).join(" ")}</p>}
      </div>
    );
  }
  const why = iso === null ? "Write the day as dd-mm-yyyy" : reason.trim() === "" ? "Write the reason first" : undefined;
  return (
    <div className="card mb-3 grid items-end gap-2 px-3 py-2 min-[600px]:grid-cols-[140px_1fr_auto]">
      <div><label htmlFor={`${id}-d`}>Day of the reversals</label><input id={`${id}-d`} className="field mt-1" value={day} aria-invalid={iso === null} onChange={(event) => setDay(event.target.value)} /></div>
      <div><label htmlFor={`${id}-r`}>Reason</label><input id={`${id}-r`} className="field mt-1" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} /></div>
      <Button look="danger" why={why} disabled={undo.isPending} onClick={() => undo.mutate()}>Draft {count(job.done, "reversal")}</Button>
    </div>
  );
}
