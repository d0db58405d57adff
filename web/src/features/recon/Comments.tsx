import { useId, useState, type KeyboardEvent } from "react";
import { useWhyNot } from "@/client/session";
import type { ReconItem } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { Button } from "@/ui/parts";
import { useComments, useSay } from "./queries";

/** What was written and not sent yet, by line: it waits while one looks at other lines. */
const drafts = new Map<string, string>();

/** What people said about a line; it stays in its list and the words follow it from run to run. C comes here. */
export function Comments({ recon, item }: { recon: string; item: ReconItem }) {
  const id = useId();
  const why = useWhyNot("recon.decide");
  const line = `${recon}/${item.side}/${item.item}`;
  const [text, setShown] = useState(drafts.get(line) ?? "");
  const setText = (next: string): void => {
    if (next === "") drafts.delete(line);
    else drafts.set(line, next);
    setShown(next);
  };
  const found = useComments(recon, item.side, item.item);
  const say = useSay(recon);
  const send = (): void => {
    if (text.trim() === "" || say.isPending) return;
    // The answer may come when another line is looked at: the draft of this one goes all the same, unless it was written on.
    const sent = (): void => { if (drafts.get(line) === text) setText(""); };
    say.mutateAsync({ side: item.side as "left" | "right", item: item.item, text: text.trim() }).then(sent, () => undefined);
  };
  const key = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); event.currentTarget.blur(); }
  };
  return (
    <section aria-label="Comments">
      <h3 className="mb-1 text-s font-bold text-text-2">Comments{found.data && found.data.length > 0 ? ` ${found.data.length}` : ""}</h3>
      <ul className="m-0 list-none p-0">
        {found.data?.map((each) => <li key={each.id} className="card mb-1.5 px-2.5 py-1.5"><p className="[overflow-wrap:anywhere]">{each.text}</p><p className="text-s text-text-2">{each.by} · {formatInstant(each.at)}</p></li>)}
      </ul>
      {found.error && <p className="text-bad">The comments could not be read. <Button look="quiet" onClick={() => void found.refetch()}>Try again</Button></p>}
      {why === undefined && (
        <>
          <label className="sr" htmlFor={id}>Comment on this line</label>
          <textarea id={id} data-line-comment className="field min-h-[44px]" placeholder="C comes here, Ctrl Enter sends." maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={key} />
          {text.trim() !== "" && <Button className="mt-1" disabled={say.isPending} onClick={send}>Send</Button>}
        </>
      )}
    </section>
  );
}
