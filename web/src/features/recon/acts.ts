import { useNavigate } from "@tanstack/react-router";
import { useLive } from "@/client/live";
import { placeLink } from "@/client/places";
import { useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { ReconDetail, ReconRow } from "@/client/types";
import { useKeys, type KeyBinding } from "@/lib/keys";
import type { RowStore } from "@/lib/rows";
import { useDecide, type Tab } from "./queries";

export type DialogName = "ask" | "all" | "columns" | "manual" | "statement" | "history" | "entry" | "export" | "mirror";
/** A dialog and the lines it is about. */
export interface OpenDialog { readonly name: DialogName; readonly rows: readonly ReconRow[] }

/** One act of the bench: its key, its button, and why it cannot be done now. */
export interface Act {
  readonly keys: string;
  readonly says: string;
  readonly run: () => void;
  readonly button?: string;
  readonly primary?: boolean;
  readonly why?: string | undefined;
  /** Not of this list at all: neither key nor button. */
  readonly hidden?: boolean;
}
export interface BenchActs { readonly list: readonly Act[] }

interface Bench {
  readonly recon: ReconDetail;
  readonly tab: Tab;
  readonly stage: string;
  readonly q: string;
  readonly store: RowStore<ReconRow>;
  readonly open: (dialog: DialogName, rows?: readonly ReconRow[]) => void;
}

/** What may be done on a bench, as buttons and as keys. */
export function useBenchActs({ recon, tab, stage, q, store, open }: Bench): BenchActs {
  const scope = useScope();
  const navigate = useNavigate();
  const forbidden = useWhyNot("recon.decide");
  const mayWrite = useWhyNot("journals.write");
  const accept = useDecide(recon.id, "accept", store);
  const reject = useDecide(recon.id, "reject", store);
  const chosen = store.chosen();
  const decide = tab === "decide";
  const pairs = decide || tab === "accepted";
  const suggested = recon.stages.some((each) => each.status === "suggested" && (stage === "" || each.stage === stage));
  const offline = useLive().mode === "offline" ? "Offline: nothing is decided until the connection is back." : undefined;
  const shut = recon.close_state === "signed" ? "This quarter is signed: nothing is decided until it is reopened." : undefined;
  const not = forbidden ?? offline ?? shut;
  const why = not ?? (chosen.length === 0 ? "Choose a line first." : undefined);
  const noEntry = mayWrite ?? shut ?? (chosen.length === 1 ? undefined : "Choose one line.");
  const at = chosen[0];
  const paper = at ? [...at.right, ...at.left].map((item) => placeLink(scope, item.place)).find((link) => link !== null) : undefined;
  const list: Act[] = [
    { keys: "A", says: "Accept", button: chosen.length > 1 ? `Accept ${chosen.length}` : "Accept", primary: true, why, run: () => accept.mutate({ rows: chosen }), hidden: !decide },
    { keys: "X", says: "Reject", button: "Reject", why, run: () => reject.mutate({ rows: chosen }), hidden: !pairs },
    { keys: "M", says: "Match by hand", button: "Match by hand", why: not, run: () => open("manual", chosen) },
    { keys: "N", says: "New entry from this line", button: "New entry", why: noEntry, run: () => open("entry", chosen), hidden: tab !== "right" || recon.kind !== "bank" },
    { keys: "T", says: "Transfer between own accounts", button: "Transfer", why: noEntry, run: () => open("mirror", chosen), hidden: tab !== "right" || recon.kind !== "bank" },
    { keys: "C", says: "Comment on this line", run: () => document.querySelector<HTMLElement>("[data-line-comment]")?.focus() },
    { keys: "Q", says: "Ask about this line: why, what else, how its party's lines went", button: "Ask", why: chosen.length === 0 ? "Choose a line first." : undefined, run: () => open("ask", chosen) },
    { keys: "O", says: "Open the document", why: paper ? undefined : "This line has no paper.", run: () => { if (paper) void navigate({ to: paper.to as string, search: paper.search as never }); } },
    { keys: "Shift A", says: "Accept all in this filter", button: "Accept all…", why: not ?? (q ? "Clear the words first: all in this filter means the chips alone." : undefined), run: () => open("all"), hidden: !decide || !suggested },
    { keys: "Ctrl Z", says: "What was done here, and take it back", run: () => open("history") },
    { keys: "V", says: "Columns and order", run: () => open("columns") },
    { keys: "B", says: "Statement of reconciliation: send for review", run: () => open("statement") },
  ];
  useKeys("Reconciliation", [
    ...list.map(({ keys, says, run, why: reason, hidden = false }): KeyBinding => ({ keys, says, run, off: hidden || reason !== undefined })),
    { keys: "Escape", says: "Clear the selection", run: () => store.setPicked(new Set()), off: store.picked.size === 0 },
  ]);
  return { list };
}
