import { useState } from "react";
import type { ReconDetail, ReconRow } from "@/client/types";
import { formatShortDay } from "@/lib/dates";
import { formatPaise, paise, sumPaise } from "@/lib/money";
import { Diff } from "@/ui/Amount";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { Skeleton } from "@/ui/states";
import { useManualMatch, useRows } from "./queries";
import { sides } from "./words";
import { useRowList } from "@/lib/rows";

/** Match by hand: both sides searchable, sums and difference live. */
export function ManualMatch({ recon, onClose }: { recon: ReconDetail; onClose: () => void }) {
  const [left, setLeft] = useState<ReadonlyMap<string, ReconRow>>(new Map());
  const [right, setRight] = useState<ReadonlyMap<string, ReconRow>>(new Map());
  const match = useManualMatch(recon.id);
  const names = sides(recon.kind);
  const sum = (rows: ReadonlyMap<string, ReconRow>, side: "left" | "right") => sumPaise([...rows.values()].flatMap((row) => row[side].map((item) => item.amount_paise)));
  const [ours, theirs] = [sum(left, "left"), sum(right, "right")];
  const why = left.size === 0 || right.size === 0 ? "Choose at least one line of each side." : undefined;
  const act = (): void => {
    match.mutate({ left: [...left.values()].flatMap((row) => row.left.map((item) => item.item)), right: [...right.values()].flatMap((row) => row.right.map((item) => item.item)) });
    onClose();
  };
  return (
    <Dialog
      title="Match by hand" open onClose={onClose} width={980}
      foot={
        <>
          <span className="mr-auto flex items-center gap-2">{names.right} {formatPaise(theirs)} · {names.left} {formatPaise(ours)} · difference <b><Diff paise={paise(ours - theirs)} /></b></span>
          <Button onClick={onClose}>Cancel</Button><Button look="primary" why={why} onClick={act}>Match {left.size + right.size} lines</Button>
        </>
      }
    >
      <div className="grid min-h-[320px] grid-cols-2 gap-3 max-[700px]:grid-cols-1">
        <OpenLines recon={recon.id} side="right" name={names.right} chosen={right} onChosen={setRight} />
        <OpenLines recon={recon.id} side="left" name={names.left} chosen={left} onChosen={setLeft} />
      </div>
    </Dialog>
  );
}

interface SideProps { readonly recon: string; readonly side: "left" | "right"; readonly name: string; readonly chosen: ReadonlyMap<string, ReconRow>; readonly onChosen: (rows: ReadonlyMap<string, ReconRow>) => void }

function OpenLines({ recon, side, name, chosen, onChosen }: SideProps) {
  const [text, setText] = useState("");
  const { store, first, total } = useRows(recon, side, "", "");
  useRowList(store);
  const wanted = text.trim().toLowerCase().replaceAll(",", "");
  const rows = store.ids.flatMap((id) => store.row(id) ?? []).filter((row) => {
    const item = row[side][0];
    return item !== undefined && `${item.narration} ${item.party} ${item.reference} ${item.amount_paise / 100}`.toLowerCase().includes(wanted);
  });
  const toggle = (row: ReconRow): void => {
    const next = new Map(chosen);
    if (!next.delete(row.id)) next.set(row.id, row);
    onChosen(next);
  };
  return (
    <section aria-label={name} className="flex min-w-0 flex-col">
      <h3 className="mb-1 font-bold">{name} only <span className="font-normal text-text-2">{total}</span></h3>
      <input className="field mb-1" placeholder="Words, number or amount" aria-label={`Find in ${name}`} value={text} onChange={(event) => setText(event.target.value)} />
      {!first && <Skeleton rows={6} />}
      <ul className="m-0 max-h-[340px] list-none overflow-auto p-0">
        {rows.slice(0, 200).map((row) => {
          const item = row[side][0];
          if (!item) return null;
          return (
            <li key={row.id}>
              <label className="flex min-h-8 items-center gap-2 border-b border-line">
                <input type="checkbox" checked={chosen.has(row.id)} onChange={() => toggle(row)} />
                <span className="w-11 flex-none">{formatShortDay(item.day)}</span><span className="min-w-0 flex-1 truncate" title={item.narration}>{item.narration || item.party || item.reference}</span><span>{formatPaise(item.amount_paise)}</span>
              </label>
            </li>
          );
        })}
      </ul>
      {rows.length > 200 && <p className="pt-1 text-text-2">{rows.length - 200} more: type to find them.</p>}
    </section>
  );
}
