import { describe, expect, it } from "vitest";
import type { DocumentField } from "@/client/types";
import { isAsSeen } from "./fields";

const field = (value: string, status: string, part = ""): DocumentField => ({ name: "invoice_number", part, value, status }) as DocumentField;

describe("a field of a paper that moved on", () => {
  it("is as seen while it says the same and nobody decided on it", () => {
    expect(isAsSeen([field("A/1", "review")], field("A/1", "auto"))).toBe(true);
    expect(isAsSeen([field("A/1", "corrected")], field("A/1", "corrected"))).toBe(true);
  });

  it("is another one when its value moved, somebody decided, or it was not there", () => {
    expect(isAsSeen([field("A/2", "auto")], field("A/1", "auto"))).toBe(false);
    expect(isAsSeen([field("A/1", "confirmed")], field("A/1", "auto"))).toBe(false);
    expect(isAsSeen([field("A/1", "auto", "Sheet2")], field("A/1", "auto"))).toBe(false);
    expect(isAsSeen([field("A/1", "auto")], undefined)).toBe(false);
  });
});
