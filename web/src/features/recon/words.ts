import type { Recon, ReconItem, ReconRow } from "@/client/types";
import { formatPaise, paise } from "@/lib/money";
import { formatCount, humanise } from "@/lib/words";
import { chanceWords } from "./evidence";
import type { Tone } from "@/ui/parts";

/** How the two sides are called. Left is our books. */
export function sides(kind: string): { left: string; right: string; short: string } {
  switch (kind) {
    case "bank": return { left: "Books", right: "Bank", short: "bank" };
    case "gstr2b": return { left: "Purchase register", right: "GSTR-2B", short: "2B" };
    case "gstr1": return { left: "Sales register", right: "GSTR-1", short: "GSTR-1" };
    case "tds": return { left: "Books", right: "26AS", short: "26AS" };
    case "tds_payable": return { left: "Books", right: "TDS statement", short: "statement" };
    case "tds_challan": return { left: "Payments", right: "Challans", short: "challans" };
    case "intercompany": return { left: "Ours", right: "Theirs", short: "theirs" };
    case "gateway": return { left: "Ledger", right: "Gateway", short: "gateway" };
    case "party": return { left: "Ledger", right: "Statement", short: "statement" };
    default: return { left: "Left", right: "Right", short: "right" };
  }
}

export const KINDS: Record<string, string> = { bank: "Bank", gstr2b: "GSTR-2B", gstr1: "GSTR-1", party: "Party", gateway: "Payment gateway", intercompany: "Intercompany", tds: "TDS receivable", tds_payable: "TDS payable", tds_challan: "TDS challans", generic: "Other" };

/** What a line says of itself, in the order in which people look. */
export const lineWords = (item: ReconItem): string => item.narration || item.party || item.reference;

/** The number of a line where its words do not say it: what tells one bill of a party from the next. */
export const numberBeside = (item: ReconItem): string => (item.reference === "" || lineWords(item).toLowerCase().includes(item.reference.toLowerCase()) ? "" : item.reference);

/** Colour and word of an entry that books an open line. */
const ENTRY: Record<string, { tone: Tone; word: string }> = { returned: { tone: "warn", word: "Entry returned" }, posted: { tone: "ok", word: "Entry posted" }, reversed: { tone: "warn", word: "Entry reversed" } };

const ENTRY_WORDS: Record<string, string> = {
  draft: "It is still being written.", waiting: "It waits for another person's approval.", returned: "It went back to its maker.",
  posted: "It is in the books: the next run matches it with this line.", reversed: "It was taken back: the line stands open.",
};

/** How far the entry is that books an open line, and who wrote it. */
export const entryWords = ({ state, by_rule, ledger }: NonNullable<ReconRow["entry"]>): string =>
  `${by_rule ? "A rule drafted" : "A person drafted"} the entry for this line${ledger ? `, on ${ledger}` : ""}. ${ENTRY_WORDS[state] ?? ""}`.trim();

/** Colour and word of a match: a proposal is violet until somebody or a named rule has decided. */
export function matchState(row: ReconRow): { tone: Tone; word: string } {
  if (row.entry) return ENTRY[row.entry.state] ?? { tone: "ai", word: "Entry drafted" };
  if (row.type === "break") return { tone: "mute", word: row.nearest ? "Nearest differs" : "No counterpart" };
  const how = humanise(row.stage);
  if (row.status === "suggested") return { tone: "ai", word: `${how} ${chanceWords(row)}`.trim() };
  if (row.status === "rejected") return { tone: "bad", word: "Rejected" };
  return { tone: "ok", word: row.status === "auto" ? `By rule: ${how.toLowerCase()}` : `Accepted: ${how.toLowerCase()}` };
}

/** A match in one sentence, before its reasons: how many lines meet how many, and whether their sums agree. */
export function pairSentence(row: ReconRow, kind: string): string {
  const names = sides(kind);
  if (row.left.length === 0 || row.right.length === 0) return `${capital(many(row.left.length + row.right.length))} lines of ${row.left.length > 0 ? names.left : names.right} take each other back.`;
  const [right, left] = [row.right.length, row.left.length];
  const meet = `${capital(many(right))} ${right === 1 ? "line" : "lines"} of ${names.right} to ${many(left)} of ${names.left}.`;
  const sum = right + left > 2 ? "sums" : "amounts";
  return `${meet} ${row.difference_paise === 0 ? `The ${sum} agree to the paisa.` : `The ${sum} differ by ₹ ${formatPaise(paise(Math.abs(row.difference_paise)))}.`}`;
}

const many = (count: number): string => (count === 1 ? "one" : formatCount(count));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** State of a reconciliation: *ties* only when both sides moved by the same and no line is open. */
export function reconState(recon: Recon): { tone: Tone; word: string } {
  const open = recon.counts.left_open + recon.counts.right_open;
  const waiting = recon.counts.suggested + recon.counts.drafted;
  if (waiting > 0) return { tone: "warn", word: `${formatCount(waiting)} to decide` };
  if (recon.difference_paise === 0 && open === 0) return { tone: "ok", word: "Ties" };
  return open > 0 ? { tone: "info", word: `${formatCount(open)} open` } : { tone: "bad", word: "Does not tie" };
}
