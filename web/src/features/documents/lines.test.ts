import { describe, expect, it } from "vitest";
import type { DocumentDetail } from "@/client/types";
import { columnsOf, spotOf, sumsOf } from "./lines";
import { written } from "./queries";

const rows = [
  { total_paise: 500, description: "Casing", hsn: "7325", unit: "", place: { page: 2, box: [0.1, 0.2, 0.3, 0.4] } },
  { total_paise: 250, description: "Plate", balance_paise: 9, place: null },
];

describe("lines of a paper", () => {
  it("shows the columns that any line fills, as papers print them", () => expect(columnsOf(rows)).toEqual(["description", "hsn", "total_paise", "balance_paise"]));
  it("adds up amounts and never balances", () => expect(sumsOf(rows, columnsOf(rows))).toEqual({ total_paise: 750 }));
  it("knows where a line stands, or that it does not", () => {
    expect(spotOf(rows[0]!, 0)).toEqual({ index: 0, page: 2, box: [0.1, 0.2, 0.3, 0.4] });
    expect(spotOf(rows[1]!, 1)).toEqual({ index: 1, page: null, box: null });
  });
});

describe("a field that is written", () => {
  const field = (name: string, part: string) => ({ name, part, value: "old", status: "review", confidence: 0.5, source: "label", page: 1, box: null });
  const paper = { fields: [field("a", ""), field("a", "Sheet2"), field("b", "")] } as unknown as DocumentDetail;
  it("shows at once, in its own part alone, and keeps its place when only its value changed", () => {
    const after = written(paper, { name: "a", part: "Sheet2", value: "new" }).fields;
    expect(after.map((each) => each.value)).toEqual(["old", "new", "old"]);
    expect(after[1]).toMatchObject({ status: "corrected", confidence: 1, source: "person", page: 1 });
  });
});
