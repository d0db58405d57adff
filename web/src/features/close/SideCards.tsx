import { Link } from "@tanstack/react-router";
import { ArrowLeftRight, FileText, Inbox, ShieldCheck, Sparkles, Users } from "lucide-react";
import type { ReactNode } from "react";
import { usePeriods } from "@/client/periods";
import { linkIn, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { CloseBoard, StageProgress } from "@/client/types";
import { formatDay, formatInstant, formatSeconds } from "@/lib/dates";
import { formatShort } from "@/lib/money";
import { formatCount, humanise } from "@/lib/words";
import { Button, Chip, Meter } from "@/ui/parts";
import { periodChip } from "./PeriodsSheet";
import { useProgress, useStop } from "./queries";
import { dueWords } from "./tasks";

const ICONS: Record<string, typeof FileText> = { document: Inbox, documents: Inbox, journal: FileText, journals: FileText, recon: ArrowLeftRight, finding: ShieldCheck, findings: ShieldCheck, task: Users };

function Card({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section className="card px-3 py-2.5" aria-label={title}>
      <h2 className="mb-0.5 font-bold">{title} {count !== undefined && count > 0 && <span className="chip chip-info">{count}</span>}</h2>
      {children}
    </section>
  );
}

/** What waits for me, what runs, what blocks, which dates come. */
export function SideCards({ board }: { board: CloseBoard }) {
  return (
    <aside className="flex min-h-0 flex-col gap-3 min-[1100px]:overflow-y-auto" aria-label="Waiting and running">
      <WaitingCard board={board} />
      <RunningCard board={board} />
      {board.blocking.length > 0 && <BlockingCard board={board} />}
      <PeriodsCard />
      <StatutoryCard board={board} />
      <SignedCard board={board} />
    </aside>
  );
}

function WaitingCard({ board }: { board: CloseBoard }) {
  const scope = useScope();
  return (
    <Card title="Waiting for you" count={board.waiting.length}>
      {board.waiting.length === 0 && <p className="py-1 text-text-2">Nothing waits for you.</p>}
      {board.waiting.map((each, index) => {
        const Icon = ICONS[each.kind] ?? Sparkles;
        return (
          <div key={`${each.link}-${index}`} className="li">
            <Icon aria-hidden className="mt-0.5 size-[15px] flex-none text-text-2" />
            <Link {...linkIn(scope, each.link)} className="min-w-0 flex-1 hover:underline">{each.title}<br /><span className="text-text-2">{each.note}</span></Link>
          </div>
        );
      })}
    </Card>
  );
}

function RunningCard({ board }: { board: CloseBoard }) {
  const scope = useScope();
  const why = useWhyNot("close.run");
  const running = board.state === "running" || board.running.length > 0;
  const progress = useProgress(scope.id, running);
  const stop = useStop(scope.id);
  const state = progress.data?.state ?? (running ? "running" : "idle");
  const stages = progress.data?.stages ?? board.running;
  const live = state === "running" || state === "started" || running;
  const failed = stages.filter((stage) => stage.state === "failed");
  return (
    <Card title={live ? "Running now" : "Last run"}>
      {stages.length === 0 && progress.data && <p className="py-1 text-text-2">No run yet. Run close reads the papers, posts, reconciles and draws the statements.</p>}
      {live && (
        <div className="flex items-center gap-2 py-1">
          <span className="text-text-2">Run {progress.data?.run ?? board.run} · {stages.filter((stage) => stage.state === "done").length} of {stages.length} stages</span>
          <Button look="quiet" className="ml-auto" why={why} disabled={stop.isPending} onClick={() => stop.mutate()}>Stop</Button>
        </div>
      )}
      {(live ? stages.filter((stage) => stage.state !== "done" || stage.total > 0) : failed).map((stage) => <StageLine key={stage.stage} stage={stage} />)}
      {!live && stages.length > 0 && <p className="py-1 text-text-2">Run {progress.data?.run ?? board.run}: {humanise(state)}{failed.length === 0 ? `, ${stages.length} stages` : ""}.</p>}
    </Card>
  );
}

function StageLine({ stage }: { stage: StageProgress }) {
  const share = stage.state === "done" ? 1 : stage.total > 0 ? Math.min(1, stage.done / stage.total) : 0;
  const tone = stage.state === "failed" ? "bad" : stage.state === "done" ? "ok" : "ai";
  const counts = stage.total > 0 ? `${formatCount(stage.done)} of ${formatCount(stage.total)}` : humanise(stage.state || "waiting");
  return (
    <div className="li !py-1.5">
      <div className="min-w-0 flex-1">
        <div className="flex justify-between gap-2"><b className="font-semibold">{humanise(stage.label)}</b><span className="text-s text-text-3">{stage.agent}</span></div>
        <div className="my-1"><Meter height={6} label={`${stage.label}: ${counts}`} parts={[{ share, tone }]} /></div>
        <span className={stage.state === "failed" ? "text-bad" : "text-text-2"}>{counts}{stage.message ? ` · ${stage.message}` : ""}{stage.seconds !== null && stage.state === "done" ? ` · ${formatSeconds(stage.seconds)}` : ""}</span>
      </div>
    </div>
  );
}

function BlockingCard({ board }: { board: CloseBoard }) {
  const scope = useScope();
  return (
    <Card title="Blocks the sign-off" count={board.blocking.length}>
      {board.blocking.slice(0, 6).map((finding) => (
        <div key={finding.id} className="li">
          <Link to={scope.to("compliance", "findings") as string} search={{ finding: finding.id, severity: "blocking" } as never} className="min-w-0 flex-1 hover:underline [overflow-wrap:anywhere]">{finding.sentence}</Link>
          {finding.amount_paise > 0 && <span className="flex-none text-bad">{formatShort(finding.amount_paise)}</span>}
        </div>
      ))}
      {board.blocking.length > 6 && <Link to={scope.to("compliance", "findings") as string} search={{ severity: "blocking" } as never} className="link">All {board.blocking.length}</Link>}
    </Card>
  );
}

/** Where each company's period stands; one that somebody wants reopened is a decision. */
function PeriodsCard() {
  const scope = useScope();
  const periods = usePeriods(scope.id).data ?? [];
  if (periods.length === 0) return null;
  const asked = periods.filter((each) => each.asked_by_id !== null).length;
  return (
    <Card title="Periods" count={asked}>
      {periods.map((each) => (
        <div key={each.entity_code} className="li">
          <Link to={scope.to("close") as string} search={{ periods: "open" } as never} className="min-w-0 flex-1 hover:underline">{each.entity_code}{each.asked_by_id !== null && <span className="block text-text-2">{each.asked_by} asks to reopen it: {each.asked_reason}</span>}</Link>
          <Chip tone={periodChip(each.state).tone}>{periodChip(each.state).word}</Chip>
        </div>
      ))}
    </Card>
  );
}

function StatutoryCard({ board }: { board: CloseBoard }) {
  if (board.statutory.length === 0) return null;
  return (
    <Card title="Statutory dates">
      {board.statutory.map((date) => (
        <div key={`${date.title}-${date.due_on}`} className="li">
          <span className="self-start"><Chip tone={date.days_left < 0 ? "warn" : date.days_left <= 5 ? "bad" : date.days_left <= 15 ? "warn" : "mute"} icon={false}>{dueWords(date.days_left)}</Chip></span>
          <div className="min-w-0 flex-1">{date.title}<br /><span className="text-text-2">{formatDay(date.due_on)}{date.note ? ` · ${date.note}` : ""}</span></div>
        </div>
      ))}
    </Card>
  );
}

function SignedCard({ board }: { board: CloseBoard }) {
  if (board.signoffs.length === 0) return null;
  return (
    <Card title="Signed">
      {board.signoffs.map((signed) => (
        <div key={`${signed.name}-${signed.at}`} className="li"><div>{signed.name}, {humanise(signed.role)}<br /><span className="text-text-2">{formatInstant(signed.at)} · {signed.digest.slice(0, 12)}…</span></div></div>
      ))}
    </Card>
  );
}
