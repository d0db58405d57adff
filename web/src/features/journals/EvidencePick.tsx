import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FileText, Paperclip, X } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import { get } from "@/client/http";
import { useScope } from "@/client/scope";
import type { DocumentPage, Place } from "@/client/types";
import { placeWords } from "@/client/places";
import { formatDay } from "@/lib/dates";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import type { Paper } from "./draft";

interface Props { readonly papers: readonly Paper[]; readonly onPapers: (papers: readonly Paper[]) => void; readonly standing: readonly Place[]; readonly entity: string; readonly open: boolean; readonly onOpen: (open: boolean) => void }

/** Papers of the quarter to put behind the entry. */
export function EvidencePick({ papers, onPapers, standing, entity, open, onOpen }: Props) {
  const names = [...new Set(standing.map((place) => `${place.name || "Paper"}, ${placeWords(place)}`))];
  return (
    <section aria-label="Evidence" className="card px-3 py-2.5">
      <div className="flex items-center gap-2"><h2 className="font-bold">Evidence</h2><Button className="ml-auto" onClick={() => onOpen(true)}><Paperclip aria-hidden className="size-3.5" />Attach a paper<kbd aria-hidden>Alt P</kbd></Button></div>
      {papers.length === 0 && names.length === 0 && <p className="text-text-2">No paper stands behind it yet.</p>}
      <ul className="m-0 list-none p-0">
        {names.slice(0, 8).map((name) => <li key={name} className="flex items-center gap-2 py-1 text-text-2"><FileText aria-hidden className="size-3.5 flex-none" /><span className="truncate">{name}</span></li>)}
        {papers.map((paper) => (
          <li key={paper.document_id} className="flex items-center gap-2 py-0.5">
            <FileText aria-hidden className="size-3.5 flex-none" /><span className="min-w-0 truncate">{paper.name}</span>
            <button type="button" className="icon-btn ml-auto" aria-label={`Take ${paper.name} away`} onClick={() => onPapers(papers.filter((each) => each.document_id !== paper.document_id))}><X aria-hidden className="size-4" /></button>
          </li>
        ))}
      </ul>
      {open && <Pick entity={entity} taken={papers} onClose={() => onOpen(false)} onTake={(paper) => { onPapers([...papers, paper]); onOpen(false); }} />}
    </section>
  );
}

function Pick({ entity, taken, onClose, onTake }: { entity: string; taken: readonly Paper[]; onClose: () => void; onTake: (paper: Paper) => void }) {
  const scope = useScope();
  const id = useId();
  const [text, setText] = useState("");
  const words = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ["documents", "pick", scope.id, entity, words], placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<DocumentPage>("/documents", { query: { quarter: scope.id, view: "all", entity, q: words, limit: 30 } }, signal),
  });
  const rows = (found.data?.items ?? []).filter((row) => !taken.some((each) => each.document_id === row.id));
  const take = (index: number): void => { const row = rows[index]; if (row) onTake({ document_id: row.id, name: row.name, page: null }); };
  return (
    <Dialog title="Attach a paper" open onClose={onClose} width={620}>
      <label className="sr" htmlFor={id}>Find a paper by name, party or number</label>
      <input id={id} autoFocus className="field mb-2" placeholder="Name, party or number; Enter takes the first" value={text} onChange={(event) => setText(event.target.value)} onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); take(0); } }} />
      <ul className="m-0 list-none p-0">
        {rows.map((row, index) => <li key={row.id}><button type="button" className="menu-item" onClick={() => take(index)}><FileText aria-hidden className="size-3.5 flex-none" /><span className="min-w-0 truncate">{row.name}</span><span className="ml-auto flex-none text-s text-text-2">{[row.party, row.day && formatDay(row.day)].filter(Boolean).join(" · ")}</span></button></li>)}
      </ul>
      {found.data && rows.length === 0 && <p className="text-text-2">No paper of this quarter has these words. Hand it in on Documents first.</p>}
    </Dialog>
  );
}
