import { useQuery } from "@tanstack/react-query";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import type { Progress, Task } from "@/client/types";

export const useProgress = (quarter: string, running: boolean) =>
  useQuery({
    queryKey: ["progress", quarter], queryFn: ({ signal }) => get<Progress>("/closes/{quarter}/progress", { path: { quarter } }, signal),
    refetchInterval: running ? 10_000 : false,
  });

export const useOpenClose = (quarter: string) =>
  useAct({ run: () => send("POST", "/closes", { body: { quarter } }), touches: ["close", "periods"], says: () => "The close is open." });

export const useRun = (quarter: string) =>
  useAct({
    run: () => send<{ run: number }>("POST", "/closes/{quarter}/run", { path: { quarter } }), touches: ["close", "progress"],
    says: ({ run }) => `Run ${run} started. You may leave this page.`,
  });

export const useStop = (quarter: string) =>
  useAct({ run: () => send("POST", "/closes/{quarter}/stop", { path: { quarter } }), touches: ["close", "progress"], says: () => "The run stops after the step it is in." });

export type TaskAct = { act: "prepare" | "sign-off" | "block"; task: Task; because?: string };
const SAYS = { prepare: "handed to its reviewer", "sign-off": "signed off", block: "marked blocked" } as const;

export const useTaskAct = (quarter: string) =>
  useAct({
    run: ({ act, task, because }: TaskAct) =>
      send("POST", `/closes/{quarter}/tasks/{id}/${act}`, { path: { quarter, id: task.id }, body: { version: task.version, ...(because ? { because } : {}) } }),
    touches: ["close"], says: (_, { act, task }) => `${task.title}: ${SAYS[act]}.`,
  });

export const useSignOff = (quarter: string, after: () => void) =>
  useAct({ run: (digest: string) => send("POST", "/closes/{quarter}/sign-off", { path: { quarter }, body: { digest } }), touches: ["close"], says: () => "Signed. Your name stands under this package.", after });

export const useLock = (quarter: string, after: () => void) =>
  useAct({
    run: ({ entity, typed }: { entity: string; typed: string }) => send("POST", "/periods/{entity}/{quarter}/lock", { path: { entity, quarter }, body: { typed_name: typed } }),
    touches: ["close", "periods"], says: (_, { entity }) => `${entity}: the period is locked.`, after,
  });
