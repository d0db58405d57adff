import type { ReconRules, RuleHabit, RulesBody, RulesSet } from "@/client/types";
import { formatPaise, paise as toPaise, parseAmount } from "@/lib/money";
import { count } from "@/lib/words";

/** Rules as they are typed: "" leaves a thing to the company. Percentages as people say them. */
export interface Typed {
  readonly exactOnly: boolean;
  readonly tolerance: string;
  readonly percent: string;
  readonly days: string;
  readonly patterns: string;
  readonly auto: boolean;
  readonly limit: string;
  readonly target: string;
  readonly margin: string;
  readonly taxAlone: boolean;
  readonly feeAlone: string;
}

const NUMBER = /^\d{1,3}(\.\d{1,6})?$/;

/** "0.999" as "99.9": digits are moved, nothing is rounded. */
export function toPercent(share: string | null): string {
  if (share === null) return "";
  const [whole = "0", rest = ""] = share.split(".");
  const digits = `${whole}${rest.padEnd(2, "0")}`;
  const at = whole.length + 2;
  const [front, back] = [digits.slice(0, at).replace(/^0+(?=\d)/, ""), digits.slice(at).replace(/0+$/, "")];
  return back === "" ? front : `${front}.${back}`;
}

/** "99.9" as "0.999". */
export function toShare(percent: string): string {
  const [whole = "0", rest = ""] = percent.trim().split(".");
  const digits = whole.padStart(3, "0");
  const share = `${digits.slice(0, -2)}.${digits.slice(-2)}${rest}`.replace(/^0+(?=\d)/, "").replace(/0+$/, "").replace(/\.$/, "");
  return share;
}

export const typedOf = (rules: RulesSet | null): Typed => ({
  exactOnly: rules?.exact_only ?? false,
  tolerance: rules?.amount_tolerance_paise === null || rules === null ? "" : formatPaise(rules.amount_tolerance_paise),
  percent: rules?.rate_tolerance ?? "",
  days: rules?.window_days === null || rules === null ? "" : String(rules.window_days),
  patterns: rules?.patterns.join("\n") ?? "",
  auto: rules?.auto_accept ?? true,
  limit: rules?.auto_accept_limit_paise === null || rules === null ? "" : formatPaise(rules.auto_accept_limit_paise),
  target: toPercent(rules?.precision_target ?? null),
  margin: rules?.margin_least ?? "",
  taxAlone: rules?.tax_alone ?? false,
  feeAlone: rules?.fee_alone ?? "",
});

/** The rules that a form begins with: an account's own, else those of its kind, which hold for it so far. */
export const startOf = ({ account, kind }: Pick<ReconRules, "account" | "kind">, level: "account" | "kind"): RulesSet | null => (level === "account" ? account ?? kind : kind);

/** Kinds in which a rule on taxes or on fees changes anything; the server refuses it in others. */
export const ALONE_IN = { tax: new Set(["bank", "party"]), fee: new Set(["bank"]) } as const;

/** What the server takes: paise, per cent, days, points, patterns. Beyond it no rules are asked for. */
const MOST = { tolerance: 1_00_000_00, percent: 5, days: 400, margin: 100, patterns: 20, pattern: 60 } as const;
const TARGET_LEAST = 90;

