import type { RulesBody, RulesSet } from "@/client/types";
import { formatPaise, parseAmount } from "@/lib/money";

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
});

/** What is wrong with what was typed, said at its field. */
export function wrongWith(typed: Typed): Partial<Record<keyof Typed, string>> {
  const wrong: Partial<Record<keyof Typed, string>> = {};
  const amount = (text: string): boolean => text.trim() === "" || (parseAmount(text) ?? -1) >= 0;
  const number = (text: string): boolean => text.trim() === "" || NUMBER.test(text.trim());
  if (!amount(typed.tolerance)) wrong.tolerance = "Not an amount to the paisa";
  if (!number(typed.percent)) wrong.percent = "Not a percentage";
  if (typed.days.trim() !== "" && !/^\d{1,3}$/.test(typed.days.trim())) wrong.days = "Not a number of days";
  if (!amount(typed.limit)) wrong.limit = "Not an amount to the paisa";
  if (!number(typed.target)) wrong.target = "Not a percentage";
  if (!number(typed.margin)) wrong.margin = "Not a number";
  return wrong;
}

/** What is sent. Nothing is wrong with it (`wrongWith`). */
export function bodyOf(typed: Typed): RulesBody {
  const text = (value: string): string | null => value.trim() || null;
  const amount = (value: string): number | null => (value.trim() === "" ? null : parseAmount(value));
  return {
    exact_only: typed.exactOnly, auto_accept: typed.auto, amount_tolerance_paise: amount(typed.tolerance), rate_tolerance: text(typed.percent),
    window_days: typed.days.trim() === "" ? null : Number(typed.days), patterns: typed.patterns.split("\n").map((line) => line.trim()).filter(Boolean),
    auto_accept_limit_paise: amount(typed.limit), precision_target: typed.target.trim() === "" ? null : toShare(typed.target), margin_least: text(typed.margin),
  };
}

/** What a habit did among matches that stand, in words: never a share without the number it is of. */
export function habitWords({ accepted, would_match, wrong }: { accepted: number; would_match: number; wrong: number }): string {
  return `People accepted this ${accepted} times. Of ${would_match + wrong} matches that stand it would have been right for ${would_match} and wrong for ${wrong}.`;
}
