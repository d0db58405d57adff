import type { ReconDetail } from "@/client/types";
import { formatPaise, paise, sumPaise } from "@/lib/money";
import { count, humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { useAcceptFilter } from "./queries";

/** Accept a filter one can see: count and rupees first, and the server refuses when either has moved. */
export function AcceptAll({ recon, stage, open, onClose }: { recon: ReconDetail; stage: string; open: boolean; onClose: () => void }) {
  const accept = useAcceptFilter(recon.id);
  const waiting = recon.stages.filter((each) => each.status === "suggested" && (stage === "" || each.stage === stage));
  const expected = waiting.reduce((sum, each) => sum + each.count, 0);
  const total = waiting.length === 0 ? paise(0) : sumPaise(waiting.map((each) => each.total_paise));
  const act = (): void => {
    accept.mutate({ stage, expected, total });
    onClose();
  };
  return (
    <Dialog title="Accept all in this filter" open={open} onClose={onClose} foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" disabled={accept.isPending} onClick={act}>Accept {count(expected, "match", "matches")}</Button></>}>
      <p>{stage ? `All suggested by ${humanise(stage).toLowerCase()}` : "All that are suggested"}: <b>{count(expected, "match", "matches")}, ₹ {formatPaise(total)}</b>.</p>
      <dl className="kv card mt-3 px-3 py-2">{waiting.map((each) => <div key={each.stage} className="contents"><dt>{humanise(each.stage)}, {count(each.count, "match", "matches")}</dt><dd>{formatPaise(each.total_paise)}</dd></div>)}</dl>
      <p className="mt-3 text-text-2">When somebody else has decided one of them meanwhile, nothing is accepted and you see the new count.</p>
    </Dialog>
  );
}
