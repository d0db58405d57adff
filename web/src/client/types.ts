import type { Paise } from "@/lib/money";

export type Box = [number, number, number, number];
export interface Page<T> { items: T[]; next_cursor: string | null; total: number }

export interface Me {
  user: { id: string; name: string; email: string; roles: string[] };
  tenant: { id: string; company_name: string; is_sample: boolean; subscription_plan: string; division: string };
  permissions: string[];
  csrf_token: string;
}
export interface Entity { id: string; code: string; name: string; gstins: string[]; parent_code: string | null; ownership: string; currency: string }
export interface Period { quarter: string; label: string; close_id: string | null; state: string; first_day: string; last_day: string }
export interface Person { id: string; name: string }
export interface Place {
  document_id: string | null; name: string; document: string; page: number | null; box: Box | null; sheet: string | null; row: number | null; column: string | null;
}
export interface Check { ok: boolean; severity: string; rule: string; sentence: string }

export interface Task {
  id: string; key: string; workstream: string; title: string; entity_code: string | null; owner: Person | null; reviewer: Person | null; due_on: string; state: string;
  books_paise: Paise | null; support_paise: Paise | null; difference_paise: Paise | null; threshold_paise: Paise; blocked_because: string;
  prepared_by: string | null; signed_by: string | null; version: number;
}
export interface StageProgress { stage: string; label: string; agent: string; state: string; done: number; total: number; message: string; seconds: number | null }
export interface Progress { run: number; state: string; stages: StageProgress[] }
export interface Tile { stage: string; label: string; value: string; note: string; tone: string }
export interface Waiting { kind: string; title: string; note: string; link: string }
export interface CloseBoard {
  id: string; quarter: string; label: string; state: string; run: number; day_number: number; day_total: number; opens_on: string; due_on: string;
  progress: { done: number; in_review: number; in_progress: number; blocked: number; not_started: number; total: number };
  tiles: Tile[]; tasks: Task[]; waiting: Waiting[]; running: StageProgress[];
  statutory: { title: string; due_on: string; days_left: number; note: string }[];
  signoffs: { name: string; role: string; at: string; digest: string }[];
  package: { available: boolean; run: number; digest: string; size: number } | null;
  blocking: Finding[];
}

export interface DocumentRow {
  id: string; name: string; kind: string; kind_confidence: number; party: string; number: string; day: string | null; amount_paise: Paise | null; reason: string;
  state: string; age_hours: number; source: string; entity_code: string | null; agent: string; version: number;
}
export interface DocumentPage extends Page<DocumentRow> { counts: Record<"check" | "agreed" | "rejected" | "duplicates" | "all", number> }
export interface DocumentField {
  name: string; label: string; value: string; raw: string; page: number | null; box: Box | null; place: Place | null; confidence: number; source: string;
  status: string; checks: string[]; part: string;
}
export interface DocumentDetail extends DocumentRow {
  sha256: string; media_type: string; size: number; pages: { number: number; width: number; height: number }[]; fields: DocumentField[]; rows_count: number;
  rows_sample: Record<string, unknown>[]; checks: Check[];
  proposed_entry: { entry_id: string | null; lines: { ledger: string; amount_paise: Paise; reason: string }[]; reason: string } | null;
  voucher: { id: string; number: string } | null; kind_reasons: string[];
}
export interface Received { id: string; name: string; sha256: string; state: string; reason: string; duplicate_of: string | null }
export interface Word { text: string; box: Box }

export interface JournalRow {
  id: string; number: string | null; imported_number: string; kind: string; day: string; party: string; narration: string; amount_paise: Paise; state: string; source: string;
  agent: string; confidence: number; made_by_name: string; risk: string; reason: string; entity_code: string; version: number;
}
export interface JournalPage extends Page<JournalRow> { total_paise: Paise; counts: Record<"approve" | "mine" | "returned" | "posted" | "all", number> }
export interface JournalLine {
  position: number; ledger_id: string | null; ledger: string; schedule_key: string; debit_paise: Paise; credit_paise: Paise; reason: string; place: Place | null;
}
export interface JournalDetail extends JournalRow {
  branch: string; type_name: string; reference: string; return_reason: string; reverses_id: string | null; lines: JournalLine[]; evidence: Place[]; checks: Check[];
  effect: { statement: string; line: string; amount_paise: Paise }[]; timeline: { at: string; who: string; what: string }[]; can_approve: boolean; why_not: string;
}

