import { X } from "lucide-react";
import { lazy, Suspense, type ReactNode } from "react";
import { useFilters } from "@/client/scope";
import { useKeys } from "@/lib/keys";
import { Skeleton } from "@/ui/states";

// Both ends are fetched when the first way down is opened: no list pays for them before.
const VoucherLevel = lazy(() => import("./VoucherLevel").then(({ VoucherLevel: level }) => ({ default: level })));
const loadPaper = () => import("./PaperLevel");
const PaperLevel = lazy(() => loadPaper().then(({ PaperLevel: level }) => ({ default: level })));

/** One step of the way down; `filter` is the word of the address that opens it. */
export interface DrillLevel { readonly name: string; readonly filter: string; readonly body: ReactNode }

/** The end that every way has: voucher, then paper. */
export function useVoucherLevels(): readonly DrillLevel[] {
  const [{ entry, paper }] = useFilters();
  const levels: DrillLevel[] = [];
  if (entry) void loadPaper();
  if (entry) levels.push({ name: "Voucher", filter: "entry", body: <Suspense fallback={<Skeleton rows={6} />}><VoucherLevel id={entry} key={entry} /></Suspense> });
  if (paper) levels.push({ name: "Paper", filter: "paper", body: <Suspense fallback={<Skeleton rows={6} />}><PaperLevel paper={paper} /></Suspense> });
  return levels;
}

/** From a figure down to its paper: Enter goes down, Esc comes back to the same row. The way stands in the address; the last open level is shown. */
export function DrillPanel({ levels, onClose }: { levels: readonly DrillLevel[]; onClose: () => void }) {
  const [, setFilters] = useFilters();
  const back = (index: number): void => setFilters(Object.fromEntries(levels.slice(index + 1).map(({ filter }) => [filter, undefined])));
  useKeys("Drill", [{ keys: "Escape", says: "Back to where you came from", run: () => (levels.length > 1 ? back(levels.length - 2) : onClose()) }]);
  return (
    <aside aria-label="Where it comes from" className="flex min-h-0 w-[min(520px,44vw)] flex-none flex-col border-l border-line bg-surface max-[1000px]:h-1/2 max-[1000px]:w-full max-[1000px]:border-t max-[1000px]:border-l-0">
      <div className="flex flex-none items-center gap-1 border-b border-line px-3 py-1 text-text-2">
        <ol className="m-0 flex min-w-0 list-none items-center gap-1.5 p-0">
          {levels.map(({ name }, index) => (
            <li key={index} className="flex min-w-0 items-center gap-1.5">
              {index > 0 && <span aria-hidden>›</span>}
              {index === levels.length - 1 ? <b className="truncate font-semibold text-text">{name}</b> : <button type="button" className="link min-h-6 truncate" onClick={() => back(index)}>{name}</button>}
            </li>
          ))}
        </ol>
        <button type="button" className="icon-btn ml-auto flex-none" aria-label="Close" onClick={onClose}><X aria-hidden className="size-4" /></button>
      </div>
      {levels.at(-1)?.body}
    </aside>
  );
}
