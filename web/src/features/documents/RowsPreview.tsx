import { Download } from "lucide-react";
import type { DocumentDetail, Place } from "@/client/types";
import { humanise } from "@/lib/words";
import { formatPaise, paise } from "@/lib/money";

function cell(name: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (name.endsWith("_paise") && Number.isSafeInteger(value)) return formatPaise(paise(value));
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A file without pages shows the first of its rows as they were read. */
export function RowsPreview({ document, place }: { document: DocumentDetail; place: Place | null }) {
  const names = [...new Set(document.rows_sample.flatMap((row) => Object.keys(row)))].filter((name) => name !== "place");
  const where = place ? [place.sheet && `sheet ${place.sheet}`, place.row && `row ${place.row}`, place.column && `column ${place.column}`].filter(Boolean).join(", ") : "";
  return (
    <section aria-label={`Rows of ${document.name}`} className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex flex-none items-center gap-3 border-b border-line px-3 py-1.5 text-text-2">
        <span className="truncate">{document.name}</span>{where && <span>The value stands in {where}.</span>}
        <a className="link ml-auto flex items-center gap-1" href={`/api/documents/${document.id}/original`} download><Download aria-hidden className="size-3.5" />Original</a>
      </div>
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
