import { useWhyNot } from "@/client/session";
import { count, formatCount } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { ActLines, jobWords } from "./History";
import { Progress } from "./Progress";
import { isUnderWay, useOneAct, useStop } from "./queries";

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
            {isUnderWay(data) ? <><Progress done={data.done} failed={data.failed} total={data.total} noun="matches" /><p className="mb-2">{jobWords(data)}</p></> : <p className="mb-2" role="status">{jobWords(data)}</p>}
            {data.failed > 0 && <ActLines act={{ ...data, lines: data.lines.filter((line) => line.state === "failed") }} />}
          </>
        )}
      </Answer>
    </Dialog>
  );
}
