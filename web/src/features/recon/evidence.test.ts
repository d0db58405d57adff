import { describe, expect, it } from "vitest";
import { aheadWords, chanceWords, evidenceOf, nearness, nearWords, type Evidence } from "./evidence";

const ASKED = { text: "what one asks of a candidate before anything speaks for it", weight: -2 };
const match = { type: "match" as const, stage: "scored", score: 2.2, reasons: [{ text: "amounts equal", weight: 2.5 }, { text: "same name", weight: 3 }, { text: "they lie 12 days apart", weight: -1.3 }, ASKED] };
const sum = ({ parts }: Evidence): number => parts.reduce((all, part) => all + part.points, 0);

describe("what speaks for a match", () => {
  it("is told in whole points that add up to the one probability, which the chip says too", () => {
    const said = evidenceOf(match);
    expect(said.total).toEqual({ name: "Probability", value: "90%" });
    expect(said.total?.value).toBe(chanceWords(match));
    expect(sum(said)).toBe(90);
    expect(said.parts.map((part) => [part.text, Math.sign(part.points)])).toEqual([["before anything is known", 1], ["amounts equal", 1], ["same name", 1], ["they lie 12 days apart", -1]]);
  });
  it("adds up whatever the weights are", () => {
    for (let n = 1; n < 200; n += 1) {
      const weights = [Math.sin(n) * 6, Math.cos(n * 3) * 4, Math.sin(n * 7) * 2];
      const score = weights.reduce((all, each) => all + each, -2);
      const said = evidenceOf({ ...match, score, reasons: [...weights.map((weight, k) => ({ text: `part ${k}`, weight })), ASKED] });
      expect(`${sum(said)}%`).toBe(said.total?.value);
      expect(said.total?.value).toBe(chanceWords({ ...match, score }));
    }
  });
  it("of a person's own match is words, and of the next candidate no probability", () => {
    expect(evidenceOf({ ...match, stage: "manual", reasons: [{ text: "a person matched these by hand", weight: 1 }] }).total).toBeNull();
    const next = { ...match, stage: "next_best", score: 0.85, reasons: [{ text: "amounts agree to the paisa", weight: 0.5 }, { text: "both name 4471", weight: 0.3 }, { text: "same day", weight: 0.05 }] };
    expect(chanceWords(next)).toBe("");
    expect(evidenceOf(next).total).toEqual({ name: "Together", value: "85: very near" });
    expect(sum(evidenceOf(next))).toBe(85);
  });
});

describe("how near and how far ahead", () => {
  it("is said in words, with no second number beside the points", () => {
    expect([0.9, 0.5, 0.3, -0.2].map(nearWords)).toEqual(["Very near", "Near", "Not near", "Far"]);
    expect(nearness([{ text: "amounts differ by Rs 50.00", weight: -0.2 }, { text: "60 days apart", weight: -0.1 }]).total?.value).toBe("−30: far");
    expect(aheadWords({ ...match, margin: 2.5 })).toBe("12 times as likely as the next candidate");
    expect(aheadWords({ ...match, margin: 9 })).toBe("far ahead of the next candidate");
    expect(aheadWords({ ...match, margin: 0.1 })).toBe("hardly ahead of the next candidate");
    expect(aheadWords({ ...match, stage: "next_best", margin: 2 })).toBe("");
  });
});
