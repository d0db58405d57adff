import { describe, expect, it } from "vitest";
import { formatDay, formatInstant, parseDay } from "./dates";
import { parseQuarter, quarterDays, quarterId, quarterMonths, quarterName, quarterOf, quarterSlug, shiftQuarter } from "./period";

describe("quarters", () => {
  it("reads the API's and the path's spelling", () => {
    expect(parseQuarter("2026-27-Q2")).toEqual({ fy: 2026, n: 2 });
    expect(parseQuarter("1999-00-q4")).toEqual({ fy: 1999, n: 4 });
  });
  it.each(["2026-28-Q2", "2026-27-Q5", "2026-27", "Q2 2026-27", ""])("refuses %s", (text) => expect(parseQuarter(text)).toBeNull());
  it("is named as people say it", () => {
    const quarter = { fy: 2026, n: 4 } as const;
    expect([quarterId(quarter), quarterSlug(quarter), quarterName(quarter), quarterMonths(quarter)]).toEqual(["2026-27-Q4", "2026-27-q4", "Q4 2026-27", "Jan–Mar 2027"]);
  });
  it("moves over the year's end both ways", () => {
    expect(shiftQuarter({ fy: 2026, n: 4 }, 1)).toEqual({ fy: 2027, n: 1 });
    expect(shiftQuarter({ fy: 2026, n: 1 }, -1)).toEqual({ fy: 2025, n: 4 });
    expect(shiftQuarter({ fy: 2026, n: 2 }, -8)).toEqual({ fy: 2024, n: 2 });
  });
  it("begins and ends on its days, over the year's end and in leap years", () => {
    expect(quarterDays({ fy: 2026, n: 2 })).toEqual({ first: "2026-07-01", last: "2026-09-30" });
    expect(quarterDays({ fy: 2026, n: 3 })).toEqual({ first: "2026-10-01", last: "2026-12-31" });
    expect(quarterDays({ fy: 2027, n: 4 })).toEqual({ first: "2028-01-01", last: "2028-03-31" });
  });
  it("holds every month of a year once", () => {
    const found = Array.from({ length: 12 }, (_, month) => quarterId(quarterOf(new Date(2026, month, 15))));
    expect(found).toEqual([...Array(3).fill("2025-26-Q4"), ...Array(3).fill("2026-27-Q1"), ...Array(3).fill("2026-27-Q2"), ...Array(3).fill("2026-27-Q3")]);
  });
});

describe("days and instants", () => {
  it("shows days first and reads them back", () => {
    expect(formatDay("2026-09-24")).toBe("24-09-2026");
    expect([parseDay("24-09-2026"), parseDay("24/9/26"), parseDay("2026-09-24")]).toEqual(["2026-09-24", "2026-09-24", "2026-09-24"]);
  });
  it.each(["31-02-2026", "29-02-2027", "32-01-2026", "1-13-2026", "today", ""])("knows that %s is no day", (text) => expect(parseDay(text)).toBeNull());
  it("shows instants in Indian time", () => expect(formatInstant("2026-10-15T20:10:00Z")).toBe("16-10-2026 01:40"));
});