/** What is wrong with what was typed, said at its field. */
export function wrongWith(typed: Typed): Partial<Record<keyof Typed, string>> {
  const wrong: Partial<Record<keyof Typed, string>> = {};
  const said = (name: keyof Typed, text: string, find: (text: string) => string): void => {
    const found = text.trim() === "" ? "" : find(text.trim());
    if (found !== "") wrong[name] = found;
  };
  const amount = (most?: number) => (text: string): string => {
    const paise = parseAmount(text);
    if (paise === null || paise < 0) return "Not an amount to the paisa";
    return most !== undefined && paise > most ? `At most ₹ ${formatPaise(toPaise(most))}` : "";
  };
  const number = (words: string, fits: (value: number) => boolean, range: string) => (text: string): string => (NUMBER.test(text) ? (fits(Number(text)) ? "" : range) : words);
  said("tolerance", typed.tolerance, amount(MOST.tolerance));
  said("percent", typed.percent, number("Not a percentage", (value) => value <= MOST.percent, `Between 0 and ${MOST.percent}`));
  said("feeAlone", typed.feeAlone, number("Not a percentage", (value) => value <= MOST.percent, `Between 0 and ${MOST.percent}`));
  said("days", typed.days, (text) => (/^\d{1,9}$/.test(text) ? (Number(text) <= MOST.days ? "" : `At most ${MOST.days} days`) : "Not a number of days"));
  said("patterns", typed.patterns, wrongPatterns);
  said("limit", typed.limit, amount());
  said("target", typed.target, number("Not a percentage", (value) => value >= TARGET_LEAST && value < 100, `At least ${TARGET_LEAST} and less than 100`));
  said("margin", typed.margin, number("Not a number", (value) => value <= MOST.margin, `Between 0 and ${MOST.margin}`));
  return wrong;
}

/** The first pattern that cannot find a reference, with the reason; "" when all can. */
function wrongPatterns(text: string): string {
  const patterns = text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (patterns.length > MOST.patterns) return `More than ${MOST.patterns} patterns`;
  for (const pattern of patterns) {
    const why = wrongPattern(pattern);
    if (why !== "") return `“${pattern.slice(0, 40)}” ${why}`;
  }
  return "";
}

function wrongPattern(pattern: string): string {
  if (pattern.length > MOST.pattern) return `is longer than ${MOST.pattern} characters`;
  const [opens, closes] = [pattern.split("[").length - 1, pattern.split("]").length - 1];
  if (opens > 1 || opens !== closes || pattern.indexOf("[") > pattern.indexOf("]")) return "has brackets that do not make one pair";
  const inside = opens === 1 ? pattern.slice(pattern.indexOf("[") + 1, pattern.indexOf("]")) : pattern;
  if (!/[#@&]/.test(inside)) return "names no digit (#), letter (@) or either (&) that could be a reference";
  if (/[#@&]\+\s*\[?\]?[#@&]\+/.test(pattern)) return "has two runs side by side; nobody can tell where one ends";
  return "";
}

/** What is sent. Nothing is wrong with it (`wrongWith`). */
export function bodyOf(typed: Typed): RulesBody {
  const text = (value: string): string | null => value.trim() || null;
  const amount = (value: string): number | null => (value.trim() === "" ? null : parseAmount(value));
  return {
    exact_only: typed.exactOnly, auto_accept: typed.auto, amount_tolerance_paise: amount(typed.tolerance), rate_tolerance: text(typed.percent),
    window_days: typed.days.trim() === "" ? null : Number(typed.days), patterns: typed.patterns.split("\n").map((line) => line.trim()).filter(Boolean),
    auto_accept_limit_paise: amount(typed.limit), precision_target: typed.target.trim() === "" ? null : toShare(typed.target), margin_least: text(typed.margin),
    tax_alone: typed.taxAlone, fee_alone: text(typed.feeAlone),
  };
}

/** A rule that habits propose, in words. */
export const ruleWords = ({ percent }: RuleHabit): string =>
  percent === null ? "Differences of the size of a usual tax need no person, where nobody is known to take one" : `Fees of an unusual rate need no person, up to ${percent} % of the amount`;

/** What people did with the matches that it is about. */
export const ruleHabitWords = ({ accepted, waiting }: RuleHabit): string =>
  `People accepted all ${count(accepted, "such match", "such matches")} that they decided; ${waiting === 0 ? "none waits" : waiting === 1 ? "one more waits" : `${waiting} more wait`}. Try it on the last quarter before you ask for it.`;

/** The habit as it is typed. */
export const typedHabit = ({ percent }: RuleHabit): Partial<Typed> => (percent === null ? { taxAlone: true } : { feeAlone: percent });

/** What a habit did among matches that stand, in words: never a share without the number it is of. */
export function habitWords({ accepted, would_match, wrong }: { accepted: number; would_match: number; wrong: number }): string {
  return `People accepted this ${accepted} times. Of ${would_match + wrong} matches that stand it would have been right for ${would_match} and wrong for ${wrong}.`;
}
