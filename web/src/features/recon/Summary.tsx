import type { ReconDetail } from "@/client/types";
import { formatPaise } from "@/lib/money";
import { formatCount } from "@/lib/words";
import { sides } from "./words";

/** Both sides, the difference, and how much is decided. */
export function Summary({ recon }: { recon: ReconDetail }) {
  const names = sides(recon.kind);
  const decided = recon.counts.auto + recon.counts.accepted;
  const all = decided + recon.counts.suggested + recon.counts.left_open + recon.counts.right_open;
  // Sums of the quarter's lines, without what stood there before: no balance of either side.
  const sum = recon.kind === "bank" ? "movement of the quarter" : "sum of the quarter";
  const tiles: [string, string, string][] = [
    [`${names.right}, ${sum}`, formatPaise(recon.right_total_paise), ""], [`${names.left}, ${sum}`, formatPaise(recon.left_total_paise), ""],
    ["Difference", formatPaise(recon.difference_paise), recon.difference_paise === 0 ? "text-ok" : "text-bad"], ["Open lines", formatCount(recon.counts.left_open + recon.counts.right_open), ""],
    ["Decided", formatCount(decided), ""], ["Decided by rule", all === 0 ? "—" : `${((100 * recon.counts.auto) / all).toFixed(1)}%`, ""],
  ];
  return (
    <dl className="card tiles mx-4 mb-2">
      {tiles.map(([name, value, colour]) => <div key={name}><dt className="text-text-2">{name}</dt><dd className={`text-l font-bold ${colour}`}>{value}</dd></div>)}
    </dl>
  );
}
