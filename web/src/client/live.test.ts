import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { applyFact } from "./facts";
import { readFact } from "./live";

const fact = (part: object) => ({ seq: 1, type: "document.changed", id: "d1", patch: {}, at: "", ...part });

describe("facts", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.runAllTimers();
    vi.useRealTimers();
  });
  it("reads the socket's and the replay's wording alike", () => {
    const wanted = { seq: 5, type: "journal.changed", id: "j1", patch: { state: "posted" }, at: "2026-10-15T10:00:00Z" };
    expect(readFact(JSON.stringify(wanted))).toEqual(wanted);
    expect(readFact(JSON.stringify({ seq: 5, topic: "journal.changed", payload: { id: "j1", patch: { state: "posted" } }, at: "2026-10-15T10:00:00Z" }))).toEqual(wanted);
  });
  it.each(["", "ping", "null", "[]", '{"seq":"1","type":"x"}', '{"seq":1}'])("passes over %s", (text) => expect(readFact(text)).toBeNull());
  it("patches the stage that moved and no other", () => {
    const client = new QueryClient();
    const stage = { label: "", agent: "", state: "waiting", done: 0, total: 10, message: "", seconds: null };
    client.setQueryData(["progress", "q"], { run: 3, state: "running", stages: [{ stage: "read", ...stage }, { stage: "post", ...stage }] });
    applyFact(client, fact({ type: "stage.progress", patch: { stage: "read", done: 4, state: "running", colour: "red", total: "many" } }));
    const after = client.getQueryData<{ stages: object[] }>(["progress", "q"]);
    expect(after?.stages[0]).toEqual({ stage: "read", ...stage, done: 4, state: "running" });
    expect(after?.stages[1]).toEqual({ stage: "post", ...stage });
  });
  it("merges a newer record into its list and drops an older one", () => {
    const client = new QueryClient();
    const list = (version: number) => client.setQueryData(["documents", "q"], { pages: [{ items: [{ id: "d1", version, state: "check" }] }], pageParams: [undefined] });
    const state = () => client.getQueryData<{ pages: { items: { state: string }[] }[] }>(["documents", "q"])?.pages[0]?.items[0]?.state;
    list(2);
    applyFact(client, fact({ patch: { version: 3, state: "confirmed" } }));
    expect(state()).toBe("confirmed");
    list(5);
    applyFact(client, fact({ patch: { version: 4, state: "confirmed" } }));
    expect(state()).toBe("check");
  });
  it("refetches once for a burst of facts", () => {
    const client = new QueryClient();
    const invalidate = vi.spyOn(client, "invalidateQueries");
    for (let seq = 1; seq < 50; seq += 1) applyFact(client, fact({ seq, type: "recon.changed" }));
    vi.advanceTimersByTime(600);
    expect(invalidate.mock.calls.filter(([given]) => given?.queryKey?.[0] === "recon-rows")).toHaveLength(1);
  });
});
