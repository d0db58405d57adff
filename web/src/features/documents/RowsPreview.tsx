import { Download } from "lucide-react";
import { usePaperRow, type Spot } from "@/client/paperRows";
import type { DocumentDetail, Place } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { humanise } from "@/lib/words";
import { RowSlip } from "@/ui/RowSlip";
import { formatPaise, paise } from "@/lib/money";

function cell(name: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (name.endsWith("_paise") && Number.isSafeInteger(value)) return formatPaise(paise(value));
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value);
  if (Array.isArray(value)) return value.map((part) => (part !== null && typeof part === "object" ? partText(part as Record<string, unknown>) : String(part))).join(" · ");
  return typeof value === "object" ? "" : String(value);
}

/** One leg of a register row in a few words. */
function partText(part: Record<string, unknown>): string {
  const amount = Number.isSafeInteger(part.amount_paise) ? formatPaise(paise(part.amount_paise)) : "";
  return [part.ledger ?? part.name ?? "", amount].filter(Boolean).join(" ");
}

const HIDDEN = new Set(["place", "row_type", "guid", "part", "posts", "cancelled"]);

/** A file without pages shows the first of its rows as they were read. */
export function RowsPreview({ document, place, spot }: { document: DocumentDetail; place: Place | null; spot: Spot | null }) {
  const at = usePaperRow(document.id, spot);
  const names = [...new Set(document.rows_sample.flatMap((row) => Object.keys(row)))].filter((name) => !HIDDEN.has(name) && document.rows_sample.some((row) => cell(name, row[name]) !== ""));
  const where = place ? [place.sheet && `sheet ${place.sheet}`, place.row && `row ${place.row}`, place.column && `column ${place.column}`].filter(Boolean).join(", ") : "";
  return (
    <section aria-label={`Rows of ${document.name}`} className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex flex-none items-center gap-3 border-b border-line px-3 py-1.5 text-text-2">
        <span className="truncate">{document.name}</span>{where && <span>The value stands in {where}.</span>}
        <a className="link ml-auto flex items-center gap-1" href={`/api/documents/${document.id}/original`} download><Download aria-hidden className="size-3.5" />Original</a>
      </div>
      {spot && at.data && <div className="max-h-[60%] flex-none overflow-auto" tabIndex={0} role="region" aria-label="The row"><RowSlip row={at.data} where={[spot.sheet && `Sheet ${spot.sheet}`, `row ${spot.row}`].filter(Boolean).join(", ")} column={spot.column} /></div>}
      {spot && at.data === null && <p className="px-4 py-2 text-text-2">Row {spot.row} was not read as a row of its own.</p>}
      {names.length === 0 ? <p className="p-4 text-text-2">{document.reason || "Nothing was read from this file yet. The original is kept as it came."}</p> : (
        <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label="First rows">
          <table className="table">
            <thead><tr>{names.map((name) => <th key={name} className={name.endsWith("_paise") ? "num" : undefined}>{humanise(name.replace(/_paise$/, " ₹"))}</th>)}</tr></thead>
            <tbody>{document.rows_sample.map((row, index) => <tr key={index}>{names.map((name) => <td key={name} className={name.endsWith("_paise") ? "num" : "max-w-[320px] truncate"}>{cell(name, row[name])}</td>)}</tr>)}</tbody>
          </table>
          <p className="px-3 py-2 text-text-2">First {document.rows_sample.length} of {document.rows_count} rows.</p>
        </div>
      )}
    </section>
  );
}
