import type { Tone } from "@/ui/parts";

export const STATES: Record<string, { tone: Tone; word: string }> = {
  in_use: { tone: "ok", word: "In use" }, fully_depreciated: { tone: "mute", word: "Fully depreciated" }, disposed: { tone: "mute", word: "Disposed" }, in_progress: { tone: "info", word: "In progress" },
  not_in_use: { tone: "warn", word: "Not in use" }, unclear: { tone: "warn", word: "Unclear" }, proposed: { tone: "ai", word: "Proposed" },
};
export const METHODS: Record<string, string> = { slm: "Straight line", wdv: "Written down value", "": "Not stated" };
export const WHAT: Record<string, string> = { cost: "Cost", accumulated: "Accumulated depreciation", net: "Net value", in_progress: "Work in progress" };
