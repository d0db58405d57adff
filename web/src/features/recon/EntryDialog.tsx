import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { get } from "@/client/http";
import { useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { Account, ReconDetail, ReconEntry, ReconRow } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise, paise, sumPaise, ZERO, type Paise } from "@/lib/money";
import { humanise } from "@/lib/words";
import { Diff } from "@/ui/Amount";
import { AmountField } from "@/ui/AmountField";
import { Dialog } from "@/ui/Dialog";
import { FindField, type Found } from "@/ui/FindField";
import { Button } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { useBookLine, useProposal } from "./queries";

interface Props { readonly recon: ReconDetail; readonly row: ReconRow; readonly mirror: boolean; readonly onClose: () => void }
interface Leg { readonly key: number; readonly ledger: string; readonly amount: Paise | null; readonly reason: string }

/** A line that only the other side has becomes an entry: the rule's draft to start from, its paper behind it, another person approves. */
export function EntryDialog({ recon, row, mirror, onClose }: Props) {
  const item = row.right[0]?.item ?? "";
  const found = useProposal(recon.id, item);
  const title = mirror ? "Transfer between own accounts" : "New entry from this line";
  if (!found.data) return <Dialog title={title} open onClose={onClose} width={720} foot={<Button onClick={onClose}>Close</Button>}><Answer of={found} rows={4}>{() => null}</Answer></Dialog>;
  if (found.data.entry_id !== null) return <Stands id={found.data.entry_id} state={found.data.entry_state} title={title} onClose={onClose} />;
  if (mirror && found.data.mirrors.length === 0) {
    return <Dialog title={title} open onClose={onClose} width={560} foot={<Button look="primary" onClick={onClose}>Close</Button>}><p>No other bank account of this company has an open line of ₹ {formatPaise(paise(Math.abs(row.right[0]?.amount_paise ?? 0)))} the other way within a week. When that account's statement is not here yet, hand it in first; press N to write an ordinary entry.</p></Dialog>;
  }
  return <Editor recon={recon} item={item} proposal={found.data} mirror={mirror} title={title} onClose={onClose} />;
}

function Stands({ id, state, title, onClose }: { id: string; state: string; title: string; onClose: () => void }) {
  const scope = useScope();
  return (
    <Dialog title={title} open onClose={onClose} width={560} foot={<Button look="primary" onClick={onClose}>Close</Button>}>
      <p>{state === "posted" ? "The entry for this line is posted. The next run finds it in the books and matches it." : `An entry for this line is drafted already and is ${state}.`} <Link className="link" to={scope.to("journals", id) as string} onClick={onClose}>Open the entry</Link></p>
    </Dialog>
  );
}

/** The line's own leg, where its ledger is known, and the others. */
function split(proposal: ReconEntry): [ReconEntry["lines"][number] | undefined, ReconEntry["lines"]] {
  return proposal.is_own ? [proposal.lines[0], proposal.lines.slice(1)] : [undefined, proposal.lines];
}

/** The legs beside its own that a person starts from. */
function startOf(proposal: ReconEntry, mirror: boolean): Leg[] {
  const [own, others] = split(proposal);
  const open = paise(-(own?.amount_paise ?? 0));
  if (mirror) return [{ key: 0, ledger: proposal.mirrors[0]?.ledger ?? "", amount: open, reason: "" }];
  return others.length > 0 ? others.map((line, key) => ({ key, ledger: line.ledger, amount: line.amount_paise, reason: line.reason })) : [{ key: 0, ledger: "", amount: open, reason: "" }];
}

