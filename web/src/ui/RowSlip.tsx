import clsx from "clsx";
import { formatDay } from "@/lib/dates";
import { paise, type Paise } from "@/lib/money";
import { humanise } from "@/lib/words";
import { Amount } from "./Amount";

type Row = Record<string, unknown>;
interface Cell { readonly name: string; readonly text: string; readonly money: Paise | null; readonly column: string }
const HIDDEN = new Set(["place", "document", "row_type", "guid", "posts", "cancelled", "part"]);

/** Every value of a row with the column it came from: first its own, then those of its parts. */
export function cellsOf(row: Row): Cell[] {
  const cells: Cell[] = [];
  for (const [name, value] of Object.entries(row)) {
    if (HIDDEN.has(name) || value === null || value === "" || typeof value === "boolean" || typeof value === "object") continue;
    const money = name.endsWith("_paise") && Number.isSafeInteger(value) ? paise(value) : null;
    cells.push({ name: humanise(name.replace(/_paise$/, "")), text: /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? formatDay(String(value)) : String(value), money, column: "" });
  }
  for (const part of Object.values(row).filter(Array.isArray).flat() as Row[]) {
    if (part === null || typeof part !== "object" || !Number.isSafeInteger(part.amount_paise)) continue;
    const column = (part.place as { column?: string } | null)?.column ?? "";
    cells.push({ name: String(part.ledger ?? part.name ?? "Amount"), text: "", money: paise(part.amount_paise), column });
  }
  return cells;
}

/** One row of a sheet as it was read, the cell in question marked: what a box is on a page. */
export function RowSlip({ row, where, column }: { row: Row; where: string; column: string }) {
  const cells = cellsOf(row);
  const marked = cells.some((cell) => cell.column !== "" && cell.column === column);
  return (
    <figure className="card mx-3 my-3 overflow-hidden shadow-float" aria-label={`Row as it was read: ${where}`}>
      <figcaption className="border-b border-line bg-sunken px-3 py-1 font-semibold text-text-2">{where}</figcaption>
      <table className="table dense">
        <thead className="sr"><tr><th>Column</th><th>What</th><th>Value</th></tr></thead>
        <tbody>
          {cells.map((cell, index) => {
            const here = marked ? cell.column === column : index === 0;
            return (
              <tr key={index} data-testid={here ? "paper-box" : undefined} className={clsx(here && "outline-2 -outline-offset-2 outline-accent")}>
                <td className="w-8 text-text-3">{cell.column}</td>
                <td className="!whitespace-normal text-text-2">{cell.name}</td>
                <td className={clsx(cell.money === null ? "!whitespace-normal" : "num", here && "font-bold")}>{cell.money === null ? cell.text : <Amount paise={cell.money} strong={here} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </figure>
  );
}
