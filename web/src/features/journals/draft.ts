import type { JournalDetail, LineBody, VoucherBody } from "@/client/types";
import { paise, ZERO, type Paise } from "@/lib/money";

export const KINDS = [["journal", "Journal"], ["purchase", "Purchase"], ["sales", "Sales"], ["payment", "Payment"], ["receipt", "Receipt"], ["contra", "Contra"], ["debit_note", "Debit note"], ["credit_note", "Credit note"]] as const;
export const BILL_KINDS = [["", "—"], ["new", "New bill"], ["against", "Against a bill"], ["advance", "Advance"], ["on_account", "On account"]] as const;

/** One line as it is written: debit positive, credit negative, null while nothing is said. */
export interface DraftLine {
  readonly key: number;
  readonly ledger: string;
  readonly amount: Paise | null;
  readonly centre: string;
  readonly billKind: string;
  readonly bill: string;
  readonly dueDay: string;
  readonly currency: string;
  /** Hundredths of one unit, without sign: the line has it. */
  readonly foreign: Paise | null;
  readonly rate: string;
  readonly rateDay: string;
  readonly reason: string;
}

export interface Paper { readonly document_id: string; readonly name: string; readonly page: number | null }

export interface Draft {
  readonly entity: string;
  readonly kind: string;
  readonly day: string;
  readonly narration: string;
  readonly reference: string;
  readonly referenceDay: string;
  readonly branch: string;
  readonly party: string;
  readonly partyGstin: string;
  readonly autoReverse: boolean;
  readonly reversesOn: string;
  /** Papers to put behind it, beside those that stand there already. */
  readonly papers: readonly Paper[];
  readonly lines: readonly DraftLine[];
}

let made = 0;
export const emptyLine = (): DraftLine => ({ key: (made += 1), ledger: "", amount: null, centre: "", billKind: "", bill: "", dueDay: "", currency: "", foreign: null, rate: "", rateDay: "", reason: "" });
export const isEmpty = (line: DraftLine): boolean => line.ledger === "" && line.amount === null && line.centre === "" && line.bill === "" && line.currency === "";

export const emptyDraft = (entity: string, day: string): Draft => ({
  entity, day, kind: "journal", narration: "", reference: "", referenceDay: "", branch: "", party: "", partyGstin: "", autoReverse: false, reversesOn: "", papers: [], lines: [emptyLine(), emptyLine()],
});

/** An entry as it stands, to be written anew. */
export function draftOf(entry: JournalDetail): Draft {
  return {
    entity: entry.entity_code, kind: entry.kind, day: entry.day, narration: entry.narration, reference: entry.reference, referenceDay: entry.reference_day ?? "", branch: entry.branch, party: entry.party,
    partyGstin: entry.party_gstin, autoReverse: entry.reverses_on !== null, reversesOn: entry.reverses_on ?? "", papers: [], lines: entry.lines.map(lineOf),
  };
}

type Written = Pick<JournalDetail["lines"][number], "ledger" | "debit_paise" | "credit_paise" | "cost_centre" | "bill" | "bill_kind" | "due_day" | "foreign" | "reason">;

export function lineOf(line: Written): DraftLine {
  return {
    ...emptyLine(), ledger: line.ledger, amount: paise(line.debit_paise - line.credit_paise), centre: line.cost_centre, billKind: line.bill_kind ?? "", bill: line.bill, dueDay: line.due_day ?? "", reason: line.reason,
    currency: line.foreign?.currency ?? "", foreign: line.foreign ? paise(Math.abs(line.foreign.amount)) : null, rate: line.foreign?.rate ?? "", rateDay: line.foreign?.day ?? "",
  };
}

const sum = (amounts: Iterable<Paise>): Paise => paise([...amounts].reduce<number>((total, each) => total + each, 0));

/** Debits less credits: what is missing on the credit side when positive. */
export const differenceOf = (lines: readonly DraftLine[]): Paise => sum(lines.map((line) => line.amount ?? ZERO));
export const debitOf = (lines: readonly DraftLine[]): Paise => sum(lines.map((line) => paise(Math.max(0, line.amount ?? 0))));
export const creditOf = (lines: readonly DraftLine[]): Paise => sum(lines.map((line) => paise(Math.max(0, -(line.amount ?? 0)))));

