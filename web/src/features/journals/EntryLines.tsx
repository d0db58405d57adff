import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronDown, Trash2 } from "lucide-react";
import { useCallback, useId, useState, type KeyboardEvent } from "react";
import { get } from "@/client/http";
import type { Account, CostCentre } from "@/client/types";
import { formatPaise, paise, type Paise } from "@/lib/money";
import { AmountField } from "@/ui/AmountField";
import { DateField } from "@/ui/DateField";
import { FindField, type Found } from "@/ui/FindField";
import { Button } from "@/ui/parts";
import { balanced, BILL_KINDS, creditOf, debitOf, differenceOf, emptyLine, inRupees, withRoom, type DraftLine } from "./draft";

interface Props {
  readonly entity: string;
  readonly day: string;
  readonly lines: readonly DraftLine[];
  readonly onLines: (lines: readonly DraftLine[]) => void;
  /** Keys of lines that cannot be sent as they are. */
  readonly wrong: ReadonlySet<number>;
  readonly autoFocus?: boolean;
}

/** Find accounts of a company by letters of name, number or group. One that another took the place of leads to that other. */
export function useAccounts(entity: string, day: string) {
  return useCallback(async (text: string, signal: AbortSignal): Promise<readonly Found[]> => {
    if (entity === "" || day === "") return [];
    const rows = await get<Account[]>("/journals/accounts", { query: { entity, day, q: text } }, signal);
    return rows.map((row) => ({ value: row.goes_to || row.name, label: row.name, note: row.goes_to ? `now ${row.goes_to}` : row.group }));
  }, [entity, day]);
}

/** The lines, written from the keys alone: account, debit, credit, cost centre, Tab; a new line stands ready; "=" takes the rest. */
export function EntryLines({ entity, day, lines, onLines, wrong, autoFocus = false }: Props) {
  const id = useId();
  const find = useAccounts(entity, day);
  const centres = useQuery({ queryKey: ["cost-centres", entity], enabled: entity !== "", staleTime: 60_000, queryFn: ({ signal }) => get<CostCentre[]>("/cost-centres", { query: { entity } }, signal) }).data ?? [];
  const [open, setOpen] = useState<ReadonlySet<number>>(() => new Set(lines.filter((line) => line.billKind || line.bill || line.currency || line.dueDay).map((line) => line.key)));
  const shown = withRoom(lines);
  const difference = differenceOf(lines);
  const change = (key: number, patch: Partial<DraftLine>): void => onLines(withRoom(shown.map((line) => (line.key === key ? { ...line, ...patch } : line))));
  const toggle = (key: number): void => setOpen((old) => { const next = new Set(old); if (!next.delete(key)) next.add(key); return next; });
  const remove = (key: number): void => onLines(shown.length > 2 ? shown.filter((line) => line.key !== key) : shown.map((line) => (line.key === key ? emptyLine() : line)));
  const balance = (key: number): void => onLines(withRoom(balanced(shown, key)));
  const offer = (): void => {
    const free = shown.find((line) => line.amount === null) ?? emptyLine();
    const all = shown.some((line) => line.key === free.key) ? shown : [...shown, free];
    onLines(withRoom(balanced(all, free.key)));
    setTimeout(() => document.getElementById(`${id}-l-${free.key}`)?.focus(), 30);
  };
  const key = (event: KeyboardEvent, line: DraftLine): void => {
    if (event.altKey && event.key.toLowerCase() === "b") { event.preventDefault(); toggle(line.key); }
    if (event.altKey && event.key === "Delete") { event.preventDefault(); remove(line.key); }
  };
  return (
    <section aria-label="Lines" className="card overflow-x-auto">
      <table className="table min-w-[760px]">
        <thead><tr><th className="w-8">#</th><th>Account</th><th className="num w-[150px]">Debit ₹</th><th className="num w-[150px]">Credit ₹</th><th className="w-[170px]">Cost centre</th><th className="w-[76px]"><span className="sr">More and remove</span></th></tr></thead>
        <tbody>
          {shown.map((line, index) => {
            const n = index + 1;
            const bad = wrong.has(line.key);
            const more = open.has(line.key);
            return [
              <tr key={line.key} onKeyDown={(event) => key(event, line)} className={clsx(bad && "bg-bad-bg")}>
                <td className="text-text-2">{n}</td>
                <td className="py-1"><FindField id={`${id}-l-${line.key}`} label={`Account of line ${n}`} value={line.ledger} find={find} wrong={bad && line.ledger === ""} onValue={(ledger) => change(line.key, { ledger })} placeholder={index === 0 ? "Letters or number of the account" : ""} autoFocus={autoFocus && index === 0} /></td>
                <td><AmountField label={`Debit of line ${n}`} value={line.amount !== null && line.amount > 0 ? line.amount : null} wrong={bad && line.amount === null} onBalance={() => balance(line.key)} onValue={(amount) => { if (amount !== null || (line.amount ?? 0) > 0) change(line.key, { amount }); }} /></td>
                <td><AmountField label={`Credit of line ${n}`} value={line.amount !== null && line.amount < 0 ? paise(-line.amount) : null} wrong={bad && line.amount === null} onBalance={() => balance(line.key)} onValue={(amount) => { if (amount !== null || (line.amount ?? 0) < 0) change(line.key, { amount: amount === null ? null : paise(-amount) }); }} /></td>
                <td><input className="field" aria-label={`Cost centre of line ${n}`} list={`${id}-centres`} autoComplete="off" value={line.centre} onChange={(event) => change(line.key, { centre: event.target.value })} /></td>
                <td className="whitespace-nowrap">
                  <button type="button" className="icon-btn" aria-expanded={more} aria-label={`Bill, currency and reason of line ${n}`} title="Bill, currency and reason (Alt B)" onClick={() => toggle(line.key)}><ChevronDown aria-hidden className={clsx("size-4", more && "rotate-180")} /></button>
                  <button type="button" className="icon-btn" tabIndex={-1} aria-label={`Remove line ${n}`} title="Remove (Alt Delete)" onClick={() => remove(line.key)}><Trash2 aria-hidden className="size-4" /></button>
                </td>
              </tr>,
              more && <tr key={`${line.key}-more`} onKeyDown={(event) => key(event, line)}><td /><td colSpan={5} className="py-2 !whitespace-normal"><More line={line} n={n} day={day} onChange={(patch) => change(line.key, patch)} /></td></tr>,
            ];
          })}
          <tr className="total">
            <td /><td>{difference === 0 ? (debitOf(lines) === 0 ? "" : "Balanced") : <span className="text-bad">Out by ₹ {formatPaise(paise(Math.abs(difference)))}</span>}{difference !== 0 && <Button look="quiet" className="ml-2" onClick={offer}>Put it on a line, {difference > 0 ? "credit" : "debit"}</Button>}</td>
            <td className="num !pr-[18px]">{formatPaise(debitOf(lines))}</td><td className="num !pr-[18px]">{formatPaise(creditOf(lines))}</td><td colSpan={2} />
          </tr>
        </tbody>
      </table>
      <datalist id={`${id}-centres`}>{centres.filter((each) => each.active).map((each) => <option key={each.name} value={each.name} />)}</datalist>
    </section>
  );
}

