import { useState } from "react";
import { useWhyNot } from "@/client/session";
import type { AssetBlock } from "@/client/types";
import { count } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { FormDialog } from "@/ui/FormDialog";
import { Button, Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { bodyOf, useBlocks, useOpenBlock } from "./queries";

/** Blocks of assets for income tax. Without an opening value there is no depreciation, and none is guessed. */
export function Blocks({ quarter, entity }: { quarter: string; entity: string | undefined }) {
  const query = useBlocks(quarter, entity);
  const why = useWhyNot("journals.write");
  const [block, setBlock] = useState<AssetBlock | null>(null);
  const open = useOpenBlock(() => setBlock(null));
  return (
    <>
      <Answer of={query} rows={6}>
        {(data) => (data.length === 0 ? <Empty title="No blocks yet">Assets of the register are put into the blocks of the Income-tax Act in a run.</Empty> : (
          <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label="Blocks">
            <table className="table">
              <thead><tr><th>Block</th><th>Company</th><th className="num">Rate %</th><th className="num">Opening ₹</th><th className="num">Added, 180 days or more ₹</th><th className="num">Added, less ₹</th><th className="num">Deleted ₹</th><th className="num">Depreciation ₹</th><th className="num">Closing ₹</th><th>Assets</th><th /></tr></thead>
              <tbody>
                {data.map((each) => (
                  <tr key={`${each.entity_code}-${each.key}`}>
                    <th scope="row" title={each.law}>{each.name}</th><td>{each.entity_code}</td><td className="num">{each.rate}</td><td className="num">{each.opening_paise === null ? <Chip tone="warn">Nobody stated it</Chip> : <Amount paise={each.opening_paise} />}</td>
                    <td className="num"><Amount paise={each.additions_full_paise} /></td><td className="num"><Amount paise={each.additions_half_paise} /></td><td className="num"><Amount paise={each.deletions_paise} /></td><td className="num"><Amount paise={each.depreciation_paise} /></td><td className="num"><Amount paise={each.closing_paise} /></td>
                    <td title={each.assets.join(", ")}>{count(each.assets.length, "asset")}</td><td><Button look="quiet" why={why} onClick={() => setBlock(each)} aria-label={`Opening value of ${each.name}`}>Opening value</Button></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ))}
      </Answer>
      <FormDialog
        key={block?.key} title={block ? `Opening value of ${block.name}` : ""} open={block !== null} act="Keep it" busy={open.isPending} onClose={() => setBlock(null)} note="What the block stood at on the first day of the tax year, by the return of the year before."
        fields={[{ name: "value", label: "Value on the first day ₹", kind: "amount", needed: true }, { name: "reason", label: "Where it is from", kind: "long", needed: true }]}
        onSend={(answers) => block && open.mutate({ quarter, entity_code: block.entity_code, block: block.key, ...bodyOf(answers, { value: "value_paise" }) })}
      />
    </>
  );
}
