import { useLive } from "@/client/live";
import type { Progress, ReconDetail } from "@/client/types";
import { count, formatCount } from "@/lib/words";
import { Banner, Button } from "@/ui/parts";
import { useProgress } from "./queries";

/** What holds for this bench: no connection, a run at work, decisions that a run could not keep. That one may only read is said above every page. */
export function Strips({ recon, onHistory }: { recon: ReconDetail; onHistory: () => void }) {
  const running = recon.close_state === "running";
  const progress = useProgress(recon.quarter, running).data;
  const live = useLive();
  return (
    <>
      {live.mode === "offline" && <Banner tone="warn">{`Offline since ${live.since}. What is here can be read; nothing is decided until the connection is back.`}</Banner>}
      {running && <Banner tone="info">{runWords(recon, progress)}</Banner>}
      {recon.replaced > 0 && <Banner tone="warn"><span>{count(recon.replaced, "decision")} made while run {recon.run ?? recon.close_run} worked did not fit what it found.</span><Button look="quiet" onClick={onHistory}>See which</Button></Banner>}
    </>
  );
}

/** How far a run is with reconciliations, whether this one's lines are of it already, and what becomes of decisions meanwhile. */
export function runWords(recon: Pick<ReconDetail, "run" | "close_run">, progress: Progress | undefined): string {
  const stage = progress?.stages.find((each) => each.stage === "reconcile");
  const far = stage?.state === "running" && stage.total > 0 ? `, ${formatCount(stage.done)} of ${count(stage.total, "reconciliation")} are there` : "";
  const arrived = recon.run === recon.close_run;
  return `Run ${recon.close_run} is at work${far}. ${arrived ? "The lines here are its own: decide as usual." : "The lines here are of the run before. What you decide now is kept: it holds when the new lines come, and what no longer fits stands in the history."}`;
}

interface OldProps { readonly shown: number; readonly now: number; readonly onAgain: () => void }

/** A long list that is not what the server has any more: nobody's rows jump, and one press brings the newest. */
export function OldList({ shown, now, onAgain }: OldProps) {
  return shown !== now ? <Banner tone="info"><span>This list has changed: {formatCount(now)} now, {formatCount(shown)} when it was read. What you decide is checked against the newest.</span><Button look="quiet" onClick={onAgain}>Read it again</Button></Banner> : null;
}
