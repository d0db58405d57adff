import { Link } from "@tanstack/react-router";
import { usePaperRow } from "@/client/paperRows";
import { useScope } from "@/client/scope";
import type { DocumentDetail } from "@/client/types";
import { PageView, type Fractions } from "@/ui/PageView";
import { RowSlip } from "@/ui/RowSlip";
import { Answer } from "@/ui/states";
import { usePaper } from "./queries";

interface Where { readonly id: string; readonly page: number | null; readonly box: Fractions | null; readonly sheet: string; readonly row: string; readonly column: string }

function readSpot(text: string): Where {
  const [id = "", page = "", box = "", sheet = "", row = "", column = ""] = text.split("|");
  const parts = box.split(",").map(Number);
  return { id, page: page ? Number(page) : null, box: parts.length === 4 && parts.every(Number.isFinite) ? (parts as unknown as Fractions) : null, sheet, row, column };
}

/** The end of the way: the place on the paper. */
export function PaperLevel({ paper }: { paper: string }) {
  const spot = readSpot(paper);
  const query = usePaper(spot.id);
  return <Answer of={query} rows={6}>{(data) => <Paper document={data} spot={spot} />}</Answer>;
}

function Paper({ document, spot }: { document: DocumentDetail; spot: Where }) {
  const scope = useScope();
  const row = usePaperRow(spot.id, spot.row ? { row: Number(spot.row), sheet: spot.sheet, column: spot.column } : null);
  const search = { view: "all", ...(spot.row ? { row: spot.row, sheet: spot.sheet, column: spot.column } : {}), ...(spot.page ? { page: String(spot.page) } : {}), ...(spot.box ? { box: spot.box.join(",") } : {}) };
  const where = [spot.sheet && `sheet ${spot.sheet}`, spot.row && `row ${spot.row}`, spot.column && `column ${spot.column}`].filter(Boolean).join(", ");
  return (
    <>
      <div className="flex flex-none justify-between gap-3 border-b border-line px-3 py-1.5"><b className="truncate font-bold">{document.name}{spot.page ? `, page ${spot.page}` : ""}</b><Link className="link flex-none" to={scope.to("documents", spot.id) as string} search={search as never}>Open paper</Link></div>
      {document.pages.length > 0
        ? <PageView name={document.name} pages={document.pages} pictureOf={(page, width) => `/api/documents/${document.id}/pages/${page}.png?width=${width}`} boxes={spot.box ? [{ id: "here", page: spot.page ?? 1, box: spot.box, tone: "info", label: "Here" }] : []} current="here" />
        : (
          <div className="min-h-0 flex-1 overflow-auto py-1" data-testid="paper-place" tabIndex={0} role="region" aria-label="The place">
            {row.data ? <RowSlip row={row.data} where={where} column={spot.column} /> : <p className="px-3 pt-2">It stands in <b className="font-semibold">{where || "this file"}</b>.</p>}
            <p className="px-3 pb-2 text-text-2">This file has no pages to show; <a className="link" href={`/api/documents/${document.id}/original`} download>the original</a> is kept as it came.</p>
          </div>
        )}
    </>
  );
}
