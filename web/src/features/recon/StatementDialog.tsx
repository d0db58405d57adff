import type { BrsLine, ReconDetail } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatCount } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Dialog } from "@/ui/Dialog";

/** The statement that explains the difference, and how old its lines are. */
export function StatementDialog({ recon, open, onClose }: { recon: ReconDetail; open: boolean; onClose: () => void }) {
  return (
    <Dialog title={`${recon.subject}: statement as at ${formatDay(recon.as_of)}`} open={open} onClose={onClose} side="right" width={560}>
      {recon.brs.length === 0 ? <p className="text-text-2">There is no statement for this kind of reconciliation.</p> : <Lines lines={recon.brs} />}
      {recon.ageing.length > 0 && <><h3 className="mt-4 mb-1 font-bold">Open lines by age</h3><Lines lines={recon.ageing} /></>}
    </Dialog>
  );
}

function Lines({ lines }: { lines: readonly BrsLine[] }) {
  return (
    <table className="table">
      <thead><tr><th>Particulars</th><th className="num">Lines</th><th className="num">₹</th></tr></thead>
      <tbody>{lines.map((line) => <tr key={line.key} className={/total|balance|difference|closing/i.test(line.key) ? "total" : undefined}><td>{line.label}</td><td className="num">{line.count > 0 ? formatCount(line.count) : ""}</td><td className="num"><Amount paise={line.amount_paise} /></td></tr>)}</tbody>
    </table>
  );
}
