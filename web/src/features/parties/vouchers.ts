import type { PartyItem } from "@/client/types";

/** Vouchers that a person may allot to bills: what settled this one, or the advance itself. */
export const vouchersOf = (row: PartyItem): readonly string[] => [...new Set([...row.settlements.map((each) => each.voucher), ...(row.kind === "bill" || row.voucher === "" ? [] : [row.voucher])])];
