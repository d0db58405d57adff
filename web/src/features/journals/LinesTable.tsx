import clsx from "clsx";
import { FileText } from "lucide-react";
import { useRef, type KeyboardEvent } from "react";
import { placeWords } from "@/client/places";
import type { Change, JournalDetail, JournalLine, Place } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise, paise, sumPaise } from "@/lib/money";
import { humanise } from "@/lib/words";

/** What a change says: "was Common"; a line nobody proposed says so. */
export function changeWords(change: Change): string {
  const old = /^\d{4}-\d{2}-\d{2}$/.test(change.old) ? formatDay(change.old) : change.old;
  return change.what === "added" ? "added" : `${humanise(change.what).toLowerCase()} was ${old || "empty"}`;
}

const BILLS: Record<string, string> = { new: "new bill", against: "against", advance: "advance", on_account: "on account" };

function billWords(line: JournalLine): string {
  const kind = line.bill_kind ? (BILLS[line.bill_kind] ?? line.bill_kind) : "";
  return [kind, line.bill, line.due_day ? `due ${formatDay(line.due_day)}` : ""].filter(Boolean).join(" · ");
}

/** The lines. Arrows move between them, Enter opens the box on the paper that stands behind one. Columns that nothing fills are left out. */
export function LinesTable({ journal, onPaper }: { journal: JournalDetail; onPaper: (place: Place) => void }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { lines } = journal;
  const debit = sumPaise(lines.map((line) => line.debit_paise));
  const credit = sumPaise(lines.map((line) => line.credit_paise));
  const centres = lines.some((line) => line.cost_centre);
  const bills = lines.some((line) => line.bill || line.bill_kind || line.due_day);
  const spotOf = (line: JournalLine): Place | null => line.place ?? journal.evidence.find((each) => each.document_id) ?? null;
  const key = (event: KeyboardEvent<HTMLTableRowElement>, index: number): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const rows = body.current?.querySelectorAll<HTMLElement>("[data-line]");
    if (step !== 0) { event.preventDefault(); rows?.[Math.max(0, Math.min(lines.length - 1, index + step))]?.focus(); }
    const line = lines[index];
    const spot = line ? spotOf(line) : null;
    if (event.key === "Enter" && spot?.document_id) { event.preventDefault(); onPaper(spot); }
    if (event.key === "Escape") { event.preventDefault(); document.querySelector<HTMLElement>('[role="listbox"][aria-label="Entries"]')?.focus(); }
  };
  const columns = 2 + Number(centres) + Number(bills);
  return (
    <div className="card overflow-x-auto" role="region" aria-label="Lines" tabIndex={-1}>
      <table className="table">
        <thead><tr><th>#</th><th>Account</th>{centres && <th>Cost centre</th>}{bills && <th>Bill</th>}<th><span className="sr">Paper</span></th><th className="num">Debit ₹</th><th className="num">Credit ₹</th></tr></thead>
        <tbody ref={body}>
          {lines.map((line, index) => {
            const changes = journal.changes.filter((each) => each.position === line.position);
            const changed = (what: string): boolean => line.changed.includes(what) || line.changed.includes("added");
            const spot = spotOf(line);
            return (
              <tr key={line.position} data-line tabIndex={0} className="act align-top focus:bg-selected" onKeyDown={(event) => key(event, index)} onDoubleClick={() => spot?.document_id && onPaper(spot)} aria-label={`Line ${index + 1}, ${line.ledger}`}>
                <td className="pt-1.5 align-top text-text-2">{index + 1}</td>
                <td className="min-w-[150px] !whitespace-normal py-1.5">
                  {line.ledger}{(changed("ledger") || line.changed.includes("amount")) && <Edited changes={changes} />}
                  {line.reason && <span className="block text-s text-text-2">{line.reason}</span>}
                  {changes.length > 0 && <span className="block text-s text-warn">{changes.map(changeWords).join("; ")}</span>}
                </td>
                {centres && <td className="!whitespace-normal py-1.5">{line.cost_centre || <None />}{line.changed.includes("cost_centre") && <Edited changes={changes} />}</td>}
                {bills && <td className="!whitespace-normal py-1.5">{billWords(line) || <None />}{(line.changed.includes("bill") || line.changed.includes("due_day")) && <Edited changes={changes} />}</td>}
                <td className="py-1">{spot?.document_id ? <button type="button" tabIndex={-1} className="icon-btn" aria-label={`Paper of line ${index + 1}: ${placeWords(spot)}`} title={`${spot.name || "Paper"}, ${placeWords(spot)}`} onClick={() => onPaper(spot)}><FileText aria-hidden className="size-4" /></button> : null}</td>
                <td className="num py-1.5">{line.debit_paise === 0 ? "" : <Money line={line} />}</td>
                <td className="num py-1.5">{line.credit_paise === 0 ? "" : <Money line={line} />}</td>
              </tr>
            );
          })}
          <tr className="total"><td /><td colSpan={columns}>{debit === credit ? "Total, balanced" : `Total, out by ₹ ${formatPaise(paise(Math.abs(debit - credit)))}`}</td><td className="num">{formatPaise(debit)}</td><td className={clsx("num", debit !== credit && "text-bad")}>{formatPaise(credit)}</td></tr>
        </tbody>
      </table>
    </div>
  );
}

const None = () => <span className="text-text-3" aria-label="none">—</span>;
const Edited = ({ changes }: { changes: readonly Change[] }) => <span className="chip chip-warn ml-1.5" title={changes.map(changeWords).join("; ")}>edited</span>;

function Money({ line }: { line: JournalLine }) {
  const amount = line.debit_paise === 0 ? line.credit_paise : line.debit_paise;
  return (
    <>
      {formatPaise(amount)}
      {line.foreign && <span className="block text-s text-text-2">{line.foreign.currency} {formatPaise(paise(Math.abs(line.foreign.amount)))}<br />at {line.foreign.rate} on {formatDay(line.foreign.day)}</span>}
    </>
  );
}
