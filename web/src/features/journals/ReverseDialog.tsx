import { useId, useState } from "react";
import type { JournalDetail } from "@/client/types";
import { formatDay, parseDay } from "@/lib/dates";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { nameOf, useReverse } from "./queries";

/** Posted entries are never changed: a reversal undoes them, and goes through a checker like any other. */
export function ReverseDialog({ journal, onClose }: { journal: JournalDetail; onClose: () => void }) {
  const id = useId();
  const [day, setDay] = useState(formatDay(journal.day));
  const [reason, setReason] = useState("");
  const reverse = useReverse();
  const iso = parseDay(day);
  const why = iso === null ? "Write the day as dd-mm-yyyy" : reason.trim() === "" ? "Write the reason first" : undefined;
  const act = (): void => {
    if (iso === null) return;
    reverse.mutate({ row: journal, day: iso, reason: reason.trim() });
    onClose();
  };
  return (
    <Dialog title={`Reverse ${nameOf(journal)}`} open onClose={onClose} foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" why={why} onClick={act}>Make the reversal</Button></>}>
      <label htmlFor={`${id}-d`}>Day</label>
      <input id={`${id}-d`} className="field mt-1 mb-3" value={day} aria-invalid={iso === null} onChange={(event) => setDay(event.target.value)} />
      <label htmlFor={`${id}-r`}>Reason</label>
      <textarea id={`${id}-r`} className="field mt-1 min-h-[72px]" value={reason} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}
