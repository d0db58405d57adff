import { Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { useAct } from "@/client/act";
import { send } from "@/client/http";
import type { Ladder, Rule } from "@/client/types";
import { paise, type Paise } from "@/lib/money";
import { AmountField } from "@/ui/AmountField";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { roleName } from "./roles";

interface Rung { readonly key: number; readonly rule: Rule }
let made = 0;
const rung = (rule: Rule): Rung => ({ key: (made += 1), rule });
const EMPTY: Rule = { name: "", seats: ["finance_manager"], above_paise: paise(0), kinds: [], sources: [], roles: [], schedule: [], ledgers: [] };
const COUNTS = [0, 1, 2, 3, 4, 5];
const seatsOf = (rule: Rule, role: string): number => rule.seats.filter((each) => each === role).length;
/** The seats with this many of one role; those of other roles stay. */
const seated = (rule: Rule, role: string, many: number): string[] => [...rule.seats.filter((each) => each !== role), ...Array.from({ length: many }, () => role)];
const words = (list: readonly string[]): string => list.join(", ");
const split = (text: string): string[] => text.split(",").map((each) => each.trim()).filter(Boolean);

/** A whole ladder with its reason. It counts when another person puts it in force. */
export function LadderDialog({ ladder, onClose }: { ladder: Ladder; onClose: () => void }) {
  const id = useId();
  const [rungs, setRungs] = useState(() => ladder.rules.map(rung));
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState("");
  const ask = useAct({
    run: () => send("POST", "/approval-rules", { body: { rules: rungs.map((each) => each.rule), reason: reason.trim() } }), touches: ["ladder"], says: () => "Asked. Another person puts it in force.", after: onClose,
    refused: (error) => { setRefused(error.message); return true; },
  });
  const change = (key: number, patch: Partial<Rule>): void => setRungs((old) => old.map((each) => (each.key === key ? { key, rule: { ...each.rule, ...patch } } : each)));
  const why = rungs.some((each) => each.rule.name.trim() === "") ? "Give every rung a name" : rungs.some((each) => each.rule.seats.length < 1 || each.rule.seats.length > 5) ? "A rung asks for one to five people" : rungs.length === 0 ? "A ladder has one rung at least" : reason.trim() === "" ? "Write the reason first" : undefined;
  return (
    <Dialog title="Ask for another approval ladder" open onClose={onClose} width={860} foot={<><Button className="mr-auto" onClick={() => setRungs([...rungs, rung(EMPTY)])}>Add a rung</Button><Button onClick={onClose}>Cancel</Button><Button look="primary" why={why} disabled={ask.isPending} onClick={() => ask.mutate()}>Ask for it</Button></>}>
      {refused && <p role="alert" className="mb-3 rounded-m bg-bad-bg px-3 py-2 text-bad">{refused}</p>}
      <p className="mb-3 text-text-2">An entry needs what every rung asks that speaks for it. A rung speaks for entries that fit everything it names; empty means any.</p>
      {rungs.map(({ key, rule }, index) => (
        <fieldset key={key} className="card m-0 mb-3 px-3 py-2">
          <legend className="px-1 font-semibold">Rung {index + 1}</legend>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(170px,1fr))] gap-x-3 gap-y-2">
            <div><label htmlFor={`${id}-n${key}`}>Name</label><input id={`${id}-n${key}`} className="field" value={rule.name} maxLength={120} onChange={(event) => change(key, { name: event.target.value })} /></div>
            <div><label htmlFor={`${id}-a${key}`}>Above ₹</label><AmountField id={`${id}-a${key}`} label={`Rung ${index + 1}, above rupees`} value={rule.above_paise} onValue={(above: Paise | null) => change(key, { above_paise: above === null || above < 0 ? paise(0) : above })} /></div>
            {ladder.roles.map((role) => (
              <div key={role}><label htmlFor={`${id}-s${key}${role}`}>{roleName(role)}s needed</label><select id={`${id}-s${key}${role}`} className="field" value={seatsOf(rule, role)} onChange={(event) => change(key, { seats: seated(rule, role, Number(event.target.value)) })}>{COUNTS.filter((n) => n > 0 || ladder.roles.length > 1).map((n) => <option key={n} value={n}>{n}</option>)}</select></div>
            ))}
            <div><label htmlFor={`${id}-o${key}`}>Sources</label><input id={`${id}-o${key}`} className="field" placeholder="person, paper, rule" value={words(rule.sources)} onChange={(event) => change(key, { sources: split(event.target.value) })} /></div>
            <div><label htmlFor={`${id}-k${key}`}>Kinds of voucher</label><input id={`${id}-k${key}`} className="field" value={words(rule.kinds)} onChange={(event) => change(key, { kinds: split(event.target.value) })} /></div>
            <div><label htmlFor={`${id}-r${key}`}>Moves accounts of the role</label><input id={`${id}-r${key}`} className="field" value={words(rule.roles)} onChange={(event) => change(key, { roles: split(event.target.value) })} /></div>
            <div><label htmlFor={`${id}-c${key}`}>Under Schedule III keys</label><input id={`${id}-c${key}`} className="field" value={words(rule.schedule)} onChange={(event) => change(key, { schedule: split(event.target.value) })} /></div>
            <div><label htmlFor={`${id}-l${key}`}>On these accounts</label><input id={`${id}-l${key}`} className="field" value={words(rule.ledgers)} onChange={(event) => change(key, { ledgers: split(event.target.value) })} /></div>
            <div className="self-end"><Button look="quiet" onClick={() => setRungs(rungs.filter((each) => each.key !== key))}><Trash2 aria-hidden className="size-3.5" />Remove the rung</Button></div>
          </div>
        </fieldset>
      ))}
      <label htmlFor={`${id}-w`}>Why it changes</label>
      <textarea id={`${id}-w`} className="field mt-1 min-h-[60px]" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}
