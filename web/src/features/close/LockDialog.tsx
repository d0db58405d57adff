import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { entitiesQuery } from "@/client/company";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { useLock } from "./queries";

/** Locking asks for the typed name of the quarter, one company at a time. */
export function LockDialog({ quarter, entity, open, onClose }: { quarter: string; entity: string; open: boolean; onClose: () => void }) {
  const entities = useQuery(entitiesQuery).data ?? [];
  const id = useId();
  const [code, setCode] = useState("");
  const [typed, setTyped] = useState("");
  const lock = useLock(quarter, () => { setTyped(""); onClose(); });
  const chosen = code || (entities.find((each) => each.code.toLowerCase() === entity.toLowerCase())?.code ?? entities[0]?.code ?? "");
  const ready = typed.trim().toUpperCase() === quarter.toUpperCase();
  return (
    <Dialog
      title="Lock the period" open={open} onClose={onClose}
      foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" why={ready ? undefined : `Type ${quarter} first`} disabled={lock.isPending} onClick={() => lock.mutate({ entity: chosen, typed: quarter })}>Lock</Button></>}
    >
      <p className="mb-3">Nobody can post into a locked period. It can be opened again with a reason, which stays in the audit trail.</p>
      <label htmlFor={`${id}-e`}>Company</label>
      <select id={`${id}-e`} className="field mt-1 mb-3" value={chosen} onChange={(event) => setCode(event.target.value)}>
        {entities.map((each) => <option key={each.code} value={each.code}>{each.name}</option>)}
      </select>
      <label htmlFor={`${id}-n`}>Type {quarter} to lock it</label>
      <input id={`${id}-n`} className="field mt-1" value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
    </Dialog>
  );
}
