import { expect, it } from "vitest";
import type { DocumentField } from "@/client/types";
import { sideBySide } from "./sideBySide";

const field = (name: string, value: string): DocumentField => ({ name, value, label: name, part: "", page: 1, box: null, status: "auto", confidence: 1 }) as unknown as DocumentField;

it("puts what differs on top, in the order of this paper, and shows amounts as people read them", () => {
  const mine = [field("seller.name", "Acme"), field("invoice_number", "INV/7"), field("totals.grand_total", "1180.00")];
  const theirs = [field("totals.grand_total", "1180.00"), field("invoice_number", "INV/1"), field("seller.name", "Acme")];
  const pairs = sideBySide(mine, theirs);
  expect(pairs.map((each) => [each.key, each.differs])).toEqual([["/invoice_number", true], ["/seller.name", false], ["/totals.grand_total", false]]);
  expect(pairs[0]).toMatchObject({ mine: "INV/7", theirs: "INV/1" });
  expect(pairs[2]?.mine).toBe("1,180.00");
});

it("shows a field that only one paper has as a difference, on its own side", () => {
  const pairs = sideBySide([field("irn", "abc")], [field("po_number", "P-1")]);
  expect(pairs.map((each) => [each.key, each.mine, each.theirs, each.differs])).toEqual([["/irn", "abc", "", true], ["/po_number", "", "P-1", true]]);
});
