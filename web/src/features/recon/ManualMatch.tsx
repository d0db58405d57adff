import { useEffect, useRef, useState } from "react";
import type { ReconDetail, ReconRow } from "@/client/types";
import { formatShortDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise, paise } from "@/lib/money";
import { count, formatCount } from "@/lib/words";
import { Diff } from "@/ui/Amount";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip } from "@/ui/parts";
import { Skeleton } from "@/ui/states";
import { begin, bodyOf, differenceOf, linesOf, replaced, splitOffer, sumsOf, whyNotYet, type Chosen, type Putting, type SideName } from "./manual";
import { useManualMatch, useRows } from "./queries";
import { lineWords, numberBeside, sides } from "./words";

const CAUSES = ["Bank charges", "TDS deducted", "Discount allowed", "Discount received", "Exchange difference", "Rounding"];

/** Match by hand: both sides searchable, sums and difference live; a line may be used in part, or the difference gets its name. */
export function ManualMatch({ recon, start, onClose }: { recon: ReconDetail; start: readonly ReconRow[]; onClose: () => void }) {
  const [putting, setPutting] = useState<Putting>(() => begin(start));
  const match = useManualMatch(recon.id, onClose);
  // A second press comes before the page has drawn that the first is under way.
  const sent = useRef(false);
  const names = sides(recon.kind);
  const change = (patch: Partial<Putting>): void => setPutting((old) => ({ ...old, ...patch }));
  const why = whyNotYet(putting);
  const sums = sumsOf(putting);
  const act = (): void => {
    if (why !== undefined || sent.current) return;
    sent.current = true;
    match.mutate(bodyOf(putting), { onError: () => { sent.current = false; } });
  };
  return (
    <Dialog
      title={putting.old ? "Pair otherwise" : "Match by hand"} note={putting.old && "Choose the lines that belong together. The match is rejected with it: both are one act, and are taken back as one."} open onClose={onClose} width={980}
      foot={
        <>
          <span className="mr-auto flex flex-wrap items-center gap-2" role="status">{names.right} {formatPaise(sums.right)} · {names.left} {formatPaise(sums.left)} · difference <b><Diff paise={sums.difference} /></b></span>
          <Button onClick={onClose}>Cancel</Button><Button look="primary" shortcut="Ctrl Enter" why={why} disabled={match.isPending} onClick={act}>{replaced(putting) ? "Pair" : "Match"} {count(putting.left.size + putting.right.size, "line")}</Button>
        </>
      }
    >
      <Confirm onPress={act} />
      <div className="touch grid min-h-[320px] grid-cols-2 gap-3 max-[700px]:grid-cols-1">
        <OpenLines recon={recon.id} side="right" name={names.right} chosen={putting.right} own={linesOf(putting.old, "right")} onChosen={(right) => change({ right })} />
        <OpenLines recon={recon.id} side="left" name={names.left} chosen={putting.left} own={linesOf(putting.old, "left")} onChosen={(left) => change({ left })} />
      </div>
      <WaysOut putting={putting} names={names} onChange={change} />
    </Dialog>
  );
}

/** Inside the dialog, which silences the keys of the page around it. */
function Confirm({ onPress }: { onPress: () => void }) {
  useKeys("Match by hand", [{ keys: "Ctrl Enter", says: "Match these lines", run: onPress, whileTyping: true }]);
  return null;
}

