import { describe, expect, it } from "vitest";
import type { Progress, ReconDetail } from "@/client/types";
import { paise } from "@/lib/money";
import { restWords } from "./Nothing";
import { failedWords, runWords } from "./Strips";
import { tilesOf } from "./Summary";
import { trackWords } from "./WhyPanel";

const counts = { auto: 8, suggested: 1, accepted: 1, rejected: 0, drafted: 0, left_open: 1, right_open: 2 };
const made = (patch: Partial<ReconDetail>): ReconDetail => ({
  id: "r", kind: "bank", subject: "SBI", entity_code: "KT", as_of: "2026-09-30", left_total_paise: paise(100), right_total_paise: paise(90), difference_paise: paise(10), counts, state: "to_decide",
  stages: [], quarter: "2026-27-Q2", books_closing_paise: paise(1000_00), other_closing_paise: paise(990_00), explained_paise: paise(10_00), lines: 24, later: 0, run: 3, close_state: "ready", close_run: 3, replaced: 0, ...patch,
});

it("says in right words how many lines remain", () => {
  const open = (right_open: number, left_open: number) => made({ counts: { ...counts, right_open, left_open } });
  expect(restWords(open(0, 1))).toBe("1 Books line remains: age it in the statement, or book it.");
  expect(restWords(open(2, 1))).toBe("2 Bank lines and 1 Books line remain: age them in the statement, or book them.");
});

describe("a bench says where it stands", () => {
  it("shows both closings, and green where open lines explain the whole difference", () => {
    expect(tilesOf(made({})).map(([name, value, colour]) => [name, value, colour])).toEqual([
      ["Bank closing", "990.00", ""], ["Books closing", "1,000.00", ""], ["Difference", "10.00", "text-bad"], ["Explained", "10.00", "text-ok"], ["Lines", "24", ""], ["Matches agreed by rule", "80.0%", ""],
    ]);
    expect(tilesOf(made({ explained_paise: paise(4_00) }))[3]?.[2]).toBe("text-warn");
    expect(tilesOf(made({ later: 1 }))[4]?.[1]).toBe("24, 1 later");
  });
  it("shows sums of lines where a side states no balance, and calls them so", () => {
    expect(tilesOf(made({ other_closing_paise: null })).slice(0, 2).map(([name]) => name)).toEqual(["Bank, sum of lines", "Books, sum of lines"]);
  });
  it("tells a run's progress and whose lines these are", () => {
    const progress = { stages: [{ stage: "reconcile", state: "running", done: 2, total: 5 }] } as unknown as Progress;
    expect(runWords({ run: 3, close_run: 4 }, progress)).toContain("Run 4 is at work, 2 of 5 reconciliations are there. The lines here are of the run before.");
    expect(runWords({ run: 4, close_run: 4 }, undefined)).toBe("Run 4 is at work. The lines here are its own: decide as usual.");
  });
  it("says where a run broke off, why, and whose lines stand here", () => {
    const progress = { stages: [{ stage: "gst", label: "Check GST", state: "failed", message: "The rules could not be read." }] } as unknown as Progress;
    expect(failedWords({ run: 3, close_run: 4 }, progress)).toBe("Run 4 broke off at “Check GST”. The rules could not be read. The lines here are of run 3, and can be decided: what you decide is kept for the next run.");
    expect(failedWords({ run: 4, close_run: 4 }, progress)).toContain("The lines here are its own");
    expect(failedWords({ run: 4, close_run: 4 }, undefined)).toBeUndefined();
  });
  it("says how people found a rule, and nothing where nobody looked", () => {
    const stages = [{ stage: "tolerance", status: "accepted", count: 212, total_paise: paise(0), difference_paise: paise(0) }, { stage: "tolerance", status: "rejected", count: 8, total_paise: paise(0), difference_paise: paise(0) }];
    expect(trackWords({ stages }, "tolerance")).toBe(" · people agreed with 212 of 220");
    expect(trackWords({ stages }, "exact")).toBe("");
  });
});
