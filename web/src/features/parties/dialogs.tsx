import { useState } from "react";
import type { PartyDetail, PartyItem } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise, parseAmount, paise } from "@/lib/money";
import { Dialog } from "@/ui/Dialog";
import { FormDialog } from "@/ui/FormDialog";
import { Button } from "@/ui/parts";
import { useDecide } from "./queries";
import { vouchersOf } from "./vouchers";

interface Props { readonly party: PartyDetail; readonly open: boolean; readonly onClose: () => void }

/** Who a party is: what a person says stands before what papers say. */
export function PartyDialog({ party, open, onClose }: Props) {
  const decide = useDecide(party.id, onClose);
  const said = (name: string): string | undefined => (party.said[name] ? `From ${party.said[name]}` : undefined);
  return (
    <FormDialog
      title={`Who is ${party.ledger}?`} open={open} act="Keep it" busy={decide.isPending} onClose={onClose}
      fields={[
        { name: "gstin", label: "GSTIN", start: party.gstin, hint: said("gstin") }, { name: "pan", label: "PAN", start: party.pan, hint: said("pan") },
        { name: "msme", label: "MSME", kind: "choice", start: party.msme, hint: said("msme"), choices: [["", "Not known"], ["micro", "Micro"], ["small", "Small"], ["medium", "Medium"], ["none", "None of them"]] },
        { name: "udyam", label: "Udyam number", start: party.udyam, hint: said("udyam") }, { name: "credit_days", label: "Days of credit", kind: "number", start: party.credit_days === null ? "" : String(party.credit_days), hint: said("credit_days") },
        { name: "trader", label: "Trader", kind: "choice", start: party.trader ? "yes" : "no", choices: [["no", "No"], ["yes", "Yes: retail or wholesale"]] },
      ]}
      whyNot={({ credit_days: days = "" }) => (days.includes(".") ? "Days of credit are whole days" : undefined)}
      onSend={({ gstin = "", pan = "", msme = "", udyam = "", credit_days: days = "", trader }) =>
        decide.mutate({ act: "set", says: `${party.ledger} is set.`, body: { gstin: gstin.toUpperCase() || null, pan: pan.toUpperCase() || null, msme: msme || null, udyam: udyam || null, credit_days: days === "" ? null : Number(days), trader: (trader === "yes") === party.trader ? null : trader === "yes" } })}
    />
  );
}

/** Disputed, doubtful, or good again. */
export function BillDialog({ party, bill, open, onClose }: Props & { bill: PartyItem }) {
  const decide = useDecide(party.id, onClose);
  return (
    <FormDialog
      title={`Bill ${bill.number}`} open={open} act="Keep it" busy={decide.isPending} onClose={onClose} note={`₹ ${formatPaise(bill.open_paise)} open. It moves to the row of the ageing schedule that you say.`}
      fields={[
        { name: "disputed", label: "Disputed", kind: "choice", start: bill.disputed ? "yes" : "no", choices: [["no", "No"], ["yes", "Yes"]] },
        { name: "doubtful", label: "How good", kind: "choice", start: bill.doubtful, choices: [["", "Good"], ["doubtful", "Doubtful (Division I)"], ["risk_increased", "Credit risk increased (Division II)"], ["impaired", "Credit impaired (Division II)"]] },
      ]}
      onSend={({ disputed, doubtful }) => decide.mutate({ act: "bill", says: `Bill ${bill.number} is kept as you said.`, body: { bill: bill.number, disputed: disputed === "yes", doubtful } })}
    />
  );
}

/** Which bills a voucher settles, and how much of each; the server refuses more than the voucher has. */
export function AllocateDialog({ party, row, open, onClose }: Props & { row: PartyItem }) {
  const decide = useDecide(party.id, onClose);
  const vouchers = vouchersOf(row);
  const [voucher, setVoucher] = useState(vouchers[0] ?? "");
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const bills = party.items.filter((each) => each.kind === "bill" && each.number !== "");
  const shares = bills.flatMap((bill) => { const amount = parseAmount(given[bill.number] ?? ""); return amount !== null && amount > 0 ? [{ bill: bill.number, amount_paise: amount }] : []; });
  const wrong = bills.find((bill) => (given[bill.number] ?? "").trim() !== "" && parseAmount(given[bill.number] ?? "") === null);
  const total = paise(shares.reduce((sum, each) => sum + each.amount_paise, 0));
  return (
    <Dialog
      title="Allocate to bills" open={open} onClose={onClose} width={620} note="What you say replaces what was proposed for this voucher. Nothing named means it stays on account."
      foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" disabled={decide.isPending} why={wrong ? `What stands at ${wrong.number} is not an amount` : voucher === "" ? "Choose a voucher" : undefined} onClick={() => decide.mutate({ act: "allocate", says: "Allocated.", body: { voucher, bills: shares } })}>Allocate ₹ {formatPaise(total)}</Button></>}
    >
      {vouchers.length > 1 && <label className="mb-3 flex items-center gap-2">Voucher <select className="field" value={voucher} onChange={(event) => setVoucher(event.target.value)}>{vouchers.map((each) => <option key={each}>{each}</option>)}</select></label>}
      {vouchers.length === 1 && <p className="mb-3">Voucher <b className="font-semibold">{voucher}</b></p>}
      <table className="table dense">
        <thead><tr><th>Bill</th><th>Due</th><th className="num">Open ₹</th><th>Settle ₹</th></tr></thead>
        <tbody>{bills.map((bill) => <tr key={`${bill.number}-${bill.voucher}`}><th scope="row">{bill.number}</th><td>{formatDay(bill.due_day)}</td><td className="num">{formatPaise(bill.open_paise)}</td><td><input className="field num" aria-label={`Settle of ${bill.number}`} inputMode="decimal" value={given[bill.number] ?? ""} onChange={(event) => setGiven((old) => ({ ...old, [bill.number]: event.target.value }))} /></td></tr>)}</tbody>
      </table>
      {bills.length === 0 && <p className="text-text-2">No bill is listed. Tick “Settled ones too” to allot to a settled one.</p>}
    </Dialog>
  );
}
