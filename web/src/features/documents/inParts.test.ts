// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import type { Received, UploadOut } from "@/client/types";
import { ApiError } from "@/lib/apiError";
import { Held, sendInParts, type Line } from "./inParts";

const PART = 4;

/** A server that keeps parts, and a line that is cut as often as it is told. */
function world(cuts: number[] = []): { line: Line; parts: Map<number, string>; sent: number[]; begun: () => number } {
  const parts = new Map<number, string>();
  const sent: number[] = [];
  let begun = 0;
  let size = 0;
  const state = (): UploadOut => {
    const all = Array.from({ length: Math.ceil(size / PART) }, (_, k) => k + 1);
    return { id: "u1", name: "a.pdf", size, part_bytes: PART, missing: all.filter((k) => !parts.has(k)), expires_at: "2026-11-30T00:00:00Z", document_id: null };
  };
  const line: Line = {
    begin: async (file) => { begun += 1; size = file.size; return state(); },
    state: async () => state(),
    part: async (_, number, bytes) => {
      sent.push(number);
      if (cuts.length > 0 && cuts[0] === sent.length) { cuts.shift(); throw new ApiError(0, "offline", "gone"); }
      parts.set(number, await bytes.text());
      return state();
    },
    finish: async () => ({ id: "d1", name: "a.pdf", sha256: "", state: "received", reason: "", duplicate_of: null }) as unknown as Received,
    wait: async () => undefined,
  };
  return { line, parts, sent, begun: () => begun };
}

const file = (text: string): File => new File([text], "a.pdf", { lastModified: 7 });
const whole = (parts: Map<number, string>): string => [...parts].sort(([a], [b]) => a - b).map(([, text]) => text).join("");

describe("a file in parts", () => {
  beforeEach(() => localStorage.clear());

  it("arrives whole, though the line is cut twice", async () => {
    const { line, parts, sent } = world([2, 4]);
    const shares: number[] = [];
    const received = await sendInParts(file("abcdefghij"), "2026-Q1", undefined, new Held(), (share) => shares.push(share), line);
    expect(whole(parts)).toBe("abcdefghij");
    expect(sent).toEqual([1, 2, 2, 3, 3]);
    expect(received.id).toBe("d1");
    expect(Math.max(...shares)).toBeCloseTo(1);
  });

  it("goes on where it stopped, and asks for no second place", async () => {
    const first = world();
    const refused: Line = { ...first.line, part: async (id, number, bytes, tell) => (number === 3 ? Promise.reject(new ApiError(409, "upload.part_wrong", "no")) : first.line.part(id, number, bytes, tell)) };
    await expect(sendInParts(file("abcdefghij"), "2026-Q1", undefined, new Held(), () => undefined, refused)).rejects.toThrow("no");
    await sendInParts(file("abcdefghij"), "2026-Q1", undefined, new Held(), () => undefined, first.line);
    expect(first.sent).toEqual([1, 2, 3]);
    expect(first.begun()).toBe(1);
    expect(whole(first.parts)).toBe("abcdefghij");
  });

  it("waits while it is held", async () => {
    const { line, sent } = world();
    const held = new Held();
    held.hold();
    const done = sendInParts(file("abcdefgh"), "2026-Q1", undefined, held, () => undefined, line);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sent).toEqual([]);
    expect(held.isHeld).toBe(true);
    held.release();
    expect(held.isHeld).toBe(false);
    await done;
    expect(sent).toEqual([1, 2]);
  });
});
