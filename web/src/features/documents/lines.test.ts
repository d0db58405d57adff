import { describe, expect, it } from "vitest";
import type { DocumentDetail } from "@/client/types";
import { cellField, cellValue, columnsOf, headingOf, spotOf, sumsOf, withWritten, writableOf } from "./lines";
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

describe("cells of a bill's goods", () => {
  const goods = [
    { row_type: "invoice_line", part: "", description: "Casing", hsn: "7325", total_paise: 500 },
    { row_type: "invoice_line", part: "B", description: "Plate", hsn: "", total_paise: 250 },
    { row_type: "invoice_line", part: "B", description: "Bolt", hsn: "", total_paise: 90 },
  ];
  it("are counted within their part, from one", () => expect([0, 1, 2].map((index) => cellField(goods, index, "total_paise"))).toEqual([
    { name: "lines.1.total", part: "" }, { name: "lines.1.total", part: "B" }, { name: "lines.2.total", part: "B" },
  ]));
  it("show what a person wrote in place of what was read", () => {
    const after = withWritten(goods, [{ name: "lines.2.hsn", part: "B", value: "7318" }, { name: "lines.1.total", part: "", value: "6.50" }, { name: "invoice_number", part: "", value: "1" }]);
    expect(after.map((row) => [row.hsn, row.total_paise])).toEqual([["7325", 650], ["", 250], ["7318", 90]]);
  });
  it("take amounts to the paisa alone", () => expect([cellValue("total_paise", "1,18,000.5"), cellValue("total_paise", "about ten"), cellValue("hsn", " 7318 "), cellValue("total_paise", " ")]).toEqual(["118000.50", null, "7318", ""]));
  it("take prices with every decimal, and discounts as amounts or percentages", () => expect(
    [cellValue("unit_price", "1,012.3456"), cellValue("unit_price", "ten"), cellValue("unit_price", "5%"), cellValue("discount", "7.5 %"), cellValue("discount", " ")],
  ).toEqual(["1012.3456", null, null, "7.5%", ""]));
  it("show a price and what goes off it between unit and rate", () => expect(
    columnsOf([{ rate: "18", discount: "5%", unit: "NOS", unit_price: "12.3456", quantity: "2" }]),
  ).toEqual(["quantity", "unit", "unit_price", "discount", "rate"]));
  it("say of a rate beside a price that it is that of the tax", () => expect(
    [headingOf("rate", ["unit_price", "rate"]), headingOf("rate", ["day", "rate"]), headingOf("total_paise", [])],
  ).toEqual(["Tax rate", "Rate", "Total ₹"]));
  it("are no cells on papers whose rows are no goods", () => expect([writableOf(rows).length, writableOf([]).length, writableOf(goods).includes("hsn")]).toEqual([0, 0, true]));
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
