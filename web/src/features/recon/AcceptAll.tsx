import { useState } from "react";
import type { ReconDetail } from "@/client/types";
import { formatPaise, paise, sumPaise } from "@/lib/money";
import { count, humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { JobDialog } from "./JobDialog";
import { useAcceptFilter } from "./queries";

/** What a filter of suggested matches comes to: how many, their sum, their total difference. */
export function filterSums(recon: ReconDetail, stage: string) {
  const waiting = recon.stages.filter((each) => each.status === "suggested" && (stage === "" || each.stage === stage));
  return {
    waiting,
    expected: waiting.reduce((sum, each) => sum + each.count, 0),
    total: sumPaise([paise(0), ...waiting.map((each) => each.total_paise)]),
    difference: sumPaise([paise(0), ...waiting.map((each) => each.difference_paise)]),
  };
}

/** Accept a filter one can see: count and rupees first, and the server refuses when either has moved. Then how far the job is. */
export function AcceptAll({ recon, stage, onClose }: { recon: ReconDetail; stage: string; onClose: () => void }) {
  // What was seen when the dialog opened is what is asked for, whatever arrives meanwhile.
  const [{ waiting, expected, total, difference }] = useState(() => filterSums(recon, stage));
  const [job, setJob] = useState<string | null>(null);
  const accept = useAcceptFilter(recon.id, (act) => setJob(act.id));
  if (job !== null) return <JobDialog recon={recon.id} act={job} onClose={onClose} />;
  return (
    <Dialog
      title="Accept all in this filter" open onClose={onClose}
      foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" disabled={accept.isPending} onClick={() => accept.mutate({ stage, expected, total, difference }, { onError: onClose })}>Accept {count(expected, "match", "matches")}</Button></>}
    >
      <p>{stage ? `All suggested by ${humanise(stage).toLowerCase()}` : "All that are suggested"}: <b>{count(expected, "match", "matches")}, ₹ {formatPaise(total)}, total difference ₹ {formatPaise(difference)}</b>.</p>
      <dl className="kv card mt-3 px-3 py-2">{waiting.map((each) => <div key={each.stage} className="contents"><dt>{humanise(each.stage)}, {count(each.count, "match", "matches")}</dt><dd>{formatPaise(each.total_paise)}</dd></div>)}</dl>
      <p className="mt-3 text-text-2">It works in the background and is one entry of the history, which can be taken back whole or in part. When somebody else has decided one of them meanwhile, nothing is accepted and you see the new count.</p>
    </Dialog>
  );
}
