import type { BalanceGroup, BalanceLine, Balances } from "@/client/types";

/** A row of the folding trial balance: a nature, a group in it, or a ledger. */
export interface BalanceRow {
  readonly id: string;
  readonly level: 0 | 1 | 2;
  readonly name: string;
  readonly sums: BalanceGroup | BalanceLine;
  readonly line: BalanceLine | null;
  readonly folded: boolean;
}

const natureId = (nature: string): string => `n:${nature}`;
const groupId = (nature: string, group: string): string => `g:${nature}:${group}`;

/** Which rows a ledger stands under, outermost first. */
export const above = (line: BalanceLine): readonly string[] => [natureId(line.nature), groupId(line.nature, line.group)];

/** Natures, groups and ledgers in the server's order. What is folded keeps its sum and hides what is below; words find ledgers and open everything. */
export function toRows(data: Balances, folded: ReadonlySet<string>, words: string): BalanceRow[] {
  const wanted = words.trim().toLowerCase();
  const fits = (line: BalanceLine): boolean => `${line.ledger} ${line.group} ${line.schedule_key}`.toLowerCase().includes(wanted);
  const rows: BalanceRow[] = [];
  const natures = [...new Set(data.lines.map((line) => line.nature))];
  for (const nature of natures) {
    const lines = data.lines.filter((line) => line.nature === nature && (wanted === "" || fits(line)));
    if (lines.length === 0) continue;
    const shut = wanted === "" && folded.has(natureId(nature));
    const total = data.groups.find((each) => each.nature === nature && each.group === null);
    if (total && wanted === "") rows.push({ id: natureId(nature), level: 0, name: nature, sums: total, line: null, folded: shut });
    if (shut) continue;
    for (const group of new Set(lines.map((line) => line.group))) {
      const id = groupId(nature, group);
      const closed = wanted === "" && folded.has(id);
      const sums = data.groups.find((each) => each.nature === nature && each.group === group);
      if (sums && wanted === "") rows.push({ id, level: 1, name: group, sums, line: null, folded: closed });
      if (!closed) for (const line of lines) if (line.group === group) rows.push({ id: line.ledger_id, level: 2, name: line.ledger, sums: line, line, folded: false });
    }
  }
  return rows;
}

/** The row above a row in the tree: where Left goes from a ledger. */
export function parentOf(rows: readonly BalanceRow[], id: string): string | null {
  const at = rows.findIndex((row) => row.id === id);
  const level = rows[at]?.level ?? 0;
  for (let index = at - 1; index >= 0; index -= 1) if ((rows[index]?.level ?? 0) < level) return rows[index]?.id ?? null;
  return null;
}