/** The lines with one of them taking what the others leave open. */
export function balanced(lines: readonly DraftLine[], key: number): DraftLine[] {
  const others = differenceOf(lines.filter((line) => line.key !== key));
  return lines.map((line) => (line.key === key ? { ...line, amount: others === 0 ? null : paise(-others) } : line));
}

/** The lines with one empty line at the end, where the next is written. */
export function withRoom(lines: readonly DraftLine[]): readonly DraftLine[] {
  const last = lines.at(-1);
  return last && isEmpty(last) ? lines : [...lines, emptyLine()];
}

/** Rupees of a foreign amount, half up to the paisa: hundredths times the rate, exactly. Null when the rate is none. */
export function inRupees(hundredths: Paise, rate: string): Paise | null {
  const parts = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(rate.trim());
  if (!parts) return null;
  const fraction = parts[2] ?? "";
  const scale = 10n ** BigInt(fraction.length);
  const product = BigInt(hundredths) * BigInt(`${parts[1]}${fraction}`);
  const rounded = Number((product * 2n + scale) / (scale * 2n));
  return Number.isSafeInteger(rounded) ? paise(rounded) : null;
}

export interface Problem { readonly says: string; readonly line?: number }

/** What keeps the draft from being sent, in the order of the page. The server looks again. */
export function problemsOf(draft: Draft): Problem[] {
  const found: Problem[] = [];
  if (draft.entity === "") found.push({ says: "Choose the company." });
  if (draft.day === "") found.push({ says: "Write the day." });
  if (draft.narration.trim() === "") found.push({ says: "Write what it is for." });
  const lines = draft.lines.filter((line) => !isEmpty(line));
  found.push(...problemsOfLines(lines));
  if (draft.autoReverse && draft.reversesOn !== "" && draft.reversesOn <= draft.day) found.push({ says: "The reversal is dated after the entry." });
  return found;
}

export function problemsOfLines(lines: readonly DraftLine[]): Problem[] {
  const found: Problem[] = [];
  lines.forEach((line, index) => {
    const n = index + 1;
    if (line.ledger === "") found.push({ line: line.key, says: `Line ${n} has no account.` });
    if (line.amount === null || line.amount === 0) found.push({ line: line.key, says: `Line ${n} has no amount.` });
    const foreign = [line.currency !== "", line.foreign !== null, line.rate !== ""];
    if (foreign.some(Boolean) && !foreign.every(Boolean)) found.push({ line: line.key, says: `Line ${n}: currency, amount and rate belong together.` });
    if (line.currency !== "" && !/^[A-Z]{3}$/.test(line.currency)) found.push({ line: line.key, says: `Line ${n}: write the currency with three letters, USD.` });
  });
  if (lines.length < 2) found.push({ says: "An entry has two lines at least." });
  else if (differenceOf(lines) !== 0) found.push({ says: "Debits and credits differ." });
  return found;
}

export function linesBody(lines: readonly DraftLine[], day: string): LineBody[] {
  return lines.filter((line) => !isEmpty(line)).map((line) => {
    const amount = line.amount ?? ZERO;
    return {
      ledger: line.ledger, amount_paise: amount, bill: line.bill.trim(), bill_kind: (line.billKind || null) as LineBody["bill_kind"], due_day: line.dueDay || null, cost_centre: line.centre.trim(), reason: line.reason.trim(),
      foreign: line.currency && line.foreign !== null ? { currency: line.currency, amount: amount < 0 ? -line.foreign : line.foreign, rate: line.rate.trim(), day: line.rateDay || day } : null,
    };
  });
}

/** What the server is sent. */
export function bodyOf(draft: Draft): VoucherBody {
  return {
    entity_code: draft.entity, kind: draft.kind as VoucherBody["kind"], day: draft.day, narration: draft.narration.trim(), reference: draft.reference.trim(), reference_day: draft.referenceDay || null, branch: draft.branch.trim(),
    party: draft.party, party_gstin: draft.partyGstin, auto_reverse: draft.autoReverse, reverses_on: draft.autoReverse && draft.reversesOn ? draft.reversesOn : null,
    evidence: draft.papers.map(({ document_id, page }) => ({ document_id, page })), lines: linesBody(draft.lines, draft.day),
  };
}
