import { describe, expect, it } from "vitest";
import type { ReconAct, ReconItem, ReconRow } from "@/client/types";
import { paise } from "@/lib/money";
import { filterWords, wholeWords } from "./ActBar";
import { awayFrom } from "./acts";
import { columnsFor } from "./columns";
import { actState, actWords, isEmpty } from "./History";
import { inActs, outcomeWords, together } from "./queries";
import { entryWords, matchState, numberBeside, pairSentence } from "./words";

const item = (side: "left" | "right"): ReconItem => ({ item: side, side, day: "2026-09-30", amount_paise: paise(-8_64_210_00), reference: "", narration: "NEFT KONKAN", party: "", place: null, taxes: {}, labels: {} });
const row = (left: number, right: number, difference = 0): ReconRow => ({
  id: "m", type: "match", left: Array.from({ length: left }, () => item("left")), right: Array.from({ length: right }, () => item("right")), difference_paise: paise(difference), stage: "scored", status: "suggested",
  score: 1, margin: 0.2, reasons: [], why_not: "", nearest: null, age_days: null, version: 1, entry: null,
});

describe("many rows at once", () => {
  it("go in acts of five hundred, in their order", () => {
    const acts = inActs(Array.from({ length: 1_001 }, (_, n) => n));
    expect(acts.map((each) => each.length)).toEqual([500, 500, 1]);
    expect(acts[2]).toEqual([1_000]);
    expect(inActs([])).toEqual([]);
  });
  it("say together what is done and why some are not", () => {
    const done = { total: 500, done: 500, failed: 0, lines: [] };
    expect(outcomeWords("Accepted", together([done, done]))).toBe("Accepted 1,000 matches.");
    const wrong = { total: 3, done: 1, failed: 2, lines: [{ state: "done", sentence: "" }, { state: "failed", sentence: "Changed by R. Iyer." }] };
    expect(outcomeWords("", together([done, wrong]))).toBe("Not done for 2 of 503. Changed by R. Iyer. 501 are done.");
  });
});

describe("the history", () => {
  const act = { kind: "release", words: "wrong format", total: 4_000, done: 3_999, failed: 1, undone: 0, state: "done" } as ReconAct;
  it("names automatic matches that were taken back, which can be taken back themselves", () => {
    expect(actWords(act)).toBe("Let automatic matches wait again: 4,000 matches");
    expect(actState(act).word).toBe("1 not done");
    expect(actState({ ...act, undone: 3_999 }).word).toBe("Taken back");
  });
  it("leaves out what came to nothing, and nothing else", () => {
    expect(isEmpty({ ...act, total: 0, done: 0, failed: 0 })).toBe(true);
    expect(isEmpty({ ...act, done: 0, failed: 1 })).toBe(false);
    expect(isEmpty({ ...act, total: 5, done: 0, failed: 0, state: "running" })).toBe(false);
  });
});

describe("an act that is none of a list", () => {
  it("says why, and where it is one", () => {
    expect(awayFrom({ kind: "bank", tab: "decide", suggested: true })).toEqual({ accept: undefined, reject: undefined, all: undefined, entry: "An entry is drafted from a line that the books lack: those stand in “Bank only”.", mirror: "A transfer is drafted from a line that the books lack: those stand in “Bank only”." });
    expect(awayFrom({ kind: "bank", tab: "right", suggested: true })).toMatchObject({ entry: undefined, accept: expect.stringContaining("match it by hand"), reject: expect.stringContaining("nothing to reject"), all: expect.stringContaining("match it by hand") });
    expect(awayFrom({ kind: "gstr2b", tab: "right", suggested: true })).toMatchObject({ entry: undefined, mirror: expect.stringContaining("statement of a bank") });
    expect(awayFrom({ kind: "gstr2b", tab: "decide", suggested: false }).all).toBe("Nothing in this filter waits for a decision.");
  });
});

describe("a line with an entry", () => {
  const entry = { id: "e", state: "waiting", number: "", ledger: "Bank charges", by_rule: true };
  const line: ReconRow = { ...row(0, 1), type: "break", stage: "new_entry", status: "drafted", entry };
  it("says that its entry is drafted and how far it is", () => {
    expect(matchState(line)).toEqual({ tone: "ai", word: "Entry drafted" });
    expect(matchState({ ...line, entry: { ...entry, state: "posted" } }).word).toBe("Entry posted");
    expect(entryWords(entry)).toBe("A rule drafted the entry for this line, on Bank charges. It waits for another person's approval.");
  });
  it("stands as a new entry among the pairs, with the amount that our books will have", () => {
    const text = (id: string): string => columnsFor("bank", "decide").find((each) => each.id === id)?.text?.(line) ?? "";
    expect([text("left-ref"), text("left-party"), text("left-amount"), text("match")]).toEqual(["New entry", "Bank charges", "(8,64,210.00)", "Entry drafted"]);
    expect(columnsFor("bank", "right").find((each) => each.id === "why")?.text?.(line)).toBe("Entry drafted");
  });
  it("opens it from the pairs to decide, where other rows have none", () => {
    expect(awayFrom({ kind: "bank", tab: "decide", suggested: true, drafted: true }).entry).toBeUndefined();
  });
});

describe("a list and a match in words", () => {
  it("adds the whole filter up, and only once the server has said", () => {
    expect(filterWords(318, paise(41_20_338_12))).toBe("318 lines · ₹ 41,20,338.12");
    expect(filterWords(1, null)).toBe("1 line");
    expect(wholeWords(1_00_000, paise(5_00))).toBe("All 1,00,000 of this filter selected · ₹ 5.00");
  });
  it("gives a match its per cent, and the next best candidate none: its score is no probability", () => {
    expect(matchState({ ...row(1, 1), score: 2.2 }).word).toBe("Scored 90%");
    expect(matchState({ ...row(1, 1), stage: "next_best", score: 1.1 }).word).toBe("Next best");
    expect(matchState({ ...row(1, 1), score: null }).word).toBe("Scored");
  });
  it("says how many lines meet and whether they agree", () => {
    expect(pairSentence(row(2, 1), "bank")).toBe("One line of Bank to 2 of Books. The sums agree to the paisa.");
    expect(pairSentence(row(1, 1, 40), "gstr2b")).toBe("One line of GSTR-2B to one of Purchase register. The amounts differ by ₹ 0.40.");
    expect(pairSentence(row(0, 2), "bank")).toBe("2 lines of Bank take each other back.");
  });
});

describe("a line to match by hand", () => {
  it("has its number beside it where its words do not say it", () => {
    expect(numberBeside({ ...item("left"), narration: "Purchase", reference: "RT/26-27/118" })).toBe("RT/26-27/118");
    expect(numberBeside({ ...item("left"), narration: "Being bill rt/26-27/118", reference: "RT/26-27/118" })).toBe("");
    expect(numberBeside({ ...item("left"), narration: "", reference: "118" })).toBe("");
    expect(numberBeside(item("left"))).toBe("");
  });
});
