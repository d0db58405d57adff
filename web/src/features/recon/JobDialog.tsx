import { useWhyNot } from "@/client/session";
import type { ReconAct } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { count, formatCount } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button, Meter } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { ActLines } from "./History";
import { isUnderWay, useOneAct, useStop } from "./queries";

const ENDED: Record<string, string> = { stopped: "Stopped", failed: "Broken off" };

/** How far a job is, in words. */
export function jobWords(act: ReconAct): string {
  const failed = act.failed > 0 ? ` ${formatCount(act.failed)} could not be; why stands beside each.` : "";
  if (isUnderWay(act)) return `${formatCount(act.done + act.failed)} of ${formatCount(act.total)} so far.${failed} You may leave: it goes on by itself.`;
  const rest = act.total - act.done - act.failed;
  const ended = ENDED[act.state] ? ` ${ENDED[act.state]}: ${count(rest, "match", "matches")} not looked at. ${act.state === "failed" ? act.message : ""}` : "";
  return `${count(act.done, "match", "matches")} accepted by ${act.by}, ${formatInstant(act.ended_at)}.${failed}${ended}`;
}

/** A whole filter on its way, then what came of it. */
export function JobDialog({ recon, act, onClose }: { recon: string; act: string; onClose: () => void }) {
  const found = useOneAct(recon, act);
  const stop = useStop(recon);
  const why = useWhyNot("recon.decide");
  const job = found.data;
  const underWay = job !== undefined && isUnderWay(job);
  return (
    <Dialog
      title={!job ? "Accept all" : underWay ? `Accepting ${count(job.total, "match", "matches")}` : `${formatCount(job.done)} of ${count(job.total, "match", "matches")} accepted`} open onClose={onClose} width={680}
      foot={<>{underWay && <Button className="mr-auto" look="danger" why={why} disabled={stop.isPending} onClick={() => stop.mutate(act)}>Stop</Button>}<Button look="primary" onClick={onClose}>{underWay ? "Leave it running" : "Done"}</Button></>}
    >
      <Answer of={found} rows={4}>
        {(data) => (
          <>
            {isUnderWay(data) && <div className="mb-2"><Meter label={`${data.done + data.failed} of ${data.total} matches`} parts={[{ share: data.done / data.total, tone: "ok" }, { share: data.failed / data.total, tone: "bad" }]} /></div>}
            <p className="mb-2" role="status">{jobWords(data)}</p>
            {data.failed > 0 && <ActLines act={{ ...data, lines: data.lines.filter((line) => line.state === "failed") }} />}
          </>
        )}
      </Answer>
    </Dialog>
  );
}
