import { useId, useState, type FormEvent } from "react";
import { useAct } from "@/client/act";
import { send } from "@/client/http";
import type { DocumentDetail } from "@/client/types";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";

/** A locked paper: its password once; it is sealed and tried on the next papers that come locked. */
export function PasswordDialog({ document, open, onClose }: { document: DocumentDetail; open: boolean; onClose: () => void }) {
  const id = useId();
  const [password, setPassword] = useState("");
  const [keep, setKeep] = useState(true);
  const give = useAct({
    run: () => send<DocumentDetail>("POST", "/documents/{id}/password", { path: { id: document.id }, body: { version: document.version, password, keep } }),
    touches: ["documents", "document", "close"], says: () => `${document.name} is opened and read in a moment.`, after: onClose,
  });
  const submit = (event: FormEvent): void => { event.preventDefault(); if (password) give.mutate(); };
  return (
    <Dialog
      title="Password of the paper" open={open} onClose={onClose}
      foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" type="submit" form={id} disabled={give.isPending} why={password ? undefined : "The password is missing"}>Open the paper</Button></>}
    >
      <form id={id} onSubmit={submit}>
        <p className="mb-3 text-text-2">{document.name} is locked. Banks often take the customer number, or the PAN in capitals.</p>
        <label htmlFor={`${id}-p`}>Password</label>
        <input id={`${id}-p`} className="field mt-1" type="password" autoComplete="off" required autoFocus maxLength={256} value={password} onChange={(event) => setPassword(event.target.value)} />
        <label className="mt-3 flex items-center gap-2"><input type="checkbox" checked={keep} onChange={(event) => setKeep(event.target.checked)} />Keep it sealed for the next papers like this</label>
      </form>
    </Dialog>
  );
}
