import type { ReconSection, ReconSignature, ReconStatement } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { formatPaise, paise, sumPaise, type Paise } from "@/lib/money";
import { count } from "@/lib/words";

export const AGES = ["0–30 days", "31–90 days", "over 90 days"] as const;

/** What a person signs over: suggestions that nobody decided, and what no line explains. */
export function openWords({ undecided, undecided_paise, unexplained_paise }: Pick<ReconStatement, "undecided" | "undecided_paise" | "unexplained_paise">): string {
  const waiting = undecided > 0 ? `${count(undecided, "suggested match", "suggested matches")} of ₹ ${formatPaise(undecided_paise)} ${undecided === 1 ? "is" : "are"} not decided; the statement counts ${undecided === 1 ? "it" : "them"} as matched, and your signature says that you saw ${undecided === 1 ? "it" : "them"}.` : "";
  const off = unexplained_paise !== null && unexplained_paise !== 0 ? `₹ ${formatPaise(unexplained_paise)} are not explained by any line.` : "";
  return [waiting, off].filter(Boolean).join(" ");
}

/** A section as auditors read it: "Add: cheques issued, not yet presented". */
export function sectionWords({ sign, label }: Pick<ReconSection, "sign" | "label">): string {
  const [first = "", ...rest] = label;
  return sign === "" ? label : `${sign === "add" ? "Add" : "Less"}: ${first.toLowerCase()}${rest.join("")}`;
}

/** What the two sides of a statement are called in a sentence. */
export function bookWords(kind: string): { ours: string; theirs: string } {
  switch (kind) {
    case "bank": return { ours: "the books", theirs: "the bank" };
    case "gstr2b": return { ours: "the purchase register", theirs: "GSTR-2B" };
    case "gstr1": return { ours: "the sales register", theirs: "GSTR-1" };
    case "gateway": return { ours: "our ledger", theirs: "the gateway" };
    case "party": return { ours: "our ledger", theirs: "their statement" };
    case "tds": return { ours: "our books", theirs: "Form 26AS" };
    case "tds_payable": return { ours: "our books", theirs: "our TDS statement" };
    case "tds_challan": return { ours: "our payments", theirs: "the list of challans" };
    case "intercompany": return { ours: "our ledger of them", theirs: "their ledger of us" };
    default: return { ours: "our books", theirs: "the other side" };
  }
}

/** "the bank" at the beginning of a sentence. */
export const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

/** Totals by age over all sections, and what is stale. */
export function byAge(sections: readonly ReconSection[]): { ages: readonly Paise[]; stale: Paise } {
  return { ages: AGES.map((_, band) => sumPaise(sections.map((section) => section.ages_paise[band] ?? paise(0)))), stale: sumPaise(sections.map((section) => section.stale_paise)) };
}

/** Who may sign next under this statement: nobody has, the reviewer is awaited, both have. */
export function standing(statement: ReconStatement): ReconSignature | undefined {
  return statement.signatures.find((each) => each.as_of === statement.as_of && each.digest === statement.digest);
}

/** A signature in words. */
export function signatureWords(each: ReconSignature): string {
  const reviewed = each.reviewed_at ? `; reviewed by ${each.reviewed_by}, ${formatInstant(each.reviewed_at)}` : "; not reviewed yet";
  return `Prepared by ${each.prepared_by}, ${formatInstant(each.prepared_at)}${reviewed}.`;
}

/** Who signs now, and why somebody may not. */
export function nextStep(statement: ReconStatement, me: string): { act: "prepare" | "review" | "none"; why?: string } {
  const now = standing(statement);
  if (!now) return { act: "prepare" };
  if (now.reviewed_at) return { act: "none" };
  return now.prepared_by_id === me ? { act: "review", why: "You prepared this statement; somebody else has to review and sign it." } : { act: "review" };
}
