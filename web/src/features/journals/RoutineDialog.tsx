import { useState } from "react";
import { useAct } from "@/client/act";
import { useMe } from "@/client/session";
import type { BulkJob, RoutinePage } from "@/client/types";
import { formatDay, formatInstant } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { count, humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { BulkDialog } from "./BulkDialog";
import { EffectTable } from "@/client/EffectTable";
import { approveRoutine, isUnderWay, TOUCHED, useBulks, useRoutine, type RoutineWanted } from "./queries";

/** The routine entries are seen first, then approved together if they are still as many. What is on its way already is shown instead. */
export function RoutineDialog({ wanted, onClose }: { wanted: RoutineWanted; onClose: () => void }) {
  const me = useMe();
  const [chosen, setChosen] = useState<string | null>(null);
  const earlier = useBulks(wanted.quarter);
  const id = chosen ?? earlier.data?.find((each) => each.by_id === me.user.id && isUnderWay(each))?.id;
  const list = useRoutine(wanted, id === undefined);
  const approve = useAct({ run: (page: RoutinePage) => approveRoutine(wanted, page.count), touches: ["bulk", ...TOUCHED], after: (job) => setChosen(job.id) });
  const page = list.data;
  if (id !== undefined) return <BulkDialog id={id} onClose={onClose} />;
  return (
    <Dialog
      title="Approve the routine ones together" open onClose={onClose} width={720}
      foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" why={page && page.count > 0 ? undefined : "None is routine"} disabled={approve.isPending} onClick={() => page && approve.mutate(page)}>{page && page.count > 0 ? `Approve ${count(page.count, "entry", "entries")}` : "Approve"}</Button></>}
    >
      <Answer of={list} rows={5}>
        {(data) => data.count === 0 ? <Empty title="None is routine">Routine means: not above ₹ {formatPaise(data.limit_paise)}, no flag, no open question, one approver, not made by you.</Empty> : (
          <>
            <p className="mb-2"><b>{count(data.count, "entry", "entries")}, ₹ {formatPaise(data.total_paise)}</b>{wanted.q ? ` in the filter “${wanted.q}”` : ""}. None is above ₹ {formatPaise(data.limit_paise)}, none has a flag or an open question.</p>
            <div className="card max-h-[30vh] overflow-auto" role="region" aria-label="Routine entries" tabIndex={0}>
              <table className="table">
                <thead><tr><th>Day</th><th>Entry</th><th>Made by</th><th className="num">₹</th></tr></thead>
                <tbody>{data.items.map((row) => <tr key={row.id}><td>{formatDay(row.day)}</td><td className="!whitespace-normal">{row.party || row.narration || humanise(row.kind)}</td><td>{row.made_by_name || row.agent}</td><td className="num">{formatPaise(row.amount_paise)}</td></tr>)}</tbody>
              </table>
            </div>
            {data.count > data.items.length && <p className="mt-1 text-text-2">and {data.count - data.items.length} more.</p>}
            <h3 className="mt-3 mb-1.5 text-base font-bold">Effect on the statements</h3>
            <EffectTable effect={data.effect} what={data.count === 1 ? "This entry" : "These entries"} />
            <p className="mt-2 text-text-2">When their number has moved meanwhile, nothing is approved and you see the new list.</p>
          </>
        )}
      </Answer>
      <Earlier jobs={earlier.data ?? []} onChoose={setChosen} />
    </Dialog>
  );
}

/** What was approved together before, with its outcome and the way back. */
function Earlier({ jobs, onChoose }: { jobs: readonly BulkJob[]; onChoose: (id: string) => void }) {
  if (jobs.length === 0) return null;
  return (
    <section className="mt-3" aria-label="Earlier">
      <h3 className="mb-1.5 text-base font-bold">Approved together before</h3>
      <ul className="m-0 list-none p-0">
        {jobs.slice(0, 3).map((job) => <li key={job.id}><button type="button" className="link" onClick={() => onChoose(job.id)}>{formatInstant(job.asked_at)}: {job.done} of {job.total} by {job.by}</button></li>)}
      </ul>
    </section>
  );
}
