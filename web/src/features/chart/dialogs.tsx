import { useQuery } from "@tanstack/react-query";
import { get } from "@/client/http";
import { useScope } from "@/client/scope";
import type { ChartLedger, ChartPage } from "@/client/types";
import { formatPaise, sumPaise } from "@/lib/money";
import { FormDialog } from "@/ui/FormDialog";
import { useMerge, useRename } from "./queries";

interface Props { readonly ledger: ChartLedger; readonly quarter: string; readonly open: boolean; readonly onClose: () => void }

/** Make this ledger part of another one: what their balances come to together is told before. */
export function MergeDialog({ ledger, quarter, ledgers, open, onClose }: Props & { ledgers: readonly ChartLedger[] }) {
  const scope = useScope();
  const merge = useMerge(quarter, onClose);
  const all = useQuery({
    queryKey: ["chart", "merge-into", quarter, ledger.entity_code], enabled: open,
    queryFn: ({ signal }) => get<ChartPage>("/chart", { query: { quarter, entity: ledger.entity_code, view: "all", limit: 500 } }, signal),
  });
  const others = (all.data?.items ?? ledgers).filter((each) => each.entity_code === ledger.entity_code && each.ledger_id !== ledger.ledger_id && each.state !== "merged");
  const alike = new Set(ledger.similar.map((each) => each.ledger_id));
  const sorted = others.toSorted((a, b) => Number(alike.has(b.ledger_id)) - Number(alike.has(a.ledger_id)) || a.ledger.localeCompare(b.ledger));
  return (
    <FormDialog
      title={`Merge ${ledger.ledger}`} open={open} act="Merge" busy={merge.isPending} onClose={onClose} onSend={({ into = "", reason = "" }) => merge.mutate({ row: ledger, into, reason })}
      fields={[
        { name: "into", label: "Into", kind: "choice", needed: true, choices: [["", "Choose a ledger"], ...sorted.map((each) => [each.ledger_id, `${each.ledger} (${formatPaise(each.closing_paise)})`] as const)] },
        { name: "reason", label: "Why", kind: "long", needed: true },
      ]}
    >
      {({ into }) => {
        const other = others.find((each) => each.ledger_id === into);
        return other ? (
          <dl className="kv card px-3 py-2">
            <dt>{ledger.ledger}</dt><dd>{formatPaise(ledger.closing_paise)}</dd><dt>{other.ledger}</dt><dd>{formatPaise(other.closing_paise)}</dd>
            <dt><b>Together from {scope.name} on, under {other.line || "the other ledger's line"}</b></dt><dd><b>{formatPaise(sumPaise([ledger.closing_paise, other.closing_paise]))}</b></dd>
          </dl>
        ) : <p className="text-text-2">Posted lines stay as they were written; balances stand together from this quarter on. It can be taken back while the close is not signed.</p>;
      }}
    </FormDialog>
  );
}

/** Call a ledger otherwise from the quarter on. */
export function RenameDialog({ ledger, quarter, open, onClose }: Props) {
  const rename = useRename(quarter, onClose);
  return (
    <FormDialog
      title={`Rename ${ledger.ledger}`} open={open} act="Rename" busy={rename.isPending} onClose={onClose} onSend={({ name = "", reason = "" }) => rename.mutate({ row: ledger, name, reason })}
      fields={[{ name: "name", label: "New name", start: ledger.ledger, needed: true }, { name: "reason", label: "Why", kind: "long", needed: true }]}
      whyNot={({ name }) => (name?.trim() === ledger.ledger ? "That is its name already" : undefined)}
    >
      {() => <p className="text-text-2">Statements and enquiries show the new name from this quarter on; papers may go on writing “{ledger.ledger}”.</p>}
    </FormDialog>
  );
}
