import type { ReconItem, ReconRow } from "@/client/types";
import { paise, sumPaise, ZERO, type Paise } from "@/lib/money";

export type SideName = "left" | "right";
export type Chosen = ReadonlyMap<string, ReconRow>;

/** Lines that a person put together, how one of them is used in part, and why they may differ; and the match that they are taken out of. */
export interface Putting { readonly left: Chosen; readonly right: Chosen; readonly way: "split" | "name" | ""; readonly cause: string; readonly old?: ReconRow | undefined }

/** The lines of a match of one side, each as a row of its own that can be chosen. */
export const linesOf = (match: ReconRow | undefined, side: SideName): readonly ReconRow[] =>
  (match?.[side] ?? []).map((item) => ({ ...match as ReconRow, id: `${match?.id}/${side}/${item.item}`, type: "break", left: side === "left" ? [item] : [], right: side === "right" ? [item] : [] }));

/** What stands chosen when the dialog opens: open lines that were, or the lines of one match. Of a match of one with one, ours is what is exchanged. */
export function begin(start: readonly ReconRow[]): Putting {
  const old = start.length === 1 && start[0]?.type === "match" ? start[0] : undefined;
  const keyed = (rows: readonly ReconRow[]): Chosen => new Map(rows.map((row) => [row.id, row]));
  const open = (side: SideName): readonly ReconRow[] => start.filter((row) => row.type === "break" && row[side].length > 0);
  const exchanged = old !== undefined && old.left.length === 1 && old.right.length > 0;
  return { left: keyed(old ? (exchanged ? [] : linesOf(old, "left")) : open("left")), right: keyed(old ? linesOf(old, "right") : open("right")), way: "", cause: "", old };
}

/** The match that is rejected with it: the one that the dialog began from, as long as one of its lines is among the chosen. */
export function replaced(putting: Putting): ReconRow | undefined {
  const kept = (["left", "right"] as const).some((side) => linesOf(putting.old, side).some((row) => putting[side].has(row.id)));
  return kept ? putting.old : undefined;
}

export interface SplitOffer { readonly side: SideName; readonly item: ReconItem; readonly part: Paise; readonly rest: Paise }

export const itemsOf = (rows: Chosen, side: SideName): readonly ReconItem[] => [...rows.values()].flatMap((row) => row[side]);
export const sumOf = (rows: Chosen, side: SideName): Paise => sumPaise([ZERO, ...itemsOf(rows, side).map((item) => item.amount_paise)]);

/** Left minus right of all that is chosen. */
export const differenceOf = ({ left, right }: Pick<Putting, "left" | "right">): Paise => paise(sumOf(left, "left") - sumOf(right, "right"));

/** Which line can be used in part so that both sides agree: the largest that is larger than the difference. Null where none is, or where taxes keep a document whole. */
export function splitOffer(putting: Pick<Putting, "left" | "right">): SplitOffer | null {
  const difference = differenceOf(putting);
  if (difference === 0 || putting.left.size === 0 || putting.right.size === 0) return null;
  const offers = (["left", "right"] as const).flatMap((side) => itemsOf(putting[side], side).flatMap((item): SplitOffer[] => {
    if (Object.keys(item.taxes).length > 0) return [];
    const part = paise(side === "left" ? item.amount_paise - difference : item.amount_paise + difference);
    const smaller = part !== 0 && Math.sign(part) === Math.sign(item.amount_paise) && Math.abs(part) < Math.abs(item.amount_paise);
    return smaller ? [{ side, item, part, rest: paise(item.amount_paise - part) }] : [];
  }));
  return offers.toSorted((one, other) => Math.abs(other.item.amount_paise) - Math.abs(one.item.amount_paise))[0] ?? null;
}

/** Both sides and what lies between them once a line is used in part. */
export function sumsOf(putting: Putting): { readonly left: Paise; readonly right: Paise; readonly difference: Paise } {
  const split = putting.way === "split" ? splitOffer(putting) : null;
  const used = (side: SideName): Paise => paise(sumOf(putting[side], side) - (split?.side === side ? split.rest : 0));
  const [left, right] = [used("left"), used("right")];
  return { left, right, difference: paise(left - right) };
}

/** What is wrong with it, in one sentence; undefined when it can be sent. */
export function whyNotYet(putting: Putting): string | undefined {
  if (putting.left.size === 0 || putting.right.size === 0) return "Choose at least one line of each side.";
  if (putting.old && (["left", "right"] as const).every((side) => putting[side].size === putting.old?.[side].length && linesOf(putting.old, side).every((row) => putting[side].has(row.id)))) return "These are the lines of the match itself: accept it with A.";
  if (differenceOf(putting) === 0) return undefined;
  if (putting.way === "split" && splitOffer(putting)) return undefined;
  if (putting.way === "name") return putting.cause.trim() === "" ? "Say what the difference is." : undefined;
  return "The two sides differ. Split a line, or say what the difference is.";
}

/** What the server is sent. */
export function bodyOf(putting: Putting) {
  const difference = differenceOf(putting);
  const split = putting.way === "split" && difference !== 0 ? splitOffer(putting) : null;
  const old = replaced(putting);
  return {
    left: itemsOf(putting.left, "left").map((item) => item.item), right: itemsOf(putting.right, "right").map((item) => item.item),
    split: split && { side: split.side, item: split.item.item, part_paise: split.part },
    difference: putting.way === "name" && difference !== 0 ? { amount_paise: difference, cause: putting.cause.trim() } : null,
    instead_of: old ? { match: old.id, version: old.version } : null,
  };
}
