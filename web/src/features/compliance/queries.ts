import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import type { Finding, FindingPage } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";

export interface Filter { readonly quarter: string; readonly entity: string | undefined; readonly severity: string; readonly rule: string; readonly state: string; readonly q: string }

export const useFindings = (filter: Filter) =>
  useWindows<Finding, FindingPage>(["findings", ...Object.values(filter)], (cursor, signal) =>
    get<FindingPage>("/findings", { query: { ...filter, cursor, limit: WINDOW } }, signal));

export const useAskWaiver = () =>
  useAct({
    run: ({ finding, reason }: { finding: Finding; reason: string }) => send("POST", "/findings/{id}/ask-waiver", { path: { id: finding.id }, body: { version: finding.version, reason } }),
    touches: ["findings", "close"], says: () => "Asked. A finance manager decides.",
  });

export const useWaive = () =>
  useAct({
    run: (finding: Finding) => send("POST", "/findings/{id}/waive", { path: { id: finding.id }, body: { version: finding.version } }),
    touches: ["findings", "close"], says: () => "Waived, with the reason and your name.",
  });
