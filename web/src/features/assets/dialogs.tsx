import { useQuery } from "@tanstack/react-query";
import { entitiesQuery, useEntityCode } from "@/client/company";
import { useScope } from "@/client/scope";
import type { AssetDetail } from "@/client/types";
import { parseDay } from "@/lib/dates";
import { formatPaise, parseAmount, paise } from "@/lib/money";
import { FormDialog, type Answers, type FormField } from "@/ui/FormDialog";
import { bodyOf, useChange, useDispose, useEnter } from "./queries";

const METHOD: FormField = { name: "method", label: "Method", kind: "choice", choices: [["", "By the company's policy"], ["slm", "Straight line"], ["wdv", "Written down value"]] };
const TERMS: readonly FormField[] = [METHOD, { name: "life", label: "Life in years", kind: "number" }, { name: "rate", label: "Rate %", kind: "number" }, { name: "salvage", label: "Residual value ₹", kind: "amount" }];

/** An asset that no register has. */
export function EnterDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const scope = useScope();
  const here = useEntityCode(scope.entity);
  const entities = useQuery(entitiesQuery).data ?? [];
  const enter = useEnter(onClose);
  const fields: readonly FormField[] = [
    { name: "code", label: "Code", needed: true }, { name: "name", label: "Name", needed: true },
    { name: "entity_code", label: "Company", kind: "choice", needed: true, start: here ?? entities[0]?.code ?? "", choices: entities.map((each) => [each.code, each.code] as const) },
    { name: "cost", label: "Cost ₹", kind: "amount", needed: true }, { name: "bought", label: "Bought on", kind: "day" }, { name: "put_to_use", label: "In use since", kind: "day" },
    { name: "asset_class", label: "Class" }, { name: "ledger", label: "Ledger", hint: "As the books write it" }, ...TERMS, { name: "location", label: "Where it stands" },
  ];
  return (
    <FormDialog
      title="Enter an asset" open={open} act="Enter" fields={fields} busy={enter.isPending} onClose={onClose} note="A purchase in the books is recognised by cost and day. It counts from the next run of the close on."
      whyNot={({ bought = "", put_to_use: used = "" }) => (early(used, bought) ? "It cannot be in use before it was bought" : undefined)}
      onSend={(answers) => enter.mutate({ quarter: scope.id, ...bodyOf(answers, { cost: "cost_paise", salvage: "salvage_paise" }) })}
    />
  );
}

function early(day: string, than: string): boolean {
  const [a, b] = [parseDay(day), parseDay(than)];
  return a !== null && b !== null && a < b;
}

/** What an asset is depreciated by; what is left empty stays as it is. */
export function ChangeDialog({ asset, open, onClose }: { asset: AssetDetail; open: boolean; onClose: () => void }) {
  const change = useChange(asset.id, onClose);
  const fields: readonly FormField[] = [
    { ...METHOD, choices: [["", "As it is"], ["slm", "Straight line"], ["wdv", "Written down value"]] }, ...TERMS.slice(1), { name: "put_to_use", label: "In use since", kind: "day" }, { name: "asset_class", label: "Class" }, { name: "ledger", label: "Ledger" }, { name: "block", label: "Block of income tax" },
    ...(asset.state === "fully_depreciated" ? [{ name: "transition", label: "Life is over: what is left goes to", kind: "choice", choices: [["", "Leave it"], ["retained_earnings", "Retained earnings"], ["profit_and_loss", "Profit and loss"]] } satisfies FormField] : []),
    { name: "reason", label: "Why", kind: "long", needed: true },
  ];
  const nothing = (answers: Answers): boolean => Object.entries(answers).every(([name, text]) => name === "reason" || text.trim() === "");
  return (
    <FormDialog
      title={`Change ${asset.name}`} open={open} act="Change" fields={fields} busy={change.isPending} onClose={onClose} note="What you leave empty stays as it is."
      whyNot={(answers) => (nothing(answers) ? "Nothing is changed yet" : undefined)} onSend={(answers) => change.mutate(bodyOf(answers, { salvage: "salvage_paise" }))}
    />
  );
}

/** An asset that left: gain or loss is told before, as far as it can be known now. */
export function DisposeDialog({ asset, open, onClose }: { asset: AssetDetail; open: boolean; onClose: () => void }) {
  const dispose = useDispose(asset.id, onClose);
  return (
    <FormDialog
      title={`Dispose of ${asset.name}`} open={open} act="Dispose" danger busy={dispose.isPending} onClose={onClose}
      fields={[
        { name: "day", label: "Left on", kind: "day", needed: true }, { name: "proceeds", label: "Proceeds ₹", kind: "amount", hint: "0 when it was scrapped; empty while nobody knows" },
        { name: "ledger", label: "Who owes it, or where the money came in", hint: "As the books write the ledger" }, { name: "reason", label: "Why", kind: "long", needed: true },
      ]}
      onSend={(answers) => dispose.mutate(bodyOf(answers, { proceeds: "proceeds_paise" }))}
    >
      {({ proceeds = "" }) => {
        const got = proceeds.trim() === "" ? null : parseAmount(proceeds);
        return (
          <p className="text-text-2">
            It stands at ₹ {formatPaise(asset.net_paise)} at the quarter's end; depreciation stops on the day it left.{" "}
            {got !== null && `Against the proceeds that is ${got >= asset.net_paise ? "a gain" : "a loss"} of about ₹ ${formatPaise(paise(Math.abs(got - asset.net_paise)))} before that. JournalBot drafts the entry in the next run; a person approves it.`}
          </p>
        );
      }}
    </FormDialog>
  );
}
