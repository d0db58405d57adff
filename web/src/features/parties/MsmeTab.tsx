import { useMemo } from "react";
import { formatDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { count, humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { useMsme } from "./queries";
import { toMsme, type Msme } from "./tables";

/** Micro and small enterprises that were not paid in time: interest, income tax, and the half-yearly form. */
export function MsmeTab({ quarter, entity }: { quarter: string; entity: string | undefined }) {
  const query = useMsme(quarter, entity);
  const lists = useMemo(() => query.data?.map(toMsme), [query.data]);
  return (
    <Answer of={{ ...query, data: lists }} rows={8}>
      {(found) => (found.length === 0 ? <Empty title="No list yet">Late payment is worked out in a run of the close.</Empty> : <div className="min-h-0 flex-1 overflow-auto pb-4" tabIndex={0} role="region" aria-label="MSME">{found.map((each) => <Entity key={each.entity} list={each} />)}</div>)}
    </Answer>
  );
}

function Entity({ list }: { list: Msme }) {
  return (
    <section aria-label={list.entity}>
      <p className="flex flex-wrap items-center gap-x-4 px-4 py-2"><b className="font-bold">{list.entity}</b><span>Unpaid beyond the day ₹ {formatPaise(list.open)}</span><span>Interest ₹ {formatPaise(list.interest)}</span><span>Not deductible if the year ended unpaid ₹ {formatPaise(list.disallowed)}</span></p>
      {list.bills.length === 0 ? <p className="px-4 text-text-2">Every bill of a micro or small enterprise was paid in time.</p> : (
        <table className="table dense">
          <thead><tr><th>Supplier</th><th>MSME</th><th>Bill</th><th>Of</th><th>Last day in time</th><th className="num">Days late</th><th className="num">Open ₹</th><th className="num">Paid late ₹</th><th className="num">Interest ₹</th><th className="num">Not deductible ₹</th></tr></thead>
          <tbody>
            {list.bills.map((bill) => (
              <tr key={`${bill.ledger}-${bill.number}-${bill.day}`}>
                <th scope="row">{bill.ledger}</th><td>{humanise(bill.msme)}</td><td>{bill.number}</td><td>{formatDay(bill.day)}</td><td title={bill.limit}>{formatDay(bill.lastDay)} <span className="text-text-2">{bill.limit}</span></td><td className="num">{bill.daysLate}</td>
                <td className="num"><Amount paise={bill.open} /></td><td className="num"><Amount paise={bill.paidLate} /></td><td className="num"><Amount paise={bill.interest} /></td><td className="num" title={bill.because}><Amount paise={bill.disallowed} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.formRows.length > 0 && (
        <>
          <h2 className="px-4 pt-4 pb-1 font-bold">Form MSME-1, due {formatDay(list.formDue)}</h2>
          <table className="table dense">
            <thead><tr><th>Supplier</th><th>Due since</th><th className="num">Bills</th><th className="num">Amount ₹</th></tr></thead>
            <tbody>{list.formRows.map((row) => <tr key={row.ledger}><th scope="row">{row.ledger}</th><td>{formatDay(row.since)}</td><td className="num">{row.bills}</td><td className="num"><Amount paise={row.amount} /></td></tr>)}</tbody>
          </table>
        </>
      )}
      {list.unknown.length > 0 && <details className="px-4 py-2"><summary className="min-h-6 cursor-pointer"><Chip tone="warn">Not known</Chip> Nobody says whether {count(list.unknown.length, "vendor")} {list.unknown.length === 1 ? "is" : "are"} micro or small</summary><p className="mt-1 text-text-2">{list.unknown.join(", ")}. Open a party to say it.</p></details>}
    </section>
  );
}
