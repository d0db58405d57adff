import { useQuery } from "@tanstack/react-query";
import { EffectTable } from "@/client/EffectTable";
import { get } from "@/client/http";
import { useScope } from "@/client/scope";
import type { ChartLedger, ChartPage, MergePreview } from "@/client/types";
import { formatPaise } from "@/lib/money";
import { count } from "@/lib/words";
import { FormDialog } from "@/ui/FormDialog";
import { Answer } from "@/ui/states";
import { useMerge, useRename } from "./queries";

interface Props { readonly ledger: ChartLedger; readonly quarter: string; readonly open: boolean; readonly onClose: () => void }

/** Make this ledger part of another one: what their balances come to together is told before. */
export function MergeDialog({ ledger, quarter, ledgers, open, onClose }: Props & { ledgers: readonly ChartLedger[] }) {
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
      title={`Merge ${ledger.ledger}`} width={720} open={open} act="Merge" busy={merge.isPending} onClose={onClose} onSend={({ into = "", reason = "" }) => merge.mutate({ row: ledger, into, reason })}
      fields={[
        { name: "into", label: "Into", kind: "choice", needed: true, choices: [["", "Choose a ledger"], ...sorted.map((each) => [each.ledger_id, `${each.ledger} · ${formatPaise(each.closing_paise)}`] as const)] },
        { name: "reason", label: "Why", kind: "long", needed: true },
      ]}
    >
      {({ into }) => {
        const other = others.find((each) => each.ledger_id === into);
        return other ? <Preview from={ledger} into={other} quarter={quarter} /> : <p className="text-text-2">Posted lines stay as they were written; balances stand together from this quarter on. It can be taken back while the close is not signed.</p>;
      }}
    </FormDialog>
  );
}

/** What the merge would do: balances, vouchers, and lines of the statements before and after. */
function Preview({ from, into, quarter }: { from: ChartLedger; into: ChartLedger; quarter: string }) {
  const scope = useScope();
  const found = useQuery({
    queryKey: ["chart", "merge-preview", quarter, from.ledger_id, into.ledger_id], retry: false,
    queryFn: ({ signal }) => get<MergePreview>("/chart/{id}/merge-preview", { path: { id: from.ledger_id }, query: { quarter, into_id: into.ledger_id } }, signal),
  });
  return (
    <Answer of={found} rows={4}>
      {(data) => (
        <section aria-label="What the merge does">
          <div className="card overflow-x-auto" role="region" aria-label="Balances" tabIndex={0}>
            <table className="table">
              <thead><tr><th>Ledger</th><th className="num">Opening ₹</th><th className="num">Debit ₹</th><th className="num">Credit ₹</th><th className="num">Closing ₹</th><th className="num">Vouchers</th></tr></thead>
              <tbody>
                {([["", data.gone], ["", data.stays], [`Together from ${scope.name} on`, data.together]] as const).map(([words, each], index) => (
                  <tr key={index} className={words ? "total" : undefined}><td className="!whitespace-normal">{words || each.ledger}</td><td className="num">{formatPaise(each.opening_paise)}</td><td className="num">{formatPaise(each.debit_paise)}</td><td className="num">{formatPaise(each.credit_paise)}</td><td className="num">{formatPaise(each.closing_paise)}</td><td className="num" title={`${each.vouchers_ever} in all quarters`}>{each.vouchers}</td></tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="my-2 text-text-2">{data.gone.vouchers_ever > 0 ? `What is posted on ${data.gone.ledger} (${count(data.gone.vouchers_ever, "voucher")}) stays as it was written.` : `Nothing was ever posted on ${data.gone.ledger}.`} Balances stand together from this quarter on, under {into.line || "the other ledger's line"}.</p>
          <EffectTable effect={data.effect} what="The merge" />
        </section>
      )}
    </Answer>
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
