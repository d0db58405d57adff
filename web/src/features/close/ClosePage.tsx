import { Play } from "lucide-react";
import { useState } from "react";
import { useBoard } from "@/client/board";
import { useScope, useFilters } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { CloseBoard } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { Head } from "@/ui/Head";
import { Button, Chip, Meter } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { Checklist } from "./Checklist";
import { PeriodsSheet } from "./PeriodsSheet";
import { useOpenClose, useRun } from "./queries";
import { SideCards } from "./SideCards";
import { SignOffDialog } from "./SignOffDialog";
import { TaskSheet } from "./TaskSheet";
import { whyNotReady, whySigned } from "./tasks";
import { Tiles } from "./Tiles";
import { ApiError } from "@/lib/apiError";

const STATE_TONE = { open: "info", running: "ai", ready: "info", signed: "ok" } as const;

/** Where do we stand, what do I do next, what will bite us. */
export function ClosePage() {
  const scope = useScope();
  const board = useBoard();
  const missing = board.error instanceof ApiError && board.error.status === 404;
  if (missing && !board.data) return <NotOpen />;
  return (
    <Answer of={board} rows={14}>
      {(data) => <Board board={data} key={`${scope.id}-${scope.entity}`} />}
    </Answer>
  );
}

function NotOpen() {
  const scope = useScope();
  const why = useWhyNot("close.open");
  const open = useOpenClose(scope.id);
  return (
    <>
      <Head title={`${scope.name} close`} />
      <Empty title={`The close of ${scope.name} is not open yet`} act={<Button look="primary" why={why} disabled={open.isPending} onClick={() => open.mutate()}>Open the close</Button>}>
        Opening it makes the checklist of the quarter with owners and dates. Papers can be handed in from then on.
      </Empty>
    </>
  );
}

function Board({ board }: { board: CloseBoard }) {
  const scope = useScope();
  const [filters, setFilters] = useFilters();
  const [dialog, setDialog] = useState<"sign" | null>(null);
  const mayRun = useWhyNot("close.run");
  const maySign = useWhyNot("close.sign");
  const run = useRun(scope.id);
  const running = board.state === "running" || board.running.length > 0;
  const { progress } = board;
  const task = board.tasks.find((each) => each.id === filters.task);
  const fixed = whySigned(board.state);
  const whyNotRun = mayRun ?? (running ? "A run is under way; it is on the right." : fixed);
  useKeys("Close", [{ keys: "Ctrl R", says: "Run the close", run: () => run.mutate(), off: whyNotRun !== undefined || run.isPending }]);
  const left = board.day_total - board.day_number;
  return (
    <>
      <Head
        title={`${scope.name} close`}
        acts={
          <>
            {board.package?.available && <a className="btn" href={`/api/closes/${scope.id}/package`} download>Package</a>}
            <Button why={maySign ?? whyNotReady(board.state)} onClick={() => setDialog("sign")}>Sign off…</Button>
            <Button onClick={() => setFilters({ periods: "open" })}>Periods…</Button>
            <Button look="primary" why={whyNotRun} disabled={run.isPending} onClick={() => run.mutate()}><Play aria-hidden className="size-3.5" />{running ? "Running" : "Run close"}</Button>
          </>
        }
      >
        <Chip tone={STATE_TONE[board.state as keyof typeof STATE_TONE] ?? "info"} icon={false}>{board.state.charAt(0).toUpperCase() + board.state.slice(1)}</Chip>
        <span className="text-text-2">
          Due {formatDay(board.due_on)}{left > 0 && !fixed ? ` · ${left} working ${left === 1 ? "day" : "days"} left` : ""} · {progress.done} of {progress.total} tasks done
        </span>
      </Head>
      <div className="min-h-0 flex-1 overflow-y-auto min-[1100px]:flex min-[1100px]:flex-col min-[1100px]:overflow-hidden">
        <ProgressBar board={board} />
        <Tiles tiles={board.tiles} />
        <div className="grid min-h-0 flex-1 grid-cols-1 gap-3 px-4 pb-3 min-[1100px]:grid-cols-[minmax(0,1fr)_322px]">
          <Checklist tasks={board.tasks} signed={fixed !== undefined} onOpen={(id) => setFilters({ task: id })} />
          <SideCards board={board} />
        </div>
      </div>
      <TaskSheet task={task} quarter={scope.id} whyFixed={fixed} onClose={() => setFilters({ task: undefined })} />
      <SignOffDialog board={board} quarter={scope.id} open={dialog === "sign"} onClose={() => setDialog(null)} />
      <PeriodsSheet quarter={scope.id} name={scope.name} signed={fixed !== undefined} open={filters.periods === "open"} onClose={() => setFilters({ periods: undefined })} />
    </>
  );
}

function ProgressBar({ board: { progress } }: { board: CloseBoard }) {
  const words = `${progress.done} done, ${progress.in_review} in review, ${progress.in_progress} in progress, ${progress.blocked} blocked, ${progress.not_started} not started`;
  const share = (n: number): number => (progress.total === 0 ? 0 : n / progress.total);
  return (
    <div className="px-4 pb-3">
      <Meter label={words} parts={[{ share: share(progress.done), tone: "ok" }, { share: share(progress.in_review), tone: "info" }, { share: share(progress.in_progress), tone: "ai" }, { share: share(progress.blocked), tone: "bad" }]} />
      <div className="mt-1 text-s text-text-2">
        {progress.done} done · {progress.in_review} in review · {progress.in_progress} in progress · <span className={progress.blocked > 0 ? "text-bad" : undefined}>{progress.blocked} blocked</span> · {progress.not_started} not started
      </div>
    </div>
  );
}