/** What may be done about a difference: use a line in part, or say what it is. */
function WaysOut({ putting, names, onChange }: { putting: Putting; names: Readonly<Record<SideName, string>>; onChange: (patch: Partial<Putting>) => void }) {
  const difference = differenceOf(putting);
  if (difference === 0 || putting.left.size === 0 || putting.right.size === 0) return null;
  const offer = splitOffer(putting);
  return (
    <fieldset className="touch card mt-3 flex flex-col gap-2 px-3 py-2">
      <legend className="px-1 font-bold">The sides differ by ₹ {formatPaise(paise(Math.abs(difference)))}</legend>
      {offer && (
        <label className="flex min-h-6 items-center gap-2">
          <input type="radio" name="way" checked={putting.way === "split"} onChange={() => onChange({ way: "split" })} />
          <span>Split the line of ₹ {formatPaise(paise(Math.abs(offer.item.amount_paise)))} ({names[offer.side]}, {formatShortDay(offer.item.day)}): use ₹ {formatPaise(paise(Math.abs(offer.part)))}, ₹ {formatPaise(paise(Math.abs(offer.rest)))} stays open</span>
        </label>
      )}
      <div className="flex min-h-6 flex-wrap items-center gap-2">
        <label className="flex items-center gap-2"><input type="radio" name="way" checked={putting.way === "name"} onChange={() => onChange({ way: "name" })} />It belongs together, and the difference is</label>
        <input className="field !w-[260px]" list="recon-causes" maxLength={200} aria-label="What the difference is" placeholder="Bank charges" value={putting.cause} onChange={(event) => onChange({ way: "name", cause: event.target.value })} />
        <datalist id="recon-causes">{CAUSES.map((cause) => <option key={cause} value={cause} />)}</datalist>
      </div>
      {putting.way === "name" && <p className="text-s text-text-2">The match and the statement carry the difference with this name. Nothing is booked: for an entry, press N on the line.</p>}
    </fieldset>
  );
}

interface SideProps { readonly recon: string; readonly side: SideName; readonly name: string; readonly chosen: Chosen; readonly own: readonly ReconRow[]; readonly onChosen: (rows: Chosen) => void }

function OpenLines({ recon, side, name, chosen, own, onChosen }: SideProps) {
  const [text, setText] = useState("");
  const [wanted, setWanted] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setWanted(text.trim()), 200);
    return () => clearTimeout(timer);
  }, [text]);
  const { query, first, total, more } = useRows(recon, { tab: side, stage: "", q: wanted, sort: "" });
  const found = query.data?.pages.flatMap((page) => page.items) ?? [];
  const others = [...own, ...found].filter((row) => !chosen.has(row.id));
  const toggle = (row: ReconRow): void => {
    const next = new Map(chosen);
    if (!next.delete(row.id)) next.set(row.id, row);
    onChosen(next);
  };
  return (
    <section aria-label={name} className="flex min-w-0 flex-col">
      <h3 className="mb-1 font-bold">{name} only <span className="font-normal text-text-2">{formatCount(total)}{wanted ? " found" : ""}</span></h3>
      <input className="field mb-1" placeholder="Words, number or amount" aria-label={`Find in ${name}`} value={text} onChange={(event) => setText(event.target.value)} />
      {!first && <Skeleton rows={6} />}
      <ul className="m-0 max-h-[320px] list-none overflow-auto p-0">
        {[...chosen.values(), ...others].map((row) => <OpenLine key={row.id} row={row} side={side} on={chosen.has(row.id)} own={own.some((each) => each.id === row.id)} onToggle={() => toggle(row)} />)}
      </ul>
      {first && others.length === 0 && chosen.size === 0 && <p className="pt-1 text-text-2">{wanted ? "No open line says this." : "No open line."}</p>}
      {query.hasNextPage && <Button look="quiet" className="self-start" disabled={query.isFetchingNextPage} onClick={more}>Show more of {formatCount(total)}</Button>}
    </section>
  );
}

function OpenLine({ row, side, on, own, onToggle }: { row: ReconRow; side: SideName; on: boolean; own: boolean; onToggle: () => void }) {
  const item = row[side][0];
  if (!item) return null;
  return (
    <li className={on ? "bg-selected" : ""}>
      <label className="flex min-h-8 items-center gap-2 border-b border-line px-1">
        <input type="checkbox" checked={on} onChange={onToggle} />
        <span className="w-11 flex-none">{formatShortDay(item.day)}</span><span className="min-w-0 flex-1 truncate" title={[item.narration, item.party, item.reference].filter(Boolean).join("\n")}>{lineWords(item)}</span>{numberBeside(item) && <span className="max-w-[40%] flex-none truncate text-text-2">{numberBeside(item)}</span>}{own && <Chip tone="ai">of this match</Chip>}<span>{formatPaise(item.amount_paise)}</span>
      </label>
    </li>
  );
}
