import { describe, expect, it } from "vitest";
import type { AutomaticPage, ReconJob, ReconSection, ReconStatement, RuleHabit, RulesSet, Trial } from "@/client/types";
import { paise } from "@/lib/money";
import { limitsWords, precisionWords, share } from "./automatic";
import { jobWords } from "./proof";
import { rulesWords } from "./Rules";
import { bodyOf, habitWords, toPercent, toShare, typedOf, wrongWith, type Typed, ruleHabitWords, ruleWords, startOf, typedHabit } from "./rules";
import { bookWords, byAge, nextStep, sectionWords, signatureWords } from "./statement";
import { countWords } from "./Trial";

const section = (part: Partial<ReconSection>): ReconSection => ({ key: "k", sign: "add", label: "Cheques issued", total_paise: paise(0), ages_paise: [], stale_paise: paise(0), count: 1, lines: [], ...part });

describe("the statement", () => {
  it("names sections as auditors read them", () => {
    expect(sectionWords({ sign: "add", label: "Cheques and payments issued, not yet presented" })).toBe("Add: cheques and payments issued, not yet presented");
    expect(sectionWords({ sign: "less", label: "Other debits" })).toBe("Less: other debits");
    expect(sectionWords({ sign: "", label: "Differences of matched lines" })).toBe("Differences of matched lines");
  });
  it("speaks of the other side as one, for it states a balance", () => {
    expect(bookWords("tds_challan").theirs).toBe("the list of challans");
    expect(bookWords("gateway")).toEqual({ ours: "our ledger", theirs: "the gateway" });
  });
  it("adds ages over all sections", () => {
    const found = byAge([section({ ages_paise: [paise(100), paise(20), paise(3)], stale_paise: paise(3) }), section({ ages_paise: [paise(-40), paise(0), paise(-1)] })]);
    expect(found).toEqual({ ages: [60, 20, 2], stale: 3 });
  });
});

const signed = (part: object): ReconStatement["signatures"][number] => ({
  id: "s1", as_of: "2026-09-30", digest: "d1", because: "", prepared_by: "Chetan", prepared_by_id: "c", prepared_at: "2026-10-12T09:00:00Z", reviewed_by: "", reviewed_at: null, stands: true, changes: [], changed: 0, ...part,
});
const drawn = (signatures: ReconStatement["signatures"]): ReconStatement => ({
  kind: "bank", subject: "Bank", entity_code: "KT", first_day: "2026-07-01", last_day: "2026-09-30", as_of: "2026-09-30", books_paise: paise(0), sections: [], computed_paise: paise(0), stated_paise: null, unexplained_paise: null, undecided: 0, undecided_paise: paise(0), sides: [], digest: "d1", signatures,
});

describe("two people sign", () => {
  it("lets anybody prepare first, another one review, and nobody twice", () => {
    expect(nextStep(drawn([]), "c")).toEqual({ act: "prepare" });
    expect(nextStep(drawn([signed({})]), "c").why).toMatch(/somebody else/);
    expect(nextStep(drawn([signed({})]), "a")).toEqual({ act: "review" });
    expect(nextStep(drawn([signed({ reviewed_at: "2026-10-12T10:00:00Z", reviewed_by: "Asha" })]), "a")).toEqual({ act: "none" });
  });
  it("begins anew when the statement changed or is of another day", () => {
    expect(nextStep(drawn([signed({ digest: "d0" }), signed({ as_of: "2026-08-31" })]), "a")).toEqual({ act: "prepare" });
  });
  it("says who did", () => {
    expect(signatureWords(signed({}))).toMatch(/^Prepared by Chetan, 12-10-2026 .*; not reviewed yet\.$/);
    expect(signatureWords(signed({ reviewed_by: "Asha", reviewed_at: "2026-10-12T10:00:00Z" }))).toMatch(/reviewed by Asha, 12-10-2026/);
  });
});

const EMPTY: Typed = { exactOnly: false, tolerance: "", percent: "", days: "", patterns: "", auto: true, limit: "", target: "", margin: "", taxAlone: false, feeAlone: "" };

