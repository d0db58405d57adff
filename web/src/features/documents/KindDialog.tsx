import { useState } from "react";
import type { DocumentDetail } from "@/client/types";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { KINDS, kindName } from "./kinds";

/** What kind of paper is it? Changing it reads the paper again. */
export function KindDialog({ document, open, onClose, onKind }: { document: DocumentDetail; open: boolean; onClose: () => void; onKind: (kind: string) => void }) {
  const [kind, setKind] = useState(document.kind);
  return (
    <Dialog title="Kind of paper" open={open} onClose={onClose} foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" why={kind === document.kind ? "That is what it is already" : undefined} onClick={() => { onKind(kind); onClose(); }}>Read as this kind</Button></>}>
      {document.kind_reasons.length > 0 && <p className="mb-3 text-text-2">{document.agent || "ClassifierBot"} took it for a {kindName(document.kind).toLowerCase()}: {document.kind_reasons.join("; ")}</p>}
      <div role="radiogroup" aria-label="Kind" className="grid grid-cols-2 gap-x-3">
        {KINDS.map((each) => (
          <label key={each} className="flex min-h-7 items-center gap-2"><input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />{kindName(each)}</label>
        ))}
      </div>
    </Dialog>
  );
}
