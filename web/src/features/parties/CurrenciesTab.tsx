import { useMemo, useState } from "react";
import { useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise, parseAmount } from "@/lib/money";
import { quarterDays } from "@/lib/period";
import { count, humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { FormDialog } from "@/ui/FormDialog";
import { Button, Chip, type Tone } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { useCurrencies, useForeignOpening, useSetRate } from "./queries";
import { toCurrencies, type Currencies } from "./tables";

const STATES: Record<string, Tone> = { drafted: "ai", agrees: "ok", rate_missing: "bad", not_monetary: "mute", opening_unknown: "warn", unsure: "warn" };

/** Foreign money, closing rates with their source, and what is still to be booked. */
export function CurrenciesTab({ quarter, entity }: { quarter: string; entity: string | undefined }) {
  const query = useCurrencies(quarter, entity);
  const tables = useMemo(() => query.data?.map(toCurrencies), [query.data]);
  const why = useWhyNot("recon.decide");
  const days = quarterDays(useScope().quarter);
  const [ask, setAsk] = useState<"rate" | "opening" | null>(null);
  const rate = useSetRate(() => setAsk(null));
  const opening = useForeignOpening(() => setAsk(null));
  useKeys("Foreign money", [{ keys: "E", says: "Set a rate", run: () => setAsk("rate"), off: why !== undefined }]);
  return (
    <>
      <div className="flex flex-none flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-1.5">
        <Button shortcut="E" why={why} onClick={() => setAsk("rate")}>Set rate</Button><Button why={why} onClick={() => setAsk("opening")}>Foreign opening balance</Button>
        <span className="text-text-2">A rate that nobody named is missing; it is never guessed from another day.</span>
      </div>
      <Answer of={{ ...query, data: tables }} rows={6}>
        {(found) => (found.every((each) => each.positions.length === 0 && each.rates.length === 0) ? <Empty title="No foreign money">No ledger of the books holds a foreign currency on the last day, and no rate was named.</Empty> : (
          <div className="min-h-0 flex-1 overflow-auto pb-4" tabIndex={0} role="region" aria-label="Foreign money">{found.map((each) => <Entity key={each.entity} table={each} />)}</div>
        ))}
      </Answer>
      <FormDialog
        title="Set an exchange rate" open={ask === "rate"} act="Keep it" busy={rate.isPending} onClose={() => setAsk(null)} note="Rupees for one unit of the currency. A person's rate stands before what papers say."
        fields={[
          { name: "currency", label: "Currency", hint: "Three letters, as USD", needed: true }, { name: "day", label: "On", kind: "day", start: days.last, needed: true },
          { name: "kind", label: "Kind", kind: "choice", start: "closing", choices: [["closing", "Closing"], ["average", "Average"], ["reference", "Reference"], ["historical", "Historical (equity of a company abroad)"]] }, { name: "rate", label: "Rupees for one unit", kind: "number", needed: true }, { name: "source", label: "Where it is from", kind: "long", needed: true },
        ]}
        whyNot={({ currency = "" }) => (/^[A-Za-z]{3}$/.test(currency.trim()) ? undefined : "Currency has three letters")}
        onSend={(answers) => rate.mutate({ quarter, ...answers, currency: (answers.currency ?? "").toUpperCase() })}
      />
      <FormDialog
        title="Foreign opening balance" open={ask === "opening"} act="Keep it" busy={opening.isPending} onClose={() => setAsk(null)} note="What a bank, loan or other ledger opened with in foreign money."
        fields={[
          { name: "entity_code", label: "Company", start: entity ?? tables?.[0]?.entity ?? "", needed: true }, { name: "ledger", label: "Ledger", hint: "As the books write it", needed: true }, { name: "currency", label: "Currency", hint: "Three letters, as USD", needed: true },
          { name: "foreign", label: "Amount in the currency", kind: "amount", hint: "Brackets or minus for a credit", needed: true }, { name: "amount", label: "Rupees, if only a part is foreign", kind: "amount" },
        ]}
        whyNot={({ currency = "" }) => (/^[A-Za-z]{3}$/.test(currency.trim()) ? undefined : "Currency has three letters")}
        onSend={({ foreign = "", amount = "", currency = "", ...rest }) => opening.mutate({ quarter, ...rest, currency: currency.toUpperCase(), foreign_amount: parseAmount(foreign), amount_paise: amount === "" ? null : parseAmount(amount) })}
      />
    </>
  );
}

function Entity({ table }: { table: Currencies }) {
  return (
    <section aria-label={table.entity}>
      <p className="px-4 py-2"><b className="font-bold">{table.entity} on {formatDay(table.asOf)}</b>{table.drafts > 0 && <span className="text-text-2"> · {count(table.drafts, "entry", "entries")} drafted under Journals</span>}</p>
      <table className="table dense">
        <thead><tr><th>Currency</th><th>On</th><th className="num">Closing rate</th><th>Source</th></tr></thead>
        <tbody>{table.rates.map((each) => <tr key={each.currency}><th scope="row">{each.currency}</th><td>{formatDay(each.day)}</td><td className="num">{each.rate || <Chip tone="bad">Missing</Chip>}</td><td className="!whitespace-normal">{each.source}</td></tr>)}</tbody>
      </table>
      {table.positions.length > 0 && (
        <table className="table dense mt-3">
          <thead><tr><th>Ledger</th><th>Currency</th><th className="num">Foreign</th><th className="num">In the books ₹</th><th className="num">Rate</th><th className="num">Worth ₹</th><th className="num">Unrealised ₹</th><th className="num">Realised, not booked ₹</th><th>State</th></tr></thead>
          <tbody>
            {table.positions.map((each) => (
              <tr key={`${each.ledger}-${each.currency}`}>
                <th scope="row">{each.ledger}</th><td>{each.currency}</td><td className="num">{formatPaise(each.foreign)}</td><td className="num"><Amount paise={each.carrying} /></td><td className="num">{each.rate || "—"}</td><td className="num"><Amount paise={each.worth} /></td>
                <td className="num"><Amount paise={each.unrealised} /></td><td className="num"><Amount paise={each.realised} /></td><td><Chip tone={STATES[each.state] ?? "mute"} title={each.reason}>{humanise(each.state)}</Chip></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
