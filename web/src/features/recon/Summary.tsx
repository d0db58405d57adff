import type { ReconDetail } from "@/client/types";
import { formatPaise, paise } from "@/lib/money";
import { formatCount } from "@/lib/words";
import { sides } from "./words";

/** Both closings, what lies between, how much of it open lines explain, and how much no person had to look at. */
export function Summary({ recon }: { recon: ReconDetail }) {
  return (
    <dl className="card tiles mx-4 mb-2">
      {tilesOf(recon).map(([name, value, colour]) => <div key={name} title={HINTS[name]}><dt className="text-text-2">{name}</dt><dd className={`text-l font-bold ${colour}`}>{value}</dd></div>)}
    </dl>
  );
}

const HINTS: Readonly<Record<string, string>> = {
  Difference: "Ours less theirs, on the day of this reconciliation",
  Explained: "By open lines, and by differences of matches that a rule or a person agreed with; what still waits explains nothing",
  Lines: "Lines of later days stand below and in none of these sums",
};

type Tile = readonly [name: string, value: string, colour: string];

/** The tiles of a bench. Where a side states no balance, the sums of the quarter's lines stand in their place, and say so. */
export function tilesOf(recon: ReconDetail): readonly Tile[] {
  const names = sides(recon.kind);
  const { books_closing_paise: ours, other_closing_paise: theirs, counts } = recon;
  const closed = ours !== null && theirs !== null;
  const difference = closed ? paise(ours - theirs) : recon.difference_paise;
  const rest = closed ? paise(difference - recon.explained_paise) : null;
  const explained: Tile = rest === null ? ["Open lines", formatCount(counts.left_open + counts.right_open), ""] : ["Explained", formatPaise(recon.explained_paise), rest === 0 ? "text-ok" : "text-warn"];
  const all = counts.auto + counts.accepted + counts.suggested;
  return [
    closed ? [`${names.right} closing`, formatPaise(theirs), ""] : [`${names.right}, sum of lines`, formatPaise(recon.right_total_paise), ""],
    closed ? [`${names.left} closing`, formatPaise(ours), ""] : [`${names.left}, sum of lines`, formatPaise(recon.left_total_paise), ""],
    ["Difference", formatPaise(difference), difference === 0 ? "text-ok" : "text-bad"], explained,
    ["Lines", `${formatCount(recon.lines)}${recon.later > 0 ? `, ${formatCount(recon.later)} later` : ""}`, ""], ["Matches agreed by rule", all === 0 ? "—" : `${((100 * counts.auto) / all).toFixed(1)}%`, ""],
  ];
}
