import type { Scope } from "./scope";
import type { Place } from "./types";

/** Where a place on a paper is shown: the document's screen with the box lit. Null when the paper is not among the company's papers. */
export function placeLink(scope: Scope, place: Place | null): { to: string; search: Record<string, string> } | null {
  if (!place?.document_id) return null;
  const search: Record<string, string> = { view: "all" };
  if (place.page) search.page = String(place.page);
  if (place.box) search.box = place.box.join(",");
  if (place.row) Object.assign(search, { row: String(place.row), sheet: place.sheet ?? "", column: place.column ?? "" });
  return { to: scope.to("documents", place.document_id), search };
}

/** A place in words: "page 2", "sheet Sales, row 14". */
export function placeWords(place: Place): string {
  if (place.page) return `page ${place.page}`;
  return [place.sheet && `sheet ${place.sheet}`, place.row && `row ${place.row}`, place.column && `column ${place.column}`].filter(Boolean).join(", ") || "the whole paper";
}

/** "document|page|x0,y0,x1,y1|sheet|row|column": a place as the address carries it. */
export const paperOf = (place: Place): string => [place.document_id, place.page ?? "", place.box?.join(",") ?? "", place.sheet ?? "", place.row ?? "", place.column ?? ""].join("|");
