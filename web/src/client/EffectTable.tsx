import type { JournalDetail } from "./types";
import { Amount } from "@/ui/Amount";

/** Lines of the statements before and after; company by company where there are several. */
export function EffectTable({ effect, what }: { effect: JournalDetail["effect"]; what: string }) {
  if (effect.length === 0) return <p className="text-text-2">No line of the statements changes.</p>;
  const several = new Set(effect.map((each) => each.entity_code)).size > 1;
  return (
    <div className="card max-h-[44vh] overflow-auto" role="region" aria-label="Effect on the statements" tabIndex={0}>
      <table className="table">
        <thead><tr>{several && <th>Company</th>}<th>Statement</th><th>Line</th><th className="num">Before ₹</th><th className="num">{what} ₹</th><th className="num">After ₹</th></tr></thead>
        <tbody>
          {effect.map((each, index) => (
            <tr key={index}>
              {several && <td>{each.entity_code}</td>}
              <td>{each.statement}</td>
              <td className="!whitespace-normal">{each.line}{each.ledgers.length > 0 ? `: ${each.ledgers.join(", ")}` : ""}</td>
              <td className="num"><Amount paise={each.before_paise} /></td><td className="num font-semibold"><Amount paise={each.amount_paise} /></td><td className="num"><Amount paise={each.after_paise} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
