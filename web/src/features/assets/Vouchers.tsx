import { useFilters } from "@/client/scope";
import type { AssetVoucher } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";

/** Vouchers behind a figure; each opens down to its paper. */
export function Vouchers({ vouchers }: { vouchers: readonly AssetVoucher[] }) {
  const [, setFilters] = useFilters();
  return (
    <ul className="m-0 list-none p-0">
      {vouchers.map((each) => (
        <li key={each.id} className="li items-center">
          <button type="button" className="link min-h-6 flex-none" onClick={() => setFilters({ entry: each.id, paper: undefined }, { push: true })}>{each.number || "Draft"}</button>
          <span className="min-w-0 flex-1 truncate" title={each.narration}>{formatDay(each.day)} · {humanise(each.state)} · {each.narration || humanise(each.kind)}</span><span className="num flex-none"><Amount paise={each.amount_paise} /></span>
        </li>
      ))}
    </ul>
  );
}