/** What a line may say beyond account and amount: the bill, foreign money, why. */
function More({ line, n, day, onChange }: { line: DraftLine; n: number; day: string; onChange: (patch: Partial<DraftLine>) => void }) {
  const id = useId();
  const priced = (patch: Partial<DraftLine>): void => {
    const next = { ...line, ...patch };
    const rupees = next.foreign === null ? null : inRupees(next.foreign, next.rate);
    // Rupees come from the currency only where none are written: what a person wrote is never overwritten.
    onChange(rupees !== null && line.amount === null ? { ...patch, amount: rupees as Paise } : patch);
  };
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(136px,1fr))] gap-2">
      <div><label htmlFor={`${id}-k`}>Bill</label><select id={`${id}-k`} className="field" value={line.billKind} onChange={(event) => onChange({ billKind: event.target.value })}>{BILL_KINDS.map(([value, name]) => <option key={value} value={value}>{name}</option>)}</select></div>
      <div><label htmlFor={`${id}-b`}>Bill number</label><input id={`${id}-b`} className="field" value={line.bill} maxLength={100} onChange={(event) => onChange({ bill: event.target.value })} /></div>
      <div><label htmlFor={`${id}-d`}>Due</label><DateField id={`${id}-d`} value={line.dueDay} onValue={(dueDay) => onChange({ dueDay })} /></div>
      <div><label htmlFor={`${id}-c`}>Currency</label><input id={`${id}-c`} className="field" value={line.currency} maxLength={3} placeholder="USD" onChange={(event) => onChange({ currency: event.target.value.toUpperCase() })} /></div>
      <div><label htmlFor={`${id}-f`}>In that currency</label><AmountField id={`${id}-f`} label={`Foreign amount of line ${n}`} value={line.foreign} onValue={(foreign) => priced({ foreign: foreign === null ? null : paise(Math.abs(foreign)) })} /></div>
      <div><label htmlFor={`${id}-r`}>Rupees for one</label><input id={`${id}-r`} className="field num" inputMode="decimal" value={line.rate} onChange={(event) => onChange({ rate: event.target.value })} onBlur={() => priced({})} /></div>
      <div><label htmlFor={`${id}-y`}>Rate of</label><DateField id={`${id}-y`} value={line.rateDay || (line.currency ? day : "")} onValue={(rateDay) => onChange({ rateDay })} /></div>
      <div className="col-span-2"><label htmlFor={`${id}-w`}>Why this line</label><input id={`${id}-w`} className="field" value={line.reason} maxLength={500} onChange={(event) => onChange({ reason: event.target.value })} /></div>
    </div>
  );
}