function Editor({ recon, item, proposal, mirror, title, onClose }: { recon: ReconDetail; item: string; proposal: ReconEntry; mirror: boolean; title: string; onClose: () => void }) {
  const scope = useScope();
  const navigate = useNavigate();
  const forbidden = useWhyNot("journals.write");
  const [legs, setLegs] = useState(() => startOf(proposal, mirror));
  const [narration, setNarration] = useState(proposal.narration);
  const find = useAccounts(recon.entity_code, proposal.day);
  const book = useBookLine(recon.id, (id) => { onClose(); void navigate({ to: scope.to("journals", id) as string }); });
  const [own] = split(proposal);
  const first = own ? 2 : 1;
  const difference = sumPaise([own?.amount_paise ?? ZERO, ...legs.map((leg) => leg.amount ?? ZERO)]);
  const [blank] = useState(() => startOf(proposal, mirror).find((leg) => leg.ledger === "")?.key);
  const bare = legs.find((leg) => leg.ledger === "" || leg.amount === null || leg.amount === 0);
  const why = forbidden ?? (narration.trim() === "" ? "Write what it is for." : bare ? "Each line needs an account and an amount." : difference !== 0 ? "Debits and credits differ." : undefined);
  const change = (key: number, patch: Partial<Leg>): void => setLegs((old) => old.map((leg) => (leg.key === key ? { ...leg, ...patch, reason: "" } : leg)));
  const send = (): void => {
    if (why === undefined && !book.isPending) book.mutate({ item, narration: narration.trim(), mirror, lines: legs.map((leg) => ({ ledger: leg.ledger, amount_paise: leg.amount ?? ZERO })) });
  };
  return (
    <Dialog
      title={title} open onClose={onClose} width={760}
      foot={<><span className="mr-auto self-center" role="status">difference <b><Diff paise={difference} /></b></span><Button onClick={onClose}>Cancel</Button><Button look="primary" shortcut="Ctrl Enter" why={why} disabled={book.isPending} onClick={send}>Send for approval</Button></>}
    >
      <Confirm onPress={send} />
      <p className="mb-2 text-text-2">{humanise(mirror ? "contra" : proposal.kind)} of {formatDay(proposal.day)}. Its paper goes with it as evidence, and another person approves. The line stays open until the entry is in the books.</p>
      <label className="mb-2 block">What it is for<input className="field mt-1" maxLength={2000} value={narration} onChange={(event) => setNarration(event.target.value)} /></label>
      <table className="table">
        <thead><tr><th>Account</th><th className="num">₹, debit positive</th><th>Why</th></tr></thead>
        <tbody>
          {own && <tr><th scope="row">{own.ledger}</th><td className="num">{formatPaise(own.amount_paise)}</td><td className="!whitespace-normal text-text-2">{own.reason}</td></tr>}
          {legs.map((leg, n) => (
            <tr key={leg.key}>
              <td className="w-[300px]">{mirror ? <MirrorPick proposal={proposal} value={leg.ledger} onValue={(ledger) => change(leg.key, { ledger })} /> : <FindField label={`Account of line ${n + first}`} value={leg.ledger} onValue={(ledger) => change(leg.key, { ledger })} find={find} placeholder={recon.kind === "bank" ? "Bank charges" : "Name the account"} autoFocus={leg.key === blank} />}</td>
              <td className="num w-[160px]">{mirror ? formatPaise(leg.amount ?? ZERO) : <AmountField label={`Amount of line ${n + first}`} value={leg.amount} onValue={(amount) => change(leg.key, { amount })} onBalance={() => change(leg.key, { amount: paise((leg.amount ?? 0) - difference) })} />}</td>
              <td className="!whitespace-normal text-text-2">{leg.reason}{legs.length > 1 && <Button look="quiet" onClick={() => setLegs(legs.filter((each) => each.key !== leg.key))}>Remove</Button>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!mirror && <Button look="quiet" className="mt-1" onClick={() => setLegs([...legs, { key: Math.max(...legs.map((leg) => leg.key)) + 1, ledger: "", amount: difference === 0 ? null : paise(-difference), reason: "" }])}>Add a line</Button>}
    </Dialog>
  );
}

function MirrorPick({ proposal, value, onValue }: { proposal: ReconEntry; value: string; onValue: (ledger: string) => void }) {
  return (
    <select className="field" aria-label="The other account" value={value} onChange={(event) => onValue(event.target.value)}>
      {proposal.mirrors.map((each) => <option key={each.item} value={each.ledger}>{each.ledger}, {formatDay(each.day)}: {each.narration}</option>)}
    </select>
  );
}

/** Inside the dialog, which silences the keys of the page around it. */
function Confirm({ onPress }: { onPress: () => void }) {
  useKeys("New entry", [{ keys: "Ctrl Enter", says: "Send for approval", run: onPress, whileTyping: true }]);
  return null;
}

/** Accounts of the company by letters; one that another took the place of leads to that other. */
function useAccounts(entity: string, day: string) {
  return useCallback(async (text: string, signal: AbortSignal): Promise<readonly Found[]> => {
    const rows = await get<Account[]>("/journals/accounts", { query: { entity, day, q: text } }, signal);
    return rows.map((row) => ({ value: row.goes_to || row.name, label: row.name, note: row.goes_to ? `now ${row.goes_to}` : row.group }));
  }, [entity, day]);
}
