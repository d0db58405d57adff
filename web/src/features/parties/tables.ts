import type { PartyTable } from "@/client/types";
import { paise, type Paise } from "@/lib/money";

// What was worked out of an entity comes as the package has it, without units in its names: here each amount is taken as whole paise, or the page says what is wrong.
type Loose = Readonly<Record<string, unknown>>;
const record = (value: unknown): Loose => (value !== null && typeof value === "object" ? (value as Loose) : {});
const list = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.map(record) : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const maybe = (value: unknown): Paise | null => (value === null || value === undefined ? null : paise(value));

export interface AgeingRow { readonly key: string; readonly label: string; readonly columns: Readonly<Record<string, Paise>>; readonly total: Paise }
export interface Apart { readonly ledger: string; readonly amount: Paise; readonly why: string }
export interface Ageing {
  readonly entity: string;
  readonly asOf: string;
  readonly source: string;
  readonly columns: readonly (readonly [key: string, label: string])[];
  readonly rows: readonly AgeingRow[];
  readonly total: Paise;
  readonly sheet: Paise;
  readonly apart: readonly Apart[];
}

const amounts = (value: unknown): Record<string, Paise> => Object.fromEntries(Object.entries(record(value)).map(([key, amount]) => [key, paise(amount)]));

export function toAgeing({ entity_code, content }: PartyTable): Ageing {
  const rows = list(content.rows).map((row): AgeingRow => {
    const columns = amounts(row.columns);
    return { key: text(row.key), label: text(row.label), columns, total: paise(Object.values(columns).reduce((sum: number, each) => sum + each, 0)) };
  });
  const columns = Array.isArray(content.columns) ? content.columns.map((each: unknown) => [String((each as unknown[])[0]), String((each as unknown[])[1])] as const) : [];
  const apart = [...list(content.unbilled), ...list(content.apart)].map((each) => ({ ledger: text(each.ledger), amount: paise(each.amount), why: text(each.why) }));
  return { entity: entity_code, asOf: text(content.as_of), source: text(content.source), columns, rows, total: paise(content.total), sheet: paise(content.sheet), apart };
}

export interface LateBill { readonly ledger: string; readonly msme: string; readonly number: string; readonly day: string; readonly lastDay: string; readonly limit: string; readonly daysLate: number; readonly open: Paise; readonly paidLate: Paise; readonly interest: Paise; readonly disallowed: Paise; readonly because: string }
export interface Msme {
  readonly entity: string;
  readonly bills: readonly LateBill[];
  readonly unknown: readonly string[];
  readonly open: Paise;
  readonly interest: Paise;
  readonly disallowed: Paise;
  readonly formDue: string;
  readonly formRows: readonly { readonly ledger: string; readonly amount: Paise; readonly since: string; readonly bills: number }[];
}

export function toMsme({ entity_code, content }: PartyTable): Msme {
  return {
    entity: entity_code, open: paise(content.open), interest: paise(content.interest), disallowed: paise(content.disallowed), formDue: text(content.form_due),
    unknown: Array.isArray(content.unknown) ? content.unknown.map(String) : [],
    bills: list(content.bills).map((each) => {
      const [bill, party] = [record(each.bill), record(each.party)];
      return {
        ledger: text(party.ledger), msme: text(party.msme), number: text(bill.number), day: text(bill.day), lastDay: text(each.last_day), limit: text(each.limit), daysLate: Number(each.days_late ?? 0),
        open: paise(each.open), paidLate: paise(each.paid_late), interest: paise(each.interest), disallowed: paise(each.disallowed), because: text(each.disallowed_because),
      };
    }),
    formRows: list(content.form_rows).map((each) => ({ ledger: text(record(each.party).ledger), amount: paise(each.amount), since: text(each.since), bills: Number(each.bills ?? 0) })),
  };
}

export interface Position { readonly ledger: string; readonly currency: string; readonly foreign: Paise; readonly carrying: Paise; readonly rate: string; readonly worth: Paise | null; readonly unrealised: Paise; readonly realised: Paise; readonly state: string; readonly reason: string }
export interface Currencies { readonly entity: string; readonly own: string; readonly asOf: string; readonly rates: readonly { readonly currency: string; readonly day: string; readonly rate: string; readonly source: string }[]; readonly positions: readonly Position[]; readonly drafts: number }

export function toCurrencies({ entity_code, content }: PartyTable): Currencies {
  return {
    entity: entity_code, own: text(content.currency), asOf: text(content.as_of), drafts: Array.isArray(content.drafts) ? content.drafts.length : 0,
    rates: list(content.rates).map((each) => ({ currency: text(each.currency), day: text(each.day), rate: text(each.rate), source: text(each.source) })),
    positions: list(content.positions).map((each) => ({
      ledger: text(each.ledger), currency: text(each.currency), foreign: paise(each.foreign), carrying: paise(each.carrying), rate: text(each.rate), worth: maybe(each.worth), unrealised: paise(each.unrealised),
      realised: paise(each.realised), state: text(each.state), reason: text(each.reason),
    })),
  };
}
