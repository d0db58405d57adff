import { useState } from "react";
import { formatPaise } from "@/lib/money";
import { count, percent } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { useAcceptable, useAcceptMany } from "./queries";

const LEVELS = [0.95, 0.9, 0.85, 0.8, 0.7] as const;

/** Say yes to all first offers that are sure enough: the list first, and the server refuses when it has moved. */
export function AcceptMany({ quarter, entity, open, onClose }: { quarter: string; entity: string | undefined; open: boolean; onClose: () => void }) {
  const [confidence, setConfidence] = useState(0.9);
  const [onlyUnmapped, setOnlyUnmapped] = useState(true);
  const found = useAcceptable(quarter, entity, confidence, onlyUnmapped, open);
  const accept = useAcceptMany(quarter, entity);
  const expected = found.data?.count ?? 0;
  const act = (): void => {
    accept.mutate({ only_unmapped: onlyUnmapped, confidence_least: confidence, expected_count: expected });
    onClose();
  };
  return (
    <Dialog
      title="Accept many offers" open={open} onClose={onClose} width={640}
      foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" disabled={accept.isPending || found.isFetching} why={expected === 0 ? "No offer is that sure" : undefined} onClick={act}>Accept {count(expected, "ledger")}</Button></>}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex items-center gap-2">At least as sure as <select className="field !w-auto" value={confidence} onChange={(event) => setConfidence(Number(event.target.value))}>{LEVELS.map((level) => <option key={level} value={level}>{percent(level)}</option>)}</select></label>
        <label className="flex min-h-7 items-center gap-2"><input type="checkbox" checked={onlyUnmapped} onChange={(event) => setOnlyUnmapped(event.target.checked)} />Only those without a line</label>
      </div>
      <div className="mt-3 max-h-[44vh] overflow-auto" tabIndex={0} role="region" aria-label="What would be accepted">
        <Answer of={found} rows={4}>
          {({ rows }) => (rows.length === 0 ? <p className="text-text-2">No ledger that waits has an offer this sure. Choose a lower confidence, or decide them one by one.</p> : (
            <table className="table dense">
              <thead><tr><th>Ledger</th><th>Line</th><th className="num">Sure</th><th className="num">Closing ₹</th></tr></thead>
              <tbody>{rows.map((row) => <tr key={row.ledger_id}><th scope="row">{row.ledger}</th><td className="!whitespace-normal">{row.offers[0]?.line || row.offers[0]?.schedule_key}</td><td className="num">{percent(row.offers[0]?.confidence ?? 0)}</td><td className="num">{formatPaise(row.closing_paise)}</td></tr>)}</tbody>
            </table>
          ))}
        </Answer>
      </div>
      <p className="mt-3 text-text-2">Each can be taken back singly. When somebody decides one of them meanwhile, nothing is accepted and you see the new count.</p>
    </Dialog>
  );
}