export interface Recon {
  id: string; kind: string; subject: string; entity_code: string; as_of: string; left_total_paise: Paise; right_total_paise: Paise; difference_paise: Paise;
  counts: { auto: number; suggested: number; accepted: number; rejected: number; left_open: number; right_open: number }; state: string;
}
export interface BrsLine { key: string; label: string; amount_paise: Paise; count: number }
export interface ReconDetail extends Recon { brs: BrsLine[]; stages: { stage: string; status: string; count: number; total_paise: Paise }[]; ageing: BrsLine[] }
export interface ReconItem {
  item: string; side: string; day: string; amount_paise: Paise; reference: string; narration: string; party: string; place: Place | null;
  taxes: Record<string, number>; labels: Record<string, string>;
}
export interface ReconRow {
  id: string; type: "match" | "break"; left: ReconItem[]; right: ReconItem[]; difference_paise: Paise; stage: string; status: string; score: number | null; margin: number | null;
  reasons: { text: string; weight: number }[]; why_not: string; nearest: ReconItem | null; age_days: number | null; version: number;
}

export interface Finding {
  id: string; rule: string; severity: string; subject: string; sentence: string; amount_paise: Paise; law: string; entity_code: string | null; agent: string; state: string;
  evidence: Place[]; waive_reason: string; asked_by: string | null; waived_by: string | null; version: number;
}
export interface FindingPage extends Page<Finding> {
  total_paise: Paise; by_severity: Record<"info" | "warning" | "error" | "blocking", number>; by_rule: { rule: string; count: number; amount_paise: Paise }[];
}

export interface StatementLine { key: string; label: string; level: number; kind: string; amounts_paise: (Paise | null)[]; drill: boolean; tone: string }
export interface Statement {
  kind: string; title: string; unit: string; draft: number | string | boolean; digest: string; columns: string[]; lines: StatementLine[];
  ties: { name: string; left_paise: Paise; right_paise: Paise; difference_paise: Paise }[]; unmapped: { ledger_id: string; ledger: string; amount_paise: Paise }[];
}
export interface TrialBalanceLine {
  ledger_id: string; ledger: string; group: string; schedule_key: string; opening_paise: Paise; debit_paise: Paise; credit_paise: Paise; closing_paise: Paise;
}
export interface TrialBalance { lines: TrialBalanceLine[]; totals: { opening_paise: Paise; debit_paise: Paise; credit_paise: Paise; closing_paise: Paise } }
export interface LineLedgers { ledgers: { ledger_id: string; ledger: string; amount_paise: Paise }[] }
export interface LedgerLine {
  entry_id: string; day: string; number: string; kind: string; narration: string; party: string; debit_paise: Paise; credit_paise: Paise; balance_paise: Paise;
}
export interface LedgerPage { ledger: string; opening_paise: Paise; lines: LedgerLine[]; next_cursor: string | null; total: number }

export interface AuditRow { seq: number; at: string; actor_name: string; op: string; table: string; record: string; summary: string; old: unknown; new: unknown }
export interface AuditVerdict { whole: boolean; sealed_until: string | null; rows_checked: number; seals_checked: number; faults: string[] }
export interface Agent { name: string; what: string; version: string; jobs: { done: number; failed: number; running: number }; last_run_at: string | null }
export interface AgentJob { id: string; agent: string; what: string; status: string; error: string; started_at: string | null; ended_at: string | null; [more: string]: unknown }
export interface User { id: string; name: string; email: string; roles: string[]; active: boolean; last_seen_at: string | null }
export interface Invitation { id: string; email: string; name: string; roles: string[]; expires_at: string; accepted_at: string | null; token: string | null }
export interface Hit { kind: string; id: string; title: string; note: string; link: string }
