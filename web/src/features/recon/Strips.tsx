import { Link } from "@tanstack/react-router";
import { useLive } from "@/client/live";
import { useScope } from "@/client/scope";
import type { Progress, ReconDetail } from "@/client/types";
import { count, formatCount } from "@/lib/words";
import { Banner, Button } from "@/ui/parts";
import { useFindingsOf, useProgress } from "./queries";

/** What holds for this bench: no connection, a run at work or broken off, a file that does not follow, decisions that a run could not keep. That one may only read, or
 * that the quarter is signed, is said above every page. */
export function Strips({ recon, onHistory }: { recon: ReconDetail; onHistory: () => void }) {
  const running = recon.close_state === "running";
  const progress = useProgress(recon.quarter, running, running || recon.close_state === "open").data;
  const failed = running ? undefined : failedWords(recon, progress);
  const live = useLive();
  const scope = useScope();
  return (
    <>
      {live.mode === "offline" && <Banner tone="warn">{`Offline since ${live.since}. What is here can be read; nothing is decided until the connection is back.`}</Banner>}
      {running && <Banner tone="info">{runWords(recon, progress)}</Banner>}
      {failed !== undefined && <Banner tone="bad"><span>{failed}</span><Link className="link" to={scope.to("close") as string}>Open the close</Link></Banner>}
      {recon.kind === "bank" && <BrokenFile recon={recon} />}
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

/** That a run broke off, and of which run the lines are then; undefined where none did. */
export function failedWords(recon: Pick<ReconDetail, "run" | "close_run">, progress: Progress | undefined): string | undefined {
  const stage = progress?.stages.find((each) => each.state === "failed");
  if (stage === undefined) return undefined;
  const whose = recon.run === recon.close_run ? "The lines here are its own" : `The lines here are of run ${recon.run ?? "—"}`;
  return `Run ${recon.close_run} broke off at “${stage.label}”. ${stage.message} ${whose}, and can be decided: what you decide is kept for the next run.`;
}

/** A bank file of this company whose balances do not follow from its lines: what cannot be explained here may stand there. */
function BrokenFile({ recon }: { recon: ReconDetail }) {
  const scope = useScope();
  const found = useFindingsOf(recon.quarter, recon.entity_code, "bank.balance_breaks").data?.items ?? [];
  const first = found[0];
  if (first === undefined) return null;
  const paper = first.evidence[0];
  return <Banner tone="warn"><span className="min-w-0 [overflow-wrap:anywhere]">{paper?.name ? `${paper.name}: ` : ""}{first.sentence}{found.length > 1 ? ` ${count(found.length - 1, "more break")}.` : ""}</span>{paper?.document_id && <Link className="link" to={scope.to("documents", paper.document_id) as string}>Open the file</Link>}</Banner>;
}

interface OldProps { readonly shown: number; readonly now: number; readonly onAgain: () => void }

/** A long list that is not what the server has any more: nobody's rows jump, and one press brings the newest. */
export function OldList({ shown, now, onAgain }: OldProps) {
  return shown !== now ? <Banner tone="info"><span>This list has changed: {formatCount(now)} now, {formatCount(shown)} when it was read. What you decide is checked against the newest.</span><Button look="quiet" onClick={onAgain}>Read it again</Button></Banner> : null;
}
