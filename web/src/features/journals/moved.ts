import type { JournalDetail } from "@/client/types";
import type { ApiError } from "@/lib/apiError";
import { decodeMoney } from "@/lib/decode";
import type { Paise } from "@/lib/money";

export interface OpenedLine { readonly ledger: string; readonly amount_paise: Paise; readonly cost_centre?: string; readonly bill?: string }
interface Opened { readonly day: string; readonly narration: string; readonly party?: string; readonly lines: readonly OpenedLine[] }
export interface Moved { readonly sentence: string; readonly code: string; readonly current: JournalDetail; readonly opened: Opened | null }

/** The two versions that come with the server's no; null for a no of another kind. */
export function movedOf(error: ApiError): Moved | null {
  const found = error.details[0];
  if (error.status !== 409 || found?.current === undefined) return null;
  return { sentence: error.message, code: error.code, current: decodeMoney(found.current) as JournalDetail, opened: found.opened ? (decodeMoney(found.opened) as Opened) : null };
}
