import { formatDay } from "@/lib/dates";
import { formatPaise, paise, sumPaise } from "@/lib/money";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import type { Moved, OpenedLine } from "./moved";
import { nameOf } from "./queries";

interface Side { readonly name: string; readonly day: string; readonly narration: string; readonly party: string; readonly lines: readonly OpenedLine[] }

interface Props {
  readonly moved: Moved;
  readonly onClose: () => void;
  /** Where something of one's own is at hand: keep it over theirs, or take theirs. */
  readonly keep?: string;
  readonly take?: string;
  readonly onKeep?: () => void;
  readonly onTake?: () => void;
}

/** Somebody changed it while it was open here: both, side by side, and nothing was done. */
export function StaleDialog({ moved: { current, opened, sentence, code }, onClose, keep, take, onKeep, onTake }: Props) {
  const now: Side = {
    name: "As it stands now", day: current.day, narration: current.narration, party: current.party,
    lines: current.lines.map((line) => ({ ledger: line.ledger, amount_paise: paise(line.debit_paise - line.credit_paise), cost_centre: line.cost_centre, bill: line.bill })),
  };
  const was: Side | null = opened && { name: "What you opened", day: opened.day, narration: opened.narration, party: opened.party ?? "", lines: opened.lines };
  const title = code === "voucher.already_approved" ? `${nameOf(current)} is approved already` : `${nameOf(current)} changed since you opened it`;
  return (
    <Dialog title={title} open onClose={onClose} width={was ? 940 : 560} foot={onKeep && current.can_edit ? <><Button onClick={onTake}>{take}</Button><Button look="primary" onClick={onKeep}>{keep}</Button></> : <Button look="primary" onClick={onTake && current.can_edit ? onTake : onClose}>Go on with what stands now</Button>}>
      <p className="mb-3">{sentence} Nothing was done by you.</p>
      <div className={was ? "grid gap-3 min-[800px]:grid-cols-2" : undefined}>{was && <Version side={was} other={now} />}<Version side={now} other={was} /></div>
    </Dialog>
  );
}

function Version({ side, other }: { side: Side; other: Side | null }) {
  const differs = (mine: string, theirs: string | undefined): string => (other && mine !== theirs ? "bg-warn-bg text-warn" : "");
  const text = (line: OpenedLine | undefined): string => (line ? `${line.ledger}|${line.amount_paise}|${line.cost_centre ?? ""}|${line.bill ?? ""}` : "");
  return (
    <section className="card overflow-x-auto" aria-label={side.name} tabIndex={0}>
      <h3 className="px-3 pt-2 font-bold">{side.name}</h3>
      <p className="px-3 pb-2"><span className={differs(side.day, other?.day)}>{formatDay(side.day)}</span> · <span className={differs(side.narration, other?.narration)}>{side.narration}</span>{side.party && <> · <span className={differs(side.party, other?.party)}>{side.party}</span></>}</p>
      <table className="table">
        <thead><tr><th>Account</th><th className="num">Debit ₹</th><th className="num">Credit ₹</th></tr></thead>
        <tbody>
          {side.lines.map((line, index) => (
            <tr key={index} className={differs(text(line), text(other?.lines[index]))}>
              <td className="!whitespace-normal">{line.ledger}{line.cost_centre ? ` · ${line.cost_centre}` : ""}{line.bill ? ` · ${line.bill}` : ""}</td>
              <td className="num">{line.amount_paise > 0 ? formatPaise(line.amount_paise) : ""}</td><td className="num">{line.amount_paise < 0 ? formatPaise(paise(-line.amount_paise)) : ""}</td>
            </tr>
          ))}
          <tr className="total"><td>Total</td><td className="num">{formatPaise(sumPaise(side.lines.map((line) => paise(Math.max(0, line.amount_paise)))))}</td><td className="num">{formatPaise(sumPaise(side.lines.map((line) => paise(Math.max(0, -line.amount_paise)))))}</td></tr>
        </tbody>
      </table>
    </section>
  );
}
