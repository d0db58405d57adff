import type { AutomaticPage } from "@/client/types";

type Precision = AutomaticPage["precision"];

/** A share as a percentage to two decimals, cut and never rounded up: 99.98 % found is not 100 %. */
export const share = (value: number): string => `${(Math.floor(value * 10_000) / 100).toFixed(2)} %`;

/** How right the sample was found beside the target, and what that means. */
export function precisionWords(precision: Precision, target: number | null): { tone: "ok" | "warn" | "bad" | "mute"; words: string } {
  if (precision.accepted === 0) return { tone: "mute", words: "Nothing is accepted without a person." };
  const seen = precision.largest_seen + precision.drawn_seen;
  const looks = `${seen} of ${precision.largest + precision.drawn} looked at`;
  if (precision.measured === null || precision.at_least === null) return { tone: "warn", words: `Not measured yet: ${looks}.` };
  const said = `${share(precision.measured)} right, at least ${share(precision.at_least)} with 95 % certainty (${looks})`;
  if (target === null) return { tone: "mute", words: `${said}.` };
  if (precision.measured < target) return { tone: "bad", words: `${said}: below the ${share(target)} to reach. Look at more, or accept less automatically.` };
  return precision.at_least < target ? { tone: "warn", words: `${said}. So few looks cannot prove the ${share(target)} to reach.` } : { tone: "ok", words: `${said}: the ${share(target)} to reach is proven.` };
}

/** By which limits a run accepted, in words. */
export function limitsWords(limits: AutomaticPage["limits"], money: (paise: number) => string): string {
  if (limits === null) return "The run that made this kept no limits. Run the close again.";
  if (!limits.auto_accept) return "Nothing of this account is accepted without a person.";
  const parts = [
    limits.exact_only ? "only pairs equal to the paisa" : "", `up to ₹ ${money(limits.limit_paise)}`, limits.threshold === null ? "by named rules" : `from a probability of ${share(limits.threshold)}`,
    limits.tax_alone ? "also with differences of the size of a usual tax" : "", Number(limits.fee_alone) > 0 ? `also less fees up to ${limits.fee_alone} %` : "",
    Number(limits.margin_least) > 0 ? `with a margin of ${limits.margin_least}` : "",
  ];
  return `Accepted ${parts.filter(Boolean).join(", ")}. Rules ${limits.rules}.`;
}
