import { useId, useState } from "react";
import { useAct } from "@/client/act";
import { send } from "@/client/http";
import type { Bulk, RoutinePage } from "@/client/types";
import { formatDay, parseDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { count, humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { EffectTable } from "./EffectTable";
import { approveRoutine, nameOf, TOUCHED, useRoutine, type RoutineWanted } from "./queries";

/** The routine entries are seen first, then approved together if they are still as many; what came of each is shown, with the way back. */
export function RoutineDialog({ wanted, onClose }: { wanted: RoutineWanted; onClose: () => void }) {
  const [done, setDone] = useState<{ bulk: Bulk; list: RoutinePage } | null>(null);
  const list = useRoutine(wanted, done === null);
  const approve = useAct({ run: (page: RoutinePage) => approveRoutine(wanted, page.count), touches: TOUCHED, after: (bulk, page) => setDone({ bulk, list: page }) });
  const page = list.data;
  if (done) return <Outcome bulk={done.bulk} list={done.list} onClose={onClose} />;
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
    </Dialog>
  );
}

function Outcome({ bulk, list, onClose }: { bulk: Bulk; list: RoutinePage; onClose: () => void }) {
  const id = useId();
  const posted = bulk.outcomes.filter((each) => each.ok && each.id !== null);
  const last = list.items.map((row) => row.day).toSorted().at(-1) ?? "";
  const [back, setBack] = useState(false);
  const [day, setDay] = useState(formatDay(last));
  const [reason, setReason] = useState("");
  const [reversed, setReversed] = useState<Bulk | null>(null);
  const iso = parseDay(day);
  const undo = useAct({
    run: () => send<Bulk>("POST", "/journals/bulk-reverse", { body: { ids: posted.map((each) => each.id), day: iso, reason: reason.trim() } }), touches: TOUCHED,
    after: setReversed,
  });
  const rowOf = (entry: string | null) => list.items.find((each) => each.id === entry);
  const shown = reversed ?? bulk;
  const title = reversed ? `${count(reversed.done, "reversal")} drafted` : bulk.failed > 0 ? `${bulk.done} of ${bulk.outcomes.length} approved` : `${count(bulk.done, "entry", "entries")} approved`;
  return (
    <Dialog
      title={title} open onClose={onClose} width={720}
      foot={
        <>
          {!reversed && posted.length > 0 && !back && <Button className="mr-auto" onClick={() => setBack(true)}>Take these back…</Button>}
          {back && !reversed && <Button look="danger" why={iso === null ? "Write the day as dd-mm-yyyy" : reason.trim() === "" ? "Write the reason first" : undefined} disabled={undo.isPending} onClick={() => undo.mutate()}>Draft {count(posted.length, "reversal")}</Button>}
          <Button look="primary" onClick={onClose}>Done</Button>
        </>
      }
    >
      <p className="mb-2" role="status">{reversed ? "Another person approves each reversal; until then the entries stand." : `${bulk.done} posted.${bulk.failed > 0 ? ` ${bulk.failed} could not be; why stands beside each. The others are done.` : ""}${bulk.remaining > 0 ? ` ${bulk.remaining} more wait.` : ""}`}</p>
      {back && !reversed && (
        <div className="card mb-3 grid gap-2 px-3 py-2 min-[600px]:grid-cols-[140px_1fr]">
          <div><label htmlFor={`${id}-d`}>Day of the reversals</label><input id={`${id}-d`} className="field mt-1" value={day} aria-invalid={iso === null} onChange={(event) => setDay(event.target.value)} /></div>
          <div><label htmlFor={`${id}-r`}>Reason</label><input id={`${id}-r`} className="field mt-1" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} /></div>
        </div>
      )}
      <div className="card max-h-[44vh] overflow-auto" role="region" aria-label="Outcome" tabIndex={0}>
        <table className="table">
          <thead><tr><th>Entry</th><th>Outcome</th><th>Number</th></tr></thead>
          <tbody>
            {shown.outcomes.map((each, index) => {
              const row = rowOf(each.id);
              return <tr key={each.id ?? index}><td className="!whitespace-normal">{row ? row.party || row.narration || nameOf(row) : each.number}</td><td className="!whitespace-normal">{each.ok ? <Chip tone="ok">{reversed ? "Drafted" : "Posted"}</Chip> : <><Chip tone="bad">Not done</Chip> {each.sentence}</>}</td><td>{each.number || "—"}</td></tr>;
            })}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
