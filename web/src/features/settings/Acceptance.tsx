import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import { useWhyNot } from "@/client/session";
import type { Asked } from "@/client/types";
import { humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { Answer } from "@/ui/states";

/** From which confidence a field that was read from a page is accepted without a person, by kind of paper. */
export function AcceptanceCard() {
  const asked = useQuery({ queryKey: ["acceptance"], queryFn: ({ signal }) => get<Asked[]>("/acceptance", {}, signal) });
  const why = useWhyNot("acceptance.decide");
  const [changing, setChanging] = useState<Asked | null>(null);
  return (
    <section className="card overflow-x-auto" aria-label="Fields accepted without a person" tabIndex={0}>
      <div className="px-4 pt-3 pb-1.5"><h2 className="font-bold">Fields accepted without a person</h2><p className="text-text-2">A field that is less sure waits in the queue. Rows above the least that readers ask were asked for here.</p></div>
      <Answer of={asked} rows={4}>
        {(data) => (
          <table className="table">
            <thead><tr><th>Kind of paper</th><th className="num">Accepted from</th><th /></tr></thead>
            <tbody>{data.toSorted((a, b) => Number(b.percent > b.floor) - Number(a.percent > a.floor)).map((each) => <tr key={each.kind}><td>{humanise(each.kind)}</td><td className="num">{each.percent > each.floor ? <b className="font-semibold">{each.percent}%</b> : <span className="text-text-2">{each.percent}%</span>}</td><td className="num"><Button look="quiet" why={why} aria-label={`Change what is asked of ${humanise(each.kind)}`} onClick={() => setChanging(each)}>Change</Button></td></tr>)}</tbody>
          </table>
        )}
      </Answer>
      {changing && <AskDialog asked={changing} onClose={() => setChanging(null)} />}
    </section>
  );
}

function AskDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const id = useId();
  const [percent, setPercent] = useState(String(asked.percent));
  const [refused, setRefused] = useState("");
  const wanted = Number(percent);
  const wrong = !Number.isInteger(wanted) || wanted < asked.floor || wanted > 100 ? `A whole number from ${asked.floor} to 100` : undefined;
  const save = useAct({
    run: () => send<Asked[]>("PUT", "/acceptance/{kind}", { path: { kind: asked.kind }, body: { percent: wanted, seen: asked.percent } }),
    touches: ["acceptance", "documents", "document"], after: onClose, refused: (error) => { setRefused(error.message); return true; },
    says: () => `${humanise(asked.kind)}: accepted from ${wanted}%. Papers that nobody agreed with are read again.`,
  });
  return (
    <Dialog title={`What is asked of ${humanise(asked.kind).toLowerCase()}`} open onClose={onClose} foot={<><Button onClick={onClose}>Cancel</Button>{asked.percent > asked.floor && <Button onClick={() => setPercent(String(asked.floor))}>Back to {asked.floor}%</Button>}<Button look="primary" why={wrong ?? (wanted === asked.percent ? "Nothing is changed yet" : undefined)} disabled={save.isPending} onClick={() => save.mutate()}>Save</Button></>}>
      {refused && <p role="alert" className="mb-3 rounded-m bg-bad-bg px-3 py-2 text-bad">{refused}</p>}
      <label htmlFor={id}>Accepted without a person from, in percent</label>
      <input id={id} type="number" min={asked.floor} max={100} step={1} className="field" value={percent} aria-invalid={wrong !== undefined} onChange={(event) => setPercent(event.target.value)} />
      <p className="mt-2 text-text-2">Readers themselves accept nothing below {asked.floor}%. The change stands in the audit trail; papers of open closes that nobody agreed with are read again by it.</p>
    </Dialog>
  );
}
