import { useState } from "react";
import { useMe, useWhyNot } from "@/client/session";
import type { Task } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { humanise } from "@/lib/words";
import { Amount, Diff } from "@/ui/Amount";
import { AskReason } from "@/ui/AskReason";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { useTaskAct } from "./queries";
import { isDone, whyNotSign } from "./tasks";

/** One task beside the list: does it tie, who prepared it, who signs. */
export function TaskSheet({ task, quarter, whyFixed, onClose }: { task: Task | undefined; quarter: string; whyFixed: string | undefined; onClose: () => void }) {
  const me = useMe();
  const act = useTaskAct(quarter);
  const [blocking, setBlocking] = useState(false);
  const mayPrepare = useWhyNot("tasks.prepare") ?? whyFixed;
  const maySign = useWhyNot("tasks.sign") ?? whyFixed;
  if (!task) return null;
  const sign = maySign ?? (whyNotSign(task, me.user) || undefined);
  const prepare = mayPrepare ?? (isDone(task) ? "Already signed off." : task.state === "in_review" ? "It waits for its reviewer." : undefined);
  return (
    <>
      <Dialog
        title={task.title} open={!blocking} onClose={onClose} side="right" width={460}
        foot={
          <>
            <Button why={mayPrepare ?? (isDone(task) ? "Already signed off." : undefined)} onClick={() => setBlocking(true)}>Mark blocked</Button>
            <Button why={prepare} disabled={act.isPending} onClick={() => act.mutate({ act: "prepare", task })}>Send for review</Button>
            <Button look="primary" why={sign} disabled={act.isPending} onClick={() => act.mutate({ act: "sign-off", task })}>Sign off</Button>
          </>
        }
      >
        <dl className="kv">
          <dt>Workstream</dt><dd>{humanise(task.workstream)}</dd>
          {task.entity_code && <><dt>Company</dt><dd>{task.entity_code}</dd></>}
          <dt>Due</dt><dd>{formatDay(task.due_on)}</dd>
          <dt>Owner</dt><dd>{task.owner?.name ?? "Nobody yet"}</dd>
          <dt>Reviewer</dt><dd>{task.reviewer?.name ?? "Any finance manager"}</dd>
          <dt>Prepared by</dt><dd>{task.prepared_by || "Nobody yet"}</dd>
          <dt>Signed by</dt><dd>{task.signed_by || "Nobody yet"}</dd>
        </dl>
        <h3 className="mt-4 mb-1 font-bold">Tie-out</h3>
        <dl className="kv card px-3 py-2">
          <dt>Books ₹</dt><dd><Amount paise={task.books_paise} /></dd>
          <dt>Support ₹</dt><dd><Amount paise={task.support_paise} /></dd>
          <dt className="font-semibold">Difference ₹</dt><dd className="font-semibold"><Diff paise={task.difference_paise} /></dd>
          <dt>Signs off up to ₹</dt><dd>{formatPaise(task.threshold_paise)}</dd>
        </dl>
        {task.blocked_because && <p className="mt-3 rounded-m bg-bad-bg px-3 py-2 text-bad">Blocked: {task.blocked_because}</p>}
        {sign && <p className="mt-3 text-text-2">{sign}</p>}
      </Dialog>
      <AskReason
        open={blocking} title="What does it wait for?" label="The person, paper or finding it waits for" act="Mark blocked" onClose={() => setBlocking(false)}
        onReason={(because) => act.mutate({ act: "block", task, because })}
      />
    </>
  );
}
