import { useNavigate } from "@tanstack/react-router";
import { useLive } from "@/client/live";
import { placeLink } from "@/client/places";
import { addressOf, useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { ReconDetail, ReconRow } from "@/client/types";
import { useKeys, type KeyBinding } from "@/lib/keys";
import type { RowStore } from "@/lib/rows";
import { useDecide, type Tab } from "./queries";
import { sides } from "./words";

export type DialogName = "ask" | "all" | "columns" | "manual" | "statement" | "history" | "entry" | "export" | "mirror";
/** A dialog and the lines it is about. */
export interface OpenDialog { readonly name: DialogName; readonly rows: readonly ReconRow[] }

/** One act of the bench: its key, its button, and why it cannot be done now. */
export interface Act {
  readonly keys: string;
  readonly says: string;
  readonly run: () => void;
  readonly button?: string | undefined;
  readonly primary?: boolean;
  readonly why?: string | undefined;
  /** Not of this list: no button, and the key says why. */
  readonly elsewhere?: string | undefined;
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

/** Why an act is none of this list, by act; undefined where it is one. */
export function awayFrom({ kind, tab, suggested, drafted = false }: { kind: string; tab: Tab; suggested: boolean; drafted?: boolean }): Readonly<Record<"accept" | "reject" | "entry" | "mirror" | "all", string | undefined>> {
  const names = sides(kind);
  const accept = tab === "decide" ? undefined : tab === "accepted" ? "What is here is accepted already." : "A line that stands alone has nothing to accept: match it by hand with M.";
  return {
    accept,
    reject: tab === "decide" || tab === "accepted" ? undefined : "A line that stands alone has nothing to reject.",
    entry: tab === "right" || drafted ? undefined : `An entry is drafted from a line that the books lack: those stand in “${names.right} only”.`,
    mirror: kind !== "bank" ? "A transfer between own accounts shows on the statement of a bank." : tab === "right" || drafted ? undefined : `A transfer is drafted from a line that the books lack: those stand in “${names.right} only”.`,
    all: accept ?? (suggested ? undefined : "Nothing in this filter waits for a decision."),
  };
}

/** What may be done on a bench, as buttons and as keys. */
export function useBenchActs({ recon, tab, stage, q, store, open }: Bench): BenchActs {
  const scope = useScope();
  const navigate = useNavigate();
  const [filters] = useFilters();
  const forbidden = useWhyNot("recon.decide");
  const mayWrite = useWhyNot("journals.write");
  const accept = useDecide(recon.id, "accept", store);
  const reject = useDecide(recon.id, "reject", store);
  const chosen = store.chosen();
  const suggested = recon.stages.some((each) => each.status === "suggested" && (stage === "" || each.stage === stage));
  const offline = useLive().mode === "offline" ? "Offline: nothing is decided until the connection is back." : undefined;
  const shut = recon.close_state === "signed" ? "This quarter is signed: nothing is decided until it is reopened." : undefined;
  const not = forbidden ?? offline ?? shut;
  const pairs = chosen.filter((row) => row.type === "match");
  const why = not ?? (chosen.length === 0 ? "Choose a line first." : pairs.length === 0 ? "This line has an entry and no match: open the entry with N. It is approved in Journals." : undefined);
  const noEntry = mayWrite ?? shut ?? (chosen.length === 1 ? undefined : "Choose one line.");
  const at = chosen[0];
  const paper = at ? [...at.right, ...at.left].map((item) => placeLink(scope, item.place)).find((link) => link !== null) : undefined;
  const here = awayFrom({ kind: recon.kind, tab, suggested, drafted: at?.entry != null });
  // Of a whole filter, of which not every row is here, there is one act: the job that accepts it.
  const some = store.whole ? "All rows of this filter are selected: they are accepted together or saved as a file. Select rows for this." : undefined;
  const acceptAll = not ?? (q ? "Clear the words first: all in this filter means the chips alone." : undefined);
  const list: Act[] = [
    store.whole ? { keys: "A", says: "Accept all in this filter", button: "Accept all…", primary: true, why: acceptAll, run: () => open("all"), elsewhere: here.all } :
    { keys: "A", says: "Accept", button: pairs.length > 1 ? `Accept ${pairs.length}` : "Accept", primary: true, why, run: () => accept.mutate({ rows: pairs }), elsewhere: here.accept },
    { keys: "X", says: "Reject", button: "Reject", why: some ?? why, run: () => reject.mutate({ rows: pairs }), elsewhere: here.reject },
    { keys: "M", says: "Match by hand, or pair the lines of this match otherwise", button: pairs.length > 0 ? "Pair otherwise" : "Match by hand", why: not ?? some ?? (chosen.length > 1 && pairs.length > 0 ? "Choose one match to pair otherwise, or open lines alone." : undefined), run: () => open("manual", chosen) },
    { keys: "N", says: "New entry from this line", button: "New entry", why: noEntry, run: () => open("entry", chosen), elsewhere: here.entry },
    { keys: "T", says: "Transfer between own accounts", button: "Transfer", why: noEntry, run: () => open("mirror", chosen), elsewhere: here.mirror },
    { keys: "C", says: "Comment on this line", why: forbidden ?? (at ? undefined : "Choose a line first."), run: () => document.querySelector<HTMLElement>("[data-line-comment]")?.focus() },
    { keys: "Q", says: "Ask about this line: why, what else, how its party's lines went", button: "Ask", why: chosen.length === 0 ? "Choose a line first." : undefined, run: () => open("ask", chosen) },
    { keys: "O", says: "Open the document", why: paper ? undefined : "This line has no paper.", run: () => { if (paper && at) void navigate({ to: paper.to as string, search: { ...paper.search, from: addressOf(scope.to("recon", recon.id), { ...filters, row: at.id }) } as never }); } },
    { keys: "Shift A", says: "Accept all in this filter", button: store.whole ? undefined : "Accept all…", why: acceptAll, run: () => open("all"), elsewhere: here.all },
    { keys: "Ctrl Z", says: "What was done here, and take it back", run: () => open("history") },
    { keys: "V", says: "Columns and order", run: () => open("columns") },
    { keys: "B", says: "Statement of reconciliation: send for review", run: () => open("statement") },
  ];
  useKeys("Reconciliation", [
    ...list.map(({ keys, says, run, why: reason, elsewhere }): KeyBinding => ({ keys, says, run, why: elsewhere ?? reason })),
    { keys: "Escape", says: "Clear the selection", run: () => store.setPicked(new Set()), off: store.picked.size === 0 },
  ]);
  return { list };
}
