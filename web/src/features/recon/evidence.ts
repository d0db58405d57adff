import type { ReconRow } from "@/client/types";
import { percent } from "@/lib/words";

/** What the engine calls the part that each candidate begins with. */
const ASKED = "what one asks of a candidate before anything speaks for it";

export interface Part { readonly text: string; readonly points: number }
/** What speaks for a row and against it: parts in whole points that add up to the total, on one scale. Without a total the parts are words alone. */
export interface Evidence { readonly parts: readonly Part[]; readonly total: { readonly name: string; readonly value: string } | null }

type Reasons = ReconRow["reasons"];
const chanceAt = (score: number): number => 1 / (1 + Math.exp(-score));

/** The score of an engine's match is log-odds; by hand nobody scored, and the next candidate after a rejected one is ranked by signs that are no probability. */
export const isScored = ({ type, stage, score }: Pick<ReconRow, "type" | "stage" | "score">): boolean => type === "match" && score !== null && stage !== "next_best" && stage !== "manual";

/** "90%", "" where there is no probability. */
export const chanceWords = (row: Pick<ReconRow, "type" | "stage" | "score">): string => (isScored(row) ? percent(chanceAt(row.score ?? 0)) : "");

/** Points of a match are per cent of its probability, of an open line and its nearest hundredths of how near it comes. */
export function evidenceOf(row: Pick<ReconRow, "type" | "stage" | "score" | "reasons">): Evidence {
  if (row.type === "match" && row.stage === "manual") return { parts: row.reasons.map(({ text }) => ({ text, points: 0 })), total: null };
  return isScored(row) ? chances(row.reasons) : nearness(row.reasons);
}

/** The way from what any candidate begins with to the probability, shared among the parts as the engine weighs them. */
function chances(reasons: Reasons): Evidence {
  const begin = reasons.find((reason) => reason.text === ASKED);
  const parts = reasons.filter((reason) => reason !== begin);
  const from = begin?.weight ?? 0;
  const to = from + parts.reduce((sum, reason) => sum + reason.weight, 0);
  const [start, end] = [Math.floor(chanceAt(from) * 100), Math.floor(chanceAt(to) * 100)];
  const share = to === from ? 0 : (end - start) / (to - from);
  const points = whole(parts.map((reason) => reason.weight * share), end - start);
  return {
    parts: [{ text: "before anything is known", points: start }, ...parts.map(({ text }, n) => ({ text, points: points[n] ?? 0 }))],
    total: { name: "Probability", value: `${end}%` },
  };
}

/** How near another line comes, by signs that add up. */
export function nearness(reasons: Reasons): Evidence {
  const score = reasons.reduce((sum, reason) => sum + reason.weight, 0);
  const total = Math.round(score * 100);
  const points = whole(reasons.map((reason) => reason.weight * 100), total);
  return { parts: reasons.map(({ text }, n) => ({ text, points: points[n] ?? 0 })), total: reasons.length > 0 ? { name: "Together", value: `${total < 0 ? "−" : ""}${Math.abs(total)}: ${nearWords(score).toLowerCase()}` } : null };
}

/** How near in a word; from "Near" on a line is offered. */
export const nearWords = (score: number): string => (score >= 0.8 ? "Very near" : score >= 0.5 ? "Near" : score >= 0.2 ? "Not near" : "Far");

/** Whole numbers that add up to the total: each is rounded down, and those that lost most get one more. */
function whole(values: readonly number[], total: number): readonly number[] {
  const down = values.map(Math.floor);
  const missing = total - down.reduce((sum, each) => sum + each, 0);
  const most = values.map((value, n) => [value - (down[n] ?? 0), n] as const).toSorted((one, other) => other[0] - one[0]).slice(0, Math.max(0, missing));
  for (const [, n] of most) down[n] = (down[n] ?? 0) + 1;
  return down;
}

/** How far a match leads: the engine's margin in words; "" where nothing else was near. */
export function aheadWords({ margin, ...row }: Pick<ReconRow, "type" | "stage" | "score" | "margin">): string {
  if (margin === null || margin <= 0 || !isScored(row)) return "";
  const times = Math.exp(margin);
  return times >= 100 ? "far ahead of the next candidate" : times >= 2 ? `${Math.floor(times)} times as likely as the next candidate` : "hardly ahead of the next candidate";
}
