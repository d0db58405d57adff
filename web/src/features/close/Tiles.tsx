import { Link } from "@tanstack/react-router";
import { useScope } from "@/client/scope";
import type { Tile } from "@/client/types";

const TONES: Record<string, string> = { good: "text-ok", ok: "text-ok", warn: "text-warn", bad: "text-bad", info: "text-accent" };
const SCREENS: Record<string, string> = {
  intake: "documents?view=all", documents: "documents", bank: "recon", gstr2b: "recon", package: "close", journals: "journals", recon: "recon", reconciliation: "recon", compliance: "compliance/findings",
  tax: "compliance/findings", statements: "statements/bs", consolidation: "statements/conso", consol: "statements/conso",
};

/** Eight stages, each with one number and one state; each leads to its screen. */
export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  const scope = useScope();
  return (
    <ul className="card tiles mx-4 mb-3 list-none overflow-hidden p-0" aria-label="Stages">
      {tiles.map((tile) => {
        const [screen, query] = (SCREENS[tile.stage] ?? "close").split("?");
        const body = (
          <>
            <span className="block truncate text-s font-bold text-text-2">{tile.label}</span>
            <b className="block truncate text-l/5 font-bold">{tile.value}</b>
            <span className={`block [overflow-wrap:anywhere] ${TONES[tile.tone] ?? "text-text-2"}`}>{tile.note || "\u00a0"}</span>
          </>
        );
        return (
          <li key={tile.stage} className="!p-0">
            <Link title={tile.note || tile.label} to={`/${scope.entity}/${scope.period}/${screen}` as string} search={Object.fromEntries(new URLSearchParams(query)) as never} className="block px-3 py-2 hover:bg-hover focus-visible:-outline-offset-2">{body}</Link>
          </li>
        );
      })}
    </ul>
  );
}
