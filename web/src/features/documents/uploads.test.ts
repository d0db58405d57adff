import { describe, expect, it } from "vitest";
import { fate } from "./uploads";

const row = (state: string, kind = "tax_invoice", reason = ""): Parameters<typeof fate>[0] => ({ state, kind, reason });

describe("what became of a paper that was handed in", () => {
  it("is not said before it is read", () => expect(fate(row("received"))).toBeUndefined());
  it("names what it was read as, and what a person has to look at", () => {
    expect(fate(row("read", "bank_statement"))).toEqual({ chip: "Read", words: "Read as: Bank statement", tone: "ok" });
    expect(fate(row("needs_person", "tax_invoice", "1 to check: invoice_date"))).toEqual({ chip: "To check", words: "Tax invoice. 1 to check: invoice_date", tone: "warn" });
    expect(fate(row("agreed", "other"))?.words).toBe("Unfolded: the papers in it stand in the queue");
  });
  it("is bad news where it was locked away, whatever was received", () => {
    expect(fate(row("quarantined", "other", "a.zip would unpack to 300 MB."))).toEqual({ chip: "Quarantined", words: "a.zip would unpack to 300 MB.", tone: "bad" });
  });
});
