/** Kinds a person may choose, in the order of how often they come. */
export const KINDS = [
  "tax_invoice", "e_invoice", "credit_note", "debit_note", "bill_of_supply", "export_invoice", "receipt", "payment_voucher", "receipt_voucher", "purchase_order", "contract", "e_way_bill", "bill_of_entry", "bank_statement", "gateway_settlement", "gstr_2b", "gstr_2a", "gstr_1", "gstr_3b", "purchase_register", "sales_register",
  "journal_register", "payment_register", "receipt_register", "contra_register", "credit_note_register", "debit_note_register", "bank_book", "cash_book", "day_book", "trial_balance",
  "tally_masters", "tally_vouchers", "tds_statement", "tds_challan", "form_16a", "form_26as", "ais", "loan_statement", "inventory_statement", "payroll_register", "asset_register", "other",
] as const;

const NAMES: Record<string, string> = { gstr_2b: "GSTR-2B", gstr_2a: "GSTR-2A", gstr_1: "GSTR-1", gstr_3b: "GSTR-3B", e_invoice: "E-invoice", e_way_bill: "E-way bill", form_16a: "Form 16A", form_26as: "Form 26AS", ais: "AIS", other: "Not known" };

/** "tax_invoice" as people say it. */
export function kindName(kind: string): string {
  if (kind === "") return "Not known";
  const words = NAMES[kind] ?? kind.replaceAll("_", " ").replace(/\btds\b/, "TDS");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
