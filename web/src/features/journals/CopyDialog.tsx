import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAct } from "@/client/act";
import { useEntityCode } from "@/client/company";
import { get, send } from "@/client/http";
import { useScope } from "@/client/scope";
import type { Bulk, CopyablePage } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { quarterName, shiftQuarter } from "@/lib/period";
import { count, humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Answer, Empty } from "@/ui/states";
import { TOUCHED } from "./queries";

/** Last quarter's entries, to choose from; each becomes a draft of this quarter once. */
export function CopyDialog({ onClose }: { onClose: () => void }) {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<Bulk | null>(null);
  const list = useQuery({ queryKey: ["journals", "copyable", scope.id, entity, q], queryFn: ({ signal }) => get<CopyablePage>("/journals/copyable", { query: { quarter: scope.id, entity, q, limit: 500 } }, signal) });
  const copy = useAct({ run: () => send<Bulk>("POST", "/journals/copy", { body: { quarter: scope.id, ids: [...chosen] } }), touches: TOUCHED, after: setDone });
  const from = quarterName(shiftQuarter(scope.quarter, -1));
  const flip = (id: string): void => setChosen((old) => { const next = new Set(old); if (!next.delete(id)) next.add(id); return next; });
  const rows = list.data?.items ?? [];
  const free = rows.filter((row) => row.copied === null);
  if (done) {
    return (
      <Dialog title={`${done.done} copied`} open onClose={onClose} width={620} foot={<Button look="primary" onClick={onClose}>Done</Button>}>
        <p role="status" className="mb-2">{count(done.done, "draft")} wait for approval.{done.failed > 0 ? ` ${done.failed} could not be copied.` : ""}</p>
        <ul className="m-0 list-none p-0">{done.outcomes.map((each, index) => <li key={each.id ?? index} className="py-0.5">{each.ok ? <Chip tone="ok">Copied</Chip> : <Chip tone="bad">Not copied</Chip>} {rows.find((row) => row.id === each.id)?.narration ?? each.number} {each.sentence}</li>)}</ul>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`Copy entries of ${from}`} open onClose={onClose} width={820}
      foot={<><span className="mr-auto self-center text-text-2">{count(chosen.size, "entry", "entries")} chosen</span><Button onClick={onClose}>Cancel</Button><Button look="primary" why={chosen.size === 0 ? "Choose some first" : undefined} disabled={copy.isPending} onClick={() => copy.mutate()}>Copy as drafts</Button></>}
    >
      <div className="mb-2"><SearchField value={q} onChange={setQ} label="Filter last quarter's entries" /></div>
      <Answer of={list} rows={6}>
        {(data) => data.items.length === 0 ? <Empty title={`No entry of ${from} here`}>Posted entries of the quarter before stand here once that quarter was closed in this product.</Empty> : (
          <div className="card max-h-[46vh] overflow-auto" role="region" aria-label="Entries to copy" tabIndex={0}>
            <table className="table">
              <thead><tr><th><input type="checkbox" aria-label="Choose all that are not copied" checked={free.length > 0 && chosen.size === free.length} onChange={(event) => setChosen(new Set(event.target.checked ? free.map((row) => row.id) : []))} /></th><th>Number</th><th>What</th><th>Then</th><th>Now</th><th className="num">₹</th></tr></thead>
              <tbody>
                {data.items.map((row) => (
                  <tr key={row.id}>
                    <td><input type="checkbox" aria-label={`Choose ${row.number}`} disabled={row.copied !== null} checked={chosen.has(row.id)} onChange={() => flip(row.id)} /></td>
                    <td>{row.number}</td><td className="!whitespace-normal">{row.narration || row.party || humanise(row.kind)}{row.copied && <> · <Link className="link" to={scope.to("journals", row.copied) as string} onClick={onClose}>copied already</Link></>}</td>
                    <td>{formatDay(row.day)}</td><td>{formatDay(row.new_day)}</td><td className="num">{formatPaise(row.amount_paise)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answer>
    </Dialog>
  );
}
