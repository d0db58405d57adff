import type { ReconItem, ReconRow } from "@/client/types";
import { formatShortDay } from "@/lib/dates";
import { formatPaise, sumPaise } from "@/lib/money";
import { count } from "@/lib/words";
import { Amount, Diff } from "@/ui/Amount";
import type { GridColumn } from "@/ui/Grid";
import { Chip } from "@/ui/parts";
import { EntryLink } from "./EntryLink";
import { lineWords as words, matchState, sides } from "./words";

const total = (items: readonly ReconItem[]) => (items.length === 0 ? null : sumPaise(items.map((item) => item.amount_paise)));
const amountText = (items: readonly ReconItem[]): string => { const sum = total(items); return sum === null ? "" : formatPaise(sum); };
const one = (items: readonly ReconItem[], pick: (item: ReconItem) => string, noun: string): string => (items.length > 1 ? count(items.length, noun) : items[0] ? pick(items[0]) : "");

function match(row: ReconRow) {
  const { tone, word } = matchState(row);
  return <Chip tone={tone}>{word}</Chip>;
}

type Column = GridColumn<ReconRow>;
const date = (side: "left" | "right"): Column => ({ id: `${side}-day`, head: "Date", width: 62, sort: "day", cell: (row) => <span>{formatShortDay(row[side][0]?.day)}</span>, text: (row) => row[side][0]?.day ?? "" });
// Pairs are sorted by what they use of our side; theirs differs by the difference.
const amount = (side: "left" | "right", head: string): Column => ({ id: `${side}-amount`, head: `${head} ₹`, width: 114, align: "num", ...(side === "left" ? { sort: "amount" } : {}), cell: (row) => <Amount paise={total(ours(row, side))} />, text: (row) => amountText(ours(row, side)) });
// An entry that waits will say in our books what the line says.
const ours = (row: ReconRow, side: "left" | "right"): readonly ReconItem[] => (row.entry ? row.right : row[side]);

/** Pairs stand in one row: the other side, the match, our side, the difference. */
function pairs(kind: string): readonly Column[] {
  const names = sides(kind);
  const theirs = kind === "gstr2b" || kind === "gstr1" ? (item: ReconItem) => item.party || item.narration : words;
  const bank = kind === "bank";
  const document: Column = { id: "right-ref", head: "Document", width: 104, cell: (row) => <span>{one(row.right, (item) => item.reference, "line")}</span>, text: (row) => row.right.map((item) => item.reference).join("; ") };
  const party: Column = { id: "left-party", head: "Party", width: 104, grow: true, cell: (row) => <span>{row.entry?.ledger ?? one(row.left, (item) => item.party || item.narration, "voucher")}</span>, text: (row) => row.entry?.ledger ?? row.left.map((item) => item.party).join("; ") };
  return [
    date("right"),
    { id: "right-words", head: bank ? "Bank narration" : `${names.right}: ${kind === "gateway" ? "line" : "party"}`, width: 150, grow: true, cell: (row) => <span title={row.right.map(words).join("\n")}>{one(row.right, theirs, "line")}</span>, text: (row) => row.right.map(words).join("; ") },
    ...(bank ? [] : [document]),
    amount("right", names.right),
    { id: "match", head: "Match", width: 132, align: "mid", sort: "score", cell: match, text: (row) => matchState(row).word },
    { id: "left-ref", head: bank ? "Voucher" : "Document", width: 104, cell: (row) => (row.entry ? <EntryLink entry={row.entry}>+ New entry</EntryLink> : <span title={row.left.map((item) => item.reference).join(", ")}>{one(row.left, (item) => item.labels.voucher || item.reference || item.narration, "voucher")}</span>), text: (row) => (row.entry ? "New entry" : row.left.map((item) => item.reference).join("; ")) },
    ...(kind === "gstr2b" || kind === "gstr1" || kind === "party" ? [] : [party]),
    amount("left", names.left.endsWith(" register") ? "Register" : names.left),
    { id: "diff", head: "Diff ₹", width: 80, align: "num", sort: "difference", cell: (row) => <Diff paise={row.difference_paise} />, text: (row) => formatPaise(row.difference_paise) },
  ];
}

/** A line without its counterpart, its age, and what spoke against the nearest. */
function open(side: "left" | "right"): readonly Column[] {
  return [
    date(side),
    { id: "words", head: "Line", width: 220, grow: true, cell: (row) => <span>{row[side][0] ? words(row[side][0]) : ""}</span>, text: (row) => (row[side][0] ? words(row[side][0]) : "") },
    { id: "ref", head: "Reference", width: 130, cell: (row) => <span>{row[side][0]?.reference}</span>, text: (row) => row[side][0]?.reference ?? "" },
    { id: "party", head: "Party", width: 150, cell: (row) => <span>{row[side][0]?.party}</span>, text: (row) => row[side][0]?.party ?? "" },
    { id: "amount", head: "Amount ₹", width: 124, align: "num", sort: "amount", cell: (row) => <Amount paise={row[side][0]?.amount_paise} />, text: (row) => amountText(row[side]) },
    { id: "age", head: "Age", width: 70, sort: "age", cell: (row) => <span>{row.age_days === null ? "" : count(row.age_days, "day")}</span>, text: (row) => String(row.age_days ?? "") },
    { id: "why", head: "Why it stands alone", width: 240, grow: true, cell: (row) => (row.entry ? <EntryLink entry={row.entry}>{matchState(row).word}</EntryLink> : <span className="text-text-2" title={row.why_not}>{row.why_not}</span>), text: (row) => (row.entry ? matchState(row).word : row.why_not) },
  ];
}

const CACHE = new Map<string, readonly Column[]>();

/** Columns of a tab; the same object each time, so that rows need not render again. */
export function columnsFor(kind: string, tab: string): readonly Column[] {
  const key = `${kind}/${tab}`;
  const found = CACHE.get(key) ?? (tab === "left" || tab === "right" ? open(tab) : pairs(kind));
  CACHE.set(key, found);
  return found;
}
