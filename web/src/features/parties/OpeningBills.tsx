import { Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { useAct } from "@/client/act";
import { send } from "@/client/http";
import { useMe, useWhyNot } from "@/client/session";
import type { PartyDetail } from "@/client/types";
import { formatDay, formatInstant } from "@/lib/dates";
import { formatPaise, paise, type Paise } from "@/lib/money";
import { AmountField } from "@/ui/AmountField";
import { DayField } from "@/ui/DayField";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip } from "@/ui/parts";
import { TOUCHES } from "./queries";

type Opened = PartyDetail["opening_bills"][number];
interface Line { readonly key: number; readonly bill: Opened }
let made = 0;
const line = (bill: Opened): Line => ({ key: (made += 1), bill });
const EMPTY: Opened = { bill: "", amount_paise: paise(0), day: null, due_day: null, currency: null, foreign_amount: null };

/** Bills are kept debit positive; people see them the party's way: what a customer owes, what a vendor is owed. */
const way = (party: PartyDetail): 1 | -1 => (party.side === "vendor" ? -1 : 1);
const sumOf = (party: PartyDetail, bills: readonly Opened[]): Paise => paise(bills.reduce((sum, each) => sum + way(party) * each.amount_paise, 0));

/** The bills a party opened with: entered or corrected whole; they count when another person lets them. */
export function OpeningBillsDialog({ party, onClose }: { party: PartyDetail; onClose: () => void }) {
  const id = useId();
  const sign = way(party);
  const [lines, setLines] = useState<readonly Line[]>(() => (party.asked?.bills ?? (party.opening_bills.length > 0 ? party.opening_bills : [EMPTY])).map(line));
  const [reason, setReason] = useState(party.asked?.reason ?? "");
  const change = (key: number, patch: Partial<Opened>): void => setLines((old) => old.map((each) => (each.key === key ? { key, bill: { ...each.bill, ...patch } } : each)));
  const bills = lines.map((each) => each.bill).filter((each) => each.bill.trim() !== "" || each.amount_paise !== 0);
  const sum = sumOf(party, bills);
  const out = paise(party.opening_paise - sum);
  const numbers = bills.map((each) => each.bill.trim());
  const twice = numbers.find((each, index) => numbers.indexOf(each) !== index);
  const why = numbers.includes("") ? "A bill has no number" : twice ? `${twice} stands there twice` : bills.some((each) => each.amount_paise === 0) ? "A bill has no amount" : reason.trim() === "" ? "Say where the bills come from" : undefined;
  const ask = useAct({
    run: () => send("POST", "/parties/{id}/opening-bills", { path: { id: party.id }, body: { bills: bills.map((each) => ({ ...each, bill: each.bill.trim() })), reason: reason.trim() } }),
    touches: TOUCHES, says: () => "Asked. They count when another person lets them.", after: onClose,
  });
  return (
    <Dialog
      title={`Opening bills of ${party.ledger}`} open onClose={onClose} width={720} note="Every bill that was open on the day before the quarter. An advance is negative."
      foot={<><Button className="mr-auto" onClick={() => setLines([...lines, line(EMPTY)])}>Add a bill</Button><Button onClick={onClose}>Cancel</Button><Button look="primary" why={why} disabled={ask.isPending} onClick={() => ask.mutate()}>Send for review</Button></>}
    >
      <div className="card overflow-x-auto" role="region" aria-label="Opening bills" tabIndex={0}>
        <table className="table">
          <thead><tr><th>Bill</th><th>Date</th><th>Due</th><th className="num">Amount ₹</th><th><span className="sr">Remove</span></th></tr></thead>
          <tbody>
            {lines.map(({ key, bill }, index) => (
              <tr key={key}>
                <td className="py-1"><input className="field" aria-label={`Bill ${index + 1}`} value={bill.bill} maxLength={200} onChange={(event) => change(key, { bill: event.target.value })} /></td>
                <td className="w-[128px] py-1"><DayField label={`Date of bill ${index + 1}`} value={bill.day ?? ""} onChange={(day) => change(key, { day: day || null })} /></td>
                <td className="w-[128px] py-1"><DayField label={`Due day of bill ${index + 1}`} value={bill.due_day ?? ""} onChange={(day) => change(key, { due_day: day || null })} /></td>
                <td className="w-[160px] py-1"><AmountField label={`Amount of bill ${index + 1}`} value={bill.amount_paise === 0 ? null : paise(sign * bill.amount_paise)} onValue={(amount) => change(key, { amount_paise: paise(sign * (amount ?? 0)) })} onBalance={() => change(key, { amount_paise: paise(bill.amount_paise + sign * out) })} /></td>
                <td className="py-1"><button type="button" className="icon-btn" aria-label={`Remove bill ${index + 1}`} onClick={() => setLines(lines.filter((each) => each.key !== key))}><Trash2 aria-hidden className="size-3.5" /></button></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl className="kv mt-2" aria-live="polite"><dt>Opening balance</dt><dd className="num">{formatPaise(paise(party.opening_paise))}</dd><dt>Bills</dt><dd className="num">{formatPaise(sum)}</dd><dt>{out === 0 ? "They agree" : "On no bill"}</dt><dd className={out === 0 ? "num text-ok" : "num text-warn"}>{formatPaise(out)}</dd></dl>
      {out !== 0 && <p className="mt-1 text-text-2">What stands on no bill cannot be aged by a bill's date, and a finding says so. “=” in an amount takes it.</p>}
      <label htmlFor={`${id}-r`} className="mt-3 block">Where they come from</label>
      <textarea id={`${id}-r`} className="field mt-1 min-h-[56px]" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}

/** Opening bills that somebody asks for, with the decision on them. */
export function AskedBills({ party }: { party: PartyDetail }) {
  const me = useMe();
  const mayGrant = useWhyNot("books.keep");
  const mayDecline = useWhyNot("recon.decide");
  const decide = useAct({
    run: (verb: "grant" | "decline") => send("POST", `/parties/{id}/opening-bills/${verb}`, { path: { id: party.id }, body: { version: party.asked?.version ?? 0 } }), touches: TOUCHES,
    says: (_, verb) => (verb === "grant" ? "They count from the next run of the close on." : "The opening bills stay as they were."),
  });
  const asked = party.asked;
  if (!asked) return null;
  const mine = asked.asked_by_id === me.user.id;
  const sum = sumOf(party, asked.bills);
  const out = paise(party.opening_paise - sum);
  return (
    <section className="mx-4 my-2 rounded-m bg-info-bg px-3 py-2" aria-label="Asked opening bills">
      <p><Chip tone="info">Asked</Chip> <b className="font-semibold">{mine ? "You ask" : `${asked.asked_by} asks`} for these opening bills</b>, {formatInstant(asked.asked_at)}: {asked.reason}</p>
      <p className="my-1">{asked.bills.map((each) => `${each.bill}${each.day ? ` of ${formatDay(each.day)}` : ""} ₹ ${formatPaise(paise(way(party) * each.amount_paise))}`).join("; ") || "No bills."}</p>
      <p className="text-text-2">₹ {formatPaise(sum)} against an opening balance of ₹ {formatPaise(paise(party.opening_paise))}{out === 0 ? ": they agree." : `: ₹ ${formatPaise(out)} stand on no bill.`}</p>
      <div className="mt-1.5 flex flex-wrap gap-2">
        <Button look="primary" why={mayGrant ?? (mine ? "You asked for them; another person lets them count." : undefined)} disabled={decide.isPending} onClick={() => decide.mutate("grant")}>Let them count</Button>
        <Button why={mayDecline} disabled={decide.isPending} onClick={() => decide.mutate("decline")}>{mine ? "Take back" : "Decline"}</Button>
      </div>
    </section>
  );
}
