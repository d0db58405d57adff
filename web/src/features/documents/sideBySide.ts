import type { DocumentField } from "@/client/types";
import { fieldKey, shown } from "./fields";

export interface Pair { readonly key: string; readonly label: string; readonly mine: string; readonly theirs: string; readonly differs: boolean; readonly mineField: DocumentField | null; readonly theirField: DocumentField | null }

/** The fields of two papers beside each other: those that differ first, each group in the order of this paper. One that a paper does not have is empty there. */
export function sideBySide(mine: readonly DocumentField[], theirs: readonly DocumentField[]): Pair[] {
  const other = new Map(theirs.map((field) => [fieldKey(field), field]));
  const known = new Set(mine.map(fieldKey));
  const pairs = [...mine.map((field) => pair(field, other.get(fieldKey(field)) ?? null)), ...theirs.filter((field) => !known.has(fieldKey(field))).map((field) => pair(null, field))];
  return [...pairs.filter((each) => each.differs), ...pairs.filter((each) => !each.differs)];
}

function pair(mine: DocumentField | null, theirs: DocumentField | null): Pair {
  const named = mine ?? theirs;
  const [left, right] = [mine?.value ?? "", theirs?.value ?? ""];
  return { key: named ? fieldKey(named) : "", label: named?.label ?? "", mine: mine ? shown(mine) : "", theirs: theirs ? shown(theirs) : "", differs: left !== right, mineField: mine, theirField: theirs };
}
