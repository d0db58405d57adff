import type { ReconSection, ReconSignature, ReconStatement } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { paise, sumPaise, type Paise } from "@/lib/money";

export const AGES = ["0–30 days", "31–90 days", "over 90 days"] as const;

/** A section as auditors read it: "Add: cheques issued, not yet presented". */
export function sectionWords({ sign, label }: Pick<ReconSection, "sign" | "label">): string {
  const [first = "", ...rest] = label;
  return sign === "" ? label : `${sign === "add" ? "Add" : "Less"}: ${first.toLowerCase()}${rest.join("")}`;
}

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
