import { useId, useState, type KeyboardEvent } from "react";
import { useWhyNot } from "@/client/session";
import type { JournalDetail } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { Button } from "@/ui/parts";
import { useComment, useResolve } from "./queries";

/** Questions and answers about one entry. It stays in the queue; an open question keeps it out of bulk approval. */
export function Thread({ journal }: { journal: JournalDetail }) {
  const id = useId();
  const why = useWhyNot("journals.write");
  const [text, setText] = useState("");
  const ask = useComment(journal.id);
  const resolve = useResolve(journal.id);
  const submit = (): void => {
    if (text.trim() === "" || why !== undefined || ask.isPending) return;
    ask.mutate(text.trim(), { onSuccess: () => setText("") });
  };
  const key = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); submit(); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); event.currentTarget.blur(); }
  };
  return (
    <section aria-label="Questions">
      <h2 className="mb-1.5 font-bold">Questions {journal.comments_open > 0 && <span className="chip chip-warn">{journal.comments_open} open</span>}</h2>
      <ul className="m-0 list-none p-0">
        {journal.comments.map((each) => (
          <li key={each.id} className="card mb-1.5 px-2.5 py-1.5">
            <p className="[overflow-wrap:anywhere]">{each.text}</p>
            <p className="text-s text-text-2">{each.by} · {formatInstant(each.at)}</p>
            {each.resolved_at ? <p className="text-s text-ok">Answered, {each.resolved_by} {formatInstant(each.resolved_at)}</p> : <Button look="quiet" className="-ml-2" why={why} disabled={resolve.isPending} onClick={() => resolve.mutate(each.id)}>Mark as answered</Button>}
          </li>
        ))}
      </ul>
      {why === undefined && (
        <>
          <label className="sr" htmlFor={id}>Ask or answer</label>
          <textarea id={id} data-thread className="field min-h-[52px]" placeholder="Ask or answer. C comes here, Ctrl Enter sends." maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={key} />
          {text.trim() !== "" && <Button className="mt-1" disabled={ask.isPending} onClick={submit}>Send</Button>}
        </>
      )}
    </section>
  );
}