describe("rules as they are typed", () => {
  it.each([["0.999", "99.9"], ["0.9", "90"], ["0.995", "99.5"], ["0.99999", "99.999"], ["1", "100"], ["0.05", "5"], ["0.0001", "0.01"]])("moves the point of %s without rounding", (asShare, percent) => {
    expect(toPercent(asShare)).toBe(percent);
    expect(Number(toShare(percent))).toBe(Number(asShare));
  });
  it("leaves what is empty to the company, and takes lakhs and lines", () => {
    expect(bodyOf(EMPTY)).toEqual({
      exact_only: false, auto_accept: true, amount_tolerance_paise: null, rate_tolerance: null, window_days: null, patterns: [], auto_accept_limit_paise: null, precision_target: null, margin_least: null,
      tax_alone: false, fee_alone: null,
    });
    const body = bodyOf({ ...EMPTY, tolerance: "5", limit: "12.5L", days: "3", target: "99.5", patterns: " UTR [&+] \n\nINV-[####]" });
    expect([body.amount_tolerance_paise, body.auto_accept_limit_paise, body.window_days, body.precision_target, body.patterns]).toEqual([500, 1_250_000_00, 3, "0.995", ["UTR [&+]", "INV-[####]"]]);
    expect(bodyOf(typedOf({ ...body, amount_tolerance_paise: paise(500), auto_accept_limit_paise: paise(1_250_000_00) } as Parameters<typeof typedOf>[0]))).toEqual(body);
  });
  it("begin as what holds, so that an account's own rules drop nothing of its kind's", () => {
    const rules = (days: number) => ({ window_days: days }) as RulesSet;
    expect([startOf({ account: null, kind: rules(3) }, "account"), startOf({ account: rules(5), kind: rules(3) }, "account"), startOf({ account: rules(5), kind: null }, "kind")]).toEqual([rules(3), rules(5), null]);
  });
  it("says what is wrong at its field", () => {
    expect(wrongWith(EMPTY)).toEqual({});
    expect(Object.keys(wrongWith({ ...EMPTY, tolerance: "-5", percent: "x", days: "1.5", limit: "abc", target: "a", margin: "1,5" }))).toEqual(["tolerance", "percent", "days", "limit", "target", "margin"]);
  });
  it.each([
    ["tolerance", "1,00,000.01", "At most ₹ 1,00,000.00"], ["percent", "5.1", "Between 0 and 5"], ["days", "401", "At most 400 days"], ["target", "89.9", "At least 90 and less than 100"], ["target", "100", "At least 90 and less than 100"],
    ["margin", "100.5", "Between 0 and 100"], ["feeAlone", "5.1", "Between 0 and 5"], ["patterns", "UTR", "“UTR” names no digit"], ["patterns", "INV-[####]\nA[#]B]", "“A[#]B]” has brackets"], ["patterns", "][#", "has brackets"], ["patterns", "##+@+", "two runs side by side"],
    ["patterns", `#${"x".repeat(60)}`, "longer than 60"], ["patterns", Array.from({ length: 21 }, (_, n) => `A${n}#`).join("\n"), "More than 20"],
  ] as const)("knows what the server would not take before it is sent: %s %j", (name, text, words) => {
    const wrong = wrongWith({ ...EMPTY, [name]: text });
    expect(Object.keys(wrong)).toEqual([name]);
    expect(wrong[name]).toContain(words);
  });
  it("takes what lies on the edge", () => expect(wrongWith({ ...EMPTY, tolerance: "1,00,000", percent: "5", days: "400", target: "90", margin: "100", patterns: "UTR [&+]\nINV-[####]" })).toEqual({}));
  it("puts a version in words", () => {
    expect(rulesWords(null)).toMatch(/company's policy/);
    const set = { exact_only: true, amount_tolerance_paise: paise(500), rate_tolerance: null, window_days: 3, patterns: ["INV-[##]"], auto_accept: true, auto_accept_limit_paise: paise(1_00_000_00), precision_target: "0.999", margin_least: null, tax_alone: false, fee_alone: null };
    expect(rulesWords(set)).toBe("only equal pairs accepted, up to ₹ 1,00,000.00, tolerance ₹ 5.00, 3 days, precision 99.9 %, patterns INV-[##]");
    expect(rulesWords({ ...set, auto_accept: false })).toMatch(/^nothing accepted automatically, tolerance/);
    expect(rulesWords({ ...set, tax_alone: true, fee_alone: "2.5" })).toMatch(/differences of the size of a usual tax, fees up to 2.5 %/);
  });
});

const precision = (part: object): AutomaticPage["precision"] => ({ accepted: 1000, largest: 5, largest_seen: 0, largest_right: 0, drawn: 15, drawn_seen: 0, drawn_right: 0, measured: null, at_least: null, ...part });

describe("a habit", () => {
  it("says what it was counted of", () => expect(habitWords({ accepted: 4, would_match: 11, wrong: 1 })).toBe("People accepted this 4 times. Of 12 matches that stand it would have been right for 11 and wrong for 1."));
});

describe("a rule that habits propose", () => {
  const tax: RuleHabit = { rule: "tax_alone", percent: null, accepted: 34, waiting: 1 };
  const fee: RuleHabit = { rule: "fee_alone", percent: "2.9", accepted: 12, waiting: 0 };
  it("says what it was counted of", () => {
    expect(ruleHabitWords(tax)).toMatch(/^People accepted all 34 such matches that they decided; one more waits\./);
    expect(ruleHabitWords(fee)).toMatch(/none waits/);
    expect(ruleWords(fee)).toMatch(/up to 2.9 %/);
  });
  it("is taken into the rules as they are typed, and sent", () => {
    const body = bodyOf({ ...EMPTY, ...typedHabit(tax), ...typedHabit(fee) });
    expect([body.tax_alone, body.fee_alone]).toEqual([true, "2.9"]);
  });
});

describe("how right the sample was", () => {
  it("never rounds a share up", () => expect([share(0.99999), share(1), share(0.5)]).toEqual(["99.99 %", "100.00 %", "50.00 %"]));
  it("claims nothing before anybody looked, and no proof from few looks", () => {
    expect(precisionWords(precision({ accepted: 0 }), 0.999).tone).toBe("mute");
    expect(precisionWords(precision({}), 0.999)).toEqual({ tone: "warn", words: "Not measured yet: 0 of 20 looked at." });
    const few = precision({ largest_seen: 5, largest_right: 5, drawn_seen: 15, drawn_right: 15, measured: 1, at_least: 0.82 });
    expect(precisionWords(few, 0.999)).toEqual({ tone: "warn", words: "100.00 % right, at least 82.00 % with 95 % certainty (20 of 20 looked at). So few looks cannot prove the 99.90 % to reach." });
    expect(precisionWords({ ...few, at_least: 0.9995 }, 0.999).tone).toBe("ok");
    expect(precisionWords({ ...few, measured: 0.93 }, 0.999).tone).toBe("bad");
  });
  it("says by which limits a run accepted", () => {
    const limits = { auto_accept: true, exact_only: false, limit_paise: paise(1_00), margin_least: "0.2", precision_target: "0.999", threshold: 0.97, rules: "ab12", tax_alone: false, fee_alone: "0" };
    expect(limitsWords(limits, () => "1.00")).toBe("Accepted up to ₹ 1.00, from a probability of 97.00 %, with a margin of 0.2. Rules ab12.");
    expect(limitsWords({ ...limits, tax_alone: true, fee_alone: "2.9" }, () => "1.00")).toMatch(/size of a usual tax, also less fees up to 2.9 %/);
    expect(limitsWords({ ...limits, auto_accept: false }, () => "")).toMatch(/Nothing/);
    expect(limitsWords(null, () => "")).toMatch(/Run the close again/);
  });
});

const job = (part: object): ReconJob => ({
  id: "j", report_id: null, kind: "undo", state: "running", total: 94, total_paise: paise(0), done: 60, failed: 2, message: "", by: "Asha", reason: "", stage: "", quarter: "", asked_at: "", ended_at: null, result: null, file: null, ...part,
});

describe("a job", () => {
  it("tells how far it is and what came of it", () => {
    expect(jobWords(job({}))).toMatch(/^62 of 94 so far/);
    expect(jobWords(job({ state: "done", done: 92 }))).toBe("92 matches wait for a person again. 2 were decided meanwhile and stay as they are.");
    expect(jobWords(job({ state: "stopped" }))).toMatch(/^Stopped after 62 matches/);
    expect(jobWords(job({ state: "failed", message: "The quarter is signed." }))).toBe("Broken off. The quarter is signed.");
    expect(jobWords(job({ kind: "try" }))).toMatch(/^Working it out/);
  });
  it("tells a trial by its counts", () => {
    const trial: Trial = { parts: [], before: { auto: 412, suggested: 0, open: 3 }, after: { auto: 398, suggested: 14, open: 3 } };
    expect(countWords(trial)).toBe("automatic 412 → 398, to decide 0 → 14, open 3 → 3");
  });
});
