import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useAct } from "@/client/act";
import { get, send, urlOf } from "@/client/http";
import type { AliasProposal, AskedRules, AutomaticPage, AutomaticRow, ReconJob, ReconRules, ReconStatement, RuleHabit, RulesBody } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import type { Paise } from "@/lib/money";
import { count } from "@/lib/words";
import { isUnderWay } from "./queries";

export const useStatement = (id: string, at: string) =>
  useQuery({
    queryKey: ["recon-statement", id, at], placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<ReconStatement>("/recon/{id}/statement", { path: { id }, query: { at: at || undefined } }, signal),
  });

/** The statement with all its lines as a file. */
export const statementUrl = (id: string, form: string, at: string): string => urlOf("/recon/{id}/statement/export.{form}", { path: { id, form }, query: { at: at || undefined } });

const SIGNS = ["recon-statement", "recon"];

export const usePrepare = (id: string, after: () => void) =>
  useAct({
    run: ({ day, digest, because, undecided }: { day: string; digest: string; because: string; undecided: number }) =>
      send<ReconStatement>("POST", "/recon/{id}/statement/signatures", { path: { id }, body: { as_of: day, digest, because, undecided } }),
    touches: SIGNS, says: () => "Signed as prepared. Another person reviews it.", after,
  });

export const useReview = (id: string, after: () => void) =>
  useAct({
    run: ({ signature, digest }: { signature: string; digest: string }) =>
      send<ReconStatement>("POST", "/recon/{id}/statement/signatures/{signature}/review", { path: { id, signature }, body: { digest } }),
    touches: SIGNS, says: () => "Reviewed and signed.", after,
  });

export const useRules = (id: string) =>
  useQuery({ queryKey: ["recon-rules", id], queryFn: ({ signal }) => get<ReconRules>("/recon/{id}/rules", { path: { id } }, signal) });

export type Level = "account" | "kind";
interface Saved { readonly level: Level; readonly rules: RulesBody | null; readonly version: number; readonly reason: string }

export const useAskRules = (id: string) =>
  useAct({ run: (body: Saved) => send<ReconRules>("POST", "/recon/{id}/rules", { path: { id }, body }), touches: ["recon-rules"], says: () => "Asked for. Another person puts them in force." });

interface Said { readonly asked: AskedRules; readonly grant: boolean }

export const useDecideRules = (id: string) =>
  useAct({
    run: ({ asked, grant }: Said) => send<ReconRules>("POST", grant ? "/recon/{id}/rules/{request}/grant" : "/recon/{id}/rules/{request}/decline", { path: { id, request: asked.id }, body: { version: asked.version } }),
    touches: ["recon-rules"], says: (_, { grant }) => (grant ? "In force from the next run on." : "Declined. Nothing changes."),
  });

export const useTryRules = (id: string, after: (job: ReconJob) => void) =>
  useAct({ run: (rules: RulesBody | null) => send<ReconJob>("POST", "/recon/{id}/rules/try", { path: { id }, body: { rules } }), touches: ["recon-jobs"], after });

/** Rules that would accept what people of this account always accepted. */
export const useRuleHabits = (id: string) =>
  useQuery({ queryKey: ["recon-rules", id, "habits"], queryFn: ({ signal }) => get<RuleHabit[]>("/recon/{id}/rules/habits", { path: { id } }, signal) });

/** Aliases that habits of this company suggest, each with its back-test. */
export const useProposals = () => useQuery({ queryKey: ["recon-rules", "proposals"], queryFn: ({ signal }) => get<AliasProposal[]>("/recon/proposals", {}, signal) });

export const useProposal = () =>
  useAct({
    run: ({ id, accept }: { id: string; accept: boolean }) => send<AliasProposal>("POST", accept ? "/recon/proposals/{id}/accept" : "/recon/proposals/{id}/decline", { path: { id } }),
    touches: ["recon-rules"], says: ({ alias }, { accept }) => (accept ? `“${alias}” is an alias from the next run on.` : `“${alias}” is not proposed again.`),
  });

