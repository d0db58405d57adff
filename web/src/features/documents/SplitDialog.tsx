import { Scissors } from "lucide-react";
import { useState } from "react";
import { useAct } from "@/client/act";
import { send } from "@/client/http";
import type { DocumentDetail } from "@/client/types";
import { count } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { partsOf } from "./cuts";
import { pictureUrl } from "./queries";

/** Where do the papers in this PDF begin? Opens with a cut at the page that was on screen. */
export function SplitDialog({ document, page, onClose }: { document: DocumentDetail; page: number; onClose: () => void }) {
  const pages = document.pages.length;
  const [begins, setBegins] = useState<readonly number[]>(page > 1 ? [page] : []);
  const [refused, setRefused] = useState("");
  const parts = partsOf(begins, pages);
  const pictureOf = pictureUrl(document.id);
  const cut = useAct({
    run: () => send("POST", "/documents/{id}/parts", { path: { id: document.id }, body: { parts, version: document.version } }),
    touches: ["documents", "document", "close"], after: onClose, refused: (error) => { setRefused(error.message); return true; },
    says: () => (parts.length === 1 ? "It is one paper; it is read again." : `Cut into ${count(parts.length, "paper")}; each is read by itself.`),
  });
  const toggle = (number: number): void => setBegins((old) => (old.includes(number) ? old.filter((each) => each !== number) : [...old, number]));
  return (
    <Dialog title="Where do its papers begin?" open onClose={onClose} width={900} foot={<><span className="mr-auto text-text-2">{parts.map(({ first_page, last_page }) => (first_page === last_page ? `page ${first_page}` : `pages ${first_page} to ${last_page}`)).join(" · ")}</span><Button onClick={onClose}>Cancel</Button><Button look="primary" disabled={cut.isPending} onClick={() => cut.mutate()}>{parts.length === 1 ? "It is one paper" : `Cut into ${parts.length}`}</Button></>}>
      {refused && <p role="alert" className="mb-3 rounded-m bg-bad-bg px-3 py-2 text-bad">{refused}</p>}
      <p className="mb-3 text-text-2">Mark every page on which another paper begins. Each becomes a paper of its own; the whole is kept.</p>
      <ol className="m-0 flex max-h-[60vh] list-none flex-wrap gap-3 overflow-y-auto p-0">
        {document.pages.map(({ number }) => {
          const part = parts.findIndex((each) => number >= each.first_page && number <= each.last_page) + 1;
          return (
            <li key={number} className="w-[150px]">
              <button type="button" aria-pressed={number === 1 || begins.includes(number)} disabled={number === 1} onClick={() => toggle(number)} className={`card w-full p-1 ${begins.includes(number) ? "!border-accent" : ""}`}>
                <img src={pictureOf(number, 600)} alt={`Page ${number}`} loading="lazy" className="h-[180px] w-full object-contain" />
                <span className="flex items-center justify-center gap-1 py-1">{(number === 1 || begins.includes(number)) && <Scissors aria-hidden className="size-3.5" />}Page {number}, paper {part}<span className="sr">{number > 1 && (begins.includes(number) ? ": another paper begins here" : ": goes on")}</span></span>
              </button>
            </li>
          );
        })}
      </ol>
    </Dialog>
  );
}
