import type { Task } from "@/client/types";
import type { Tone } from "@/ui/parts";

/** State of a task as people see it; a task past its day is late whatever else it is. */
export function taskState(task: Task, today: string): { tone: Tone; word: string } {
  if (task.state === "done" || task.state === "signed_off") return { tone: "ok", word: "Signed off" };
  if (task.state === "blocked") return { tone: "bad", word: "Blocked" };
  if (task.due_on < today) return { tone: "warn", word: "Late" };
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