export type Show = "all" | "sample" | "undone";

export const useAutomatic = (id: string, show: Show, stage: string) =>
  useWindows<AutomaticRow, AutomaticPage>(["recon-automatic", id, show, stage], (cursor, signal) =>
    get<AutomaticPage>("/recon/{id}/automatic", { path: { id }, query: { show, stage, cursor, limit: WINDOW } }, signal));

const LOOKS = ["recon-automatic", "recon", "recon-rows", "recon-acts", "recon-statement", "close"];

export const useLook = (id: string, after: () => void) =>
  useAct({
    run: ({ row, right, note }: { row: AutomaticRow; right: boolean; note: string }) =>
      send<AutomaticPage>("POST", "/recon/{id}/automatic/{match}/look", { path: { id, match: row.id }, body: { version: row.version, right, note } }),
    touches: LOOKS, says: (_, { right }) => (right ? "Noted as right." : "Noted as wrong. The match is rejected and its lines are open again."), after,
  });

interface Taken { readonly quarter: string; readonly report?: string; readonly entity?: string; readonly stage: string; readonly expected: number; readonly total: Paise; readonly reason: string }

export const useUndoAutomatic = (after: (job: ReconJob) => void) =>
  useAct({
    run: ({ quarter, report, entity, stage, expected, total, reason }: Taken) =>
      send<ReconJob>("POST", "/recon-automatic/undo", {
        body: { quarter, report_id: report ?? null, entity_code: entity ?? "", stage, expected_count: expected, expected_total_paise: total, reason },
      }),
    touches: ["recon-jobs", ...LOOKS], after,
  });

export const useUndoable = (quarter: string, entity: string | undefined, on: boolean) =>
  useQuery({
    queryKey: ["recon-automatic", "undoable", quarter, entity ?? ""], enabled: on,
    queryFn: ({ signal }) => get<{ count: number; total_paise: Paise }>("/recon-automatic", { query: { quarter, entity } }, signal),
  });

export { isUnderWay };

/** One job: the live channel tells how far it is; asking is the way of last resort. */
export const useJob = (id: string | undefined) =>
  useQuery({
    queryKey: ["recon-jobs", id], enabled: id !== undefined, queryFn: ({ signal }) => get<ReconJob>("/recon-jobs/{id}", { path: { id: id ?? "" } }, signal),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 2000 : false),
  });

export const useJobs = (quarter: string, report: string) =>
  useQuery({ queryKey: ["recon-jobs", quarter, report], queryFn: ({ signal }) => get<ReconJob[]>("/recon-jobs", { query: { quarter, report } }, signal) });

export const useStopJob = () =>
  useAct({ run: (id: string) => send<ReconJob>("POST", "/recon-jobs/{id}/stop", { path: { id } }), touches: ["recon-jobs", ...LOOKS], says: () => "Stopped. What is done stays." });

/** How far a job is, or what came of it. */
export function jobWords(job: ReconJob): string {
  const done = job.done + job.failed;
  if (job.kind === "export") return isUnderWay(job) ? `${done} of ${job.total} rows so far.` : job.state === "failed" ? `Broken off. ${job.message}` : job.state === "stopped" ? "Stopped. No file was kept." : job.file ? `${count(job.done, "row")} in ${job.file.name}.` : "Its file was kept for a day.";
  if (isUnderWay(job)) return job.kind === "try" ? "Working it out. You may leave: it goes on by itself." : `${done} of ${job.total} so far. You may leave: it goes on by itself.`;
  if (job.state === "failed") return `Broken off. ${job.message}`;
  if (job.state === "stopped") return `Stopped after ${count(done, "match", "matches")}. What is done stays.`;
  if (job.kind === "try") return "Worked out.";
  return `${count(job.done, "match", "matches")} wait for a person again.${job.failed > 0 ? ` ${job.failed} were decided meanwhile and stay as they are.` : ""}`;
}
