import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useScope } from "@/client/scope";
import type { JournalDetail } from "@/client/types";
import { formatDay, parseDay } from "@/lib/dates";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { nameOf, useReverse } from "./queries";

/** Posted entries are never changed: a reversal undoes them, and goes through a checker like any other. */
export function ReverseDialog({ journal, onClose }: { journal: JournalDetail; onClose: () => void }) {
  const id = useId();
  const scope = useScope();
  const navigate = useNavigate();
  const [day, setDay] = useState(formatDay(journal.day));
  const [reason, setReason] = useState("");
  const reverse = useReverse((made) => { onClose(); void navigate({ to: scope.to("journals", made.id) as string }); });
  const iso = parseDay(day);
  const why = iso === null ? "Write the day as dd-mm-yyyy" : reason.trim() === "" ? "Write the reason first" : undefined;
  const act = (): void => { if (iso !== null) reverse.mutate({ row: journal, day: iso, reason: reason.trim() }); };
  return (
    <Dialog title={`Reverse ${nameOf(journal)}`} open onClose={onClose} foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" why={why} disabled={reverse.isPending} onClick={act}>Draft the reversal</Button></>}>
      <p className="mb-3 text-text-2">The mirror of this entry is drafted and linked with it. Another person approves it; until then this one stands.</p>
      <label htmlFor={`${id}-d`}>Day</label>
      <input id={`${id}-d`} className="field mt-1 mb-3" value={day} aria-invalid={iso === null} onChange={(event) => setDay(event.target.value)} />
      <label htmlFor={`${id}-r`}>Reason</label>
      <textarea id={`${id}-r`} className="field mt-1 min-h-[72px]" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}
