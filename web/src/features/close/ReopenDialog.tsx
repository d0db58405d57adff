import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { entitiesQuery } from "@/client/company";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { useUnlock } from "./queries";

/** Reopening is asked for with a reason, one company at a time; another controller grants it. */
export function ReopenDialog({ quarter, entity, signed, open, onClose }: { quarter: string; entity: string; signed: boolean; open: boolean; onClose: () => void }) {
  const entities = useQuery(entitiesQuery).data ?? [];
  const id = useId();
  const [code, setCode] = useState("");
  const [reason, setReason] = useState("");
  const unlock = useUnlock(quarter, () => { setReason(""); onClose(); });
  const chosen = code || (entities.find((each) => each.code.toLowerCase() === entity.toLowerCase())?.code ?? entities[0]?.code ?? "");
  return (
    <Dialog
      title="Ask for reopening" open={open} onClose={onClose}
      foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" why={reason.trim() === "" ? "Write the reason first" : undefined} disabled={unlock.isPending} onClick={() => unlock.mutate({ entity: chosen, reason: reason.trim() })}>Ask for reopening</Button></>}
    >
      <p className="mb-3">{signed ? "The close is open again with the first company that is reopened. The signed package stays as history; a new run and a new signature are needed. " : ""}Another controller has to grant it.</p>
      <label htmlFor={`${id}-e`}>Company</label>
      <select id={`${id}-e`} className="field mt-1 mb-3" value={chosen} onChange={(event) => setCode(event.target.value)}>
        {entities.map((each) => <option key={each.code} value={each.code}>{each.name}</option>)}
      </select>
      <label htmlFor={`${id}-r`}>Why it is reopened</label>
      <textarea id={`${id}-r`} className="field mt-1 min-h-[84px]" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}
