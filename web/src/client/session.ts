import { queryOptions, useQuery, type QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/apiError";
import { get, keepCsrf, send } from "./http";
import { useLive } from "./live";
import type { Me } from "./types";

async function fetchMe(): Promise<Me | null> {
  try {
    const me = await get<Me>("/me");
    keepCsrf(me.csrf_token);
    return me;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Who is signed in; null for nobody. */
export const meQuery = queryOptions({ queryKey: ["me"], queryFn: fetchMe, staleTime: Number.POSITIVE_INFINITY, retry: 1 });

/** The person on the page. Only under the signed-in part of the tree. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error("nobody is signed in");
  return data;
}

/** After sign-in, sign-up or an accepted invitation. */
export function enter(client: QueryClient, me: Me): void {
  client.clear();
  keepCsrf(me.csrf_token);
  client.setQueryData(meQuery.queryKey, me);
}

export async function signOut(client: QueryClient): Promise<void> {
  await send("POST", "/auth/sign-out");
  client.clear();
  keepCsrf("");
  client.setQueryData(meQuery.queryKey, null);
}

const WORDS: Record<string, string> = {
  "journals.approve": "Only a finance manager may approve entries.",
  "journals.write": "Your roles may read entries, not write them.",
  "journals.read": "Your roles do not show entries.",
  "chart.decide": "Your roles may read the chart of accounts, not change it.",
  "recon.decide": "Your roles may read reconciliations, not decide them.",
  "recon.rules": "Only a finance manager may change what is accepted without a person.",
  "recon.review": "Only a finance manager may review and sign a statement.",
  "documents.write": "Your roles may read papers, not change them.",
  "close.run": "Your roles may watch the close, not run it.",
  "close.sign": "Only a finance manager may sign the close.",
  "periods.lock": "Only a finance manager may lock a period.",
  "findings.waive": "Only a finance manager may approve a waiver.",
  "findings.ask": "Your roles may read findings, not ask for a waiver.",
  "tasks.sign": "Only a finance manager may sign off a task.",
  "tasks.prepare": "Your roles may read tasks, not prepare them.",
  "people.manage": "Only an administrator may invite people or change roles.",
};

/** Why this person cannot do it now; undefined when they can. The server asks again. */
export function useWhyNot(permission: string): string | undefined {
  const me = useMe();
  const live = useLive();
  if (live.mode === "offline") return `Offline since ${live.since}: reading works, acts do not.`;
  if (!me.permissions.includes(permission)) return WORDS[permission] ?? `Your roles do not include ${permission}.`;
  return undefined;
}

/** Does this person only read? */
export const isReader = (me: Me): boolean => !me.permissions.some((permission) => /\.(write|decide|approve|run|sign|prepare|manage|waive|ask|lock|open)$/.test(permission));
