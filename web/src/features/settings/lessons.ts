import type { TaughtModel } from "@/client/types";
import { count, humanise } from "@/lib/words";
import type { Tone } from "@/ui/parts";

const LESSON = "_experience";
const KINDS: Record<string, string> = { bank: "Bank", gstr2b: "GSTR-2B", gstr1: "GSTR-1", party: "Statements of parties", intercompany: "Companies of the group", tds: "Form 26AS", tds_payable: "TDS statements", tds_challan: "TDS challans" };
const SHOWN_RETIRED = 3;

export const STATES: Record<string, { says: string; tone: Tone }> = {
  champion: { says: "Counts", tone: "ok" },
  challenger: { says: "In the shadow", tone: "info" },
  retired: { says: "Out of use", tone: "mute" },
};

/** "Bank, model": of which reconciliations, and whether it is a model or a lesson. */
export function nameOf(kind: string): string {
  const of = kind.endsWith(LESSON) ? kind.slice(0, -LESSON.length) : kind;
  return `${KINDS[of] ?? humanise(of)}, ${kind.endsWith(LESSON) ? "lesson" : "model"}`;
}

/** From how many decisions it learned. */
export function taughtBy(model: TaughtModel): string {
  const decisions = model.trained_on["decisions"];
  return typeof decisions === "number" ? `by ${count(decisions, "decision")}` : "";
}

/** Why it cannot be put in use now; undefined where it can. */
export function whyNotUse(model: TaughtModel): string | undefined {
  return model.metrics["better"] === true ? undefined : "It was not better on the newest decisions than what counts";
}

/** What counts first, then what stands in the shadow, then the newest that went out of use, as many of a kind as say something. */
export function inTurn(models: TaughtModel[]): TaughtModel[] {
  const order = ["champion", "challenger", "retired"];
  const gone = new Map<string, number>();
  return models
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.made_at.localeCompare(a.made_at))
    .filter((each) => {
      if (each.state !== "retired") return true;
      const before = gone.get(each.kind) ?? 0;
      gone.set(each.kind, before + 1);
      return before < SHOWN_RETIRED;
    });
}
