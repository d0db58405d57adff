import type { Task } from "@/client/types";
import { count } from "@/lib/words";
import type { Tone } from "@/ui/parts";

/** Why nobody changes anything on this close; undefined while it is not signed. */
export const whySigned = (state: string): string | undefined => (state === "signed" ? "The quarter is signed. Reopen it first." : undefined);

/** Why this close has no package to sign; undefined when one waits. The server asks again. */
export function whyNotReady(state: string): string | undefined {
  if (state === "running") return "A run is under way.";
  return whySigned(state) ?? (state === "ready" ? undefined : "There is no finished package: run the close first.");
}

/** Nobody knows here whether a return was filed: a day that is past was due, it is not late. */
export function dueWords(daysLeft: number): string {
  if (daysLeft === 0) return "due today";
  return daysLeft < 0 ? `was due ${count(-daysLeft, "day")} ago` : count(daysLeft, "day");
}

/** A task waits past its day. After the signature nothing waits any more. */
export const isLate = (task: Task, today: string, signed: boolean): boolean => !signed && !isDone(task) && task.due_on < today;

/** State of a task as people see it; a task past its day is late whatever else it is. */
export function taskState(task: Task, today: string, signed: boolean): { tone: Tone; word: string } {
  if (task.state === "done" || task.state === "signed_off") return { tone: "ok", word: "Signed off" };
  if (task.state === "blocked") return { tone: "bad", word: "Blocked" };
  if (isLate(task, today, signed)) return { tone: "warn", word: "Late" };
  if (task.state === "in_review") return { tone: "info", word: "In review" };
  if (task.state === "in_progress") return { tone: "ai", word: "In progress" };
  return { tone: "mute", word: "Not started" };
}

export const isDone = (task: Task): boolean => task.state === "done" || task.state === "signed_off";

export function byWorkstream(tasks: readonly Task[]): [string, Task[]][] {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) groups.set(task.workstream, [...(groups.get(task.workstream) ?? []), task]);
  return [...groups];
}

/** Why this person cannot sign the task; "" when they can. The server asks again. */
export function whyNotSign(task: Task, me: { id: string; name: string }): string {
  if (isDone(task)) return "Already signed off.";
  if (task.state === "blocked") return `Blocked: ${task.blocked_because}`;
  if (task.prepared_by === null || task.prepared_by === "") return "Nobody has prepared it yet.";
  if (task.prepared_by === me.name || task.prepared_by === me.id) return "You prepared it; somebody else signs.";
  if (task.difference_paise !== null && Math.abs(task.difference_paise) > task.threshold_paise) return "The difference is above the task's threshold.";
  return "";
}
