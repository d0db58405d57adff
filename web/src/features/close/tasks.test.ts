import { describe, expect, it } from "vitest";
import type { Task } from "@/client/types";
import { dueWords, isLate, taskState, whyNotReady, whySigned } from "./tasks";

const task = { state: "in_progress", due_on: "2026-10-05" } as Task;

describe("a statutory date", () => {
  it.each([[-3, "was due 3 days ago"], [-1, "was due 1 day ago"], [0, "due today"], [1, "1 day"], [12, "12 days"]])("with %i days left is called %s", (left, words) => expect(dueWords(left)).toBe(words));
});

describe("a signed close", () => {
  it("has no late task", () => {
    expect([isLate(task, "2026-10-20", false), taskState(task, "2026-10-20", false).word]).toEqual([true, "Late"]);
    expect([isLate(task, "2026-10-20", true), taskState(task, "2026-10-20", true).word]).toEqual([false, "In progress"]);
  });
  it("is neither run nor signed again, and says why", () => {
    expect(whySigned("signed")).toBe("The quarter is signed. Reopen it first.");
    expect(whyNotReady("signed")).toBe(whySigned("signed"));
    expect(whySigned("ready")).toBeUndefined();
  });
  it("is signed only while its package waits", () => {
    expect(whyNotReady("ready")).toBeUndefined();
    expect(whyNotReady("open")).toContain("run the close first");
  });
});
