import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { ApiError } from "@/lib/apiError";
import { formatTime } from "@/lib/dates";
import { get, send } from "./http";
import { applyFact, type Fact } from "./facts";

export type LiveState = { readonly mode: "live" | "reconnecting" | "offline"; readonly since: string };

const POLL_MS = 10_000;
/** What the screen asks for when it is opened goes first. */
const FIRST_MS = 300;
let state: LiveState = { mode: "reconnecting", since: "" };
let lastSeq = 0;
const listeners = new Set<() => void>();

function become(mode: LiveState["mode"]): void {
  if (state.mode === mode) return;
  state = { mode, since: formatTime(new Date()) };
  for (const listener of listeners) listener();
}

/** How fresh the page is: live, reconnecting, or offline since a time. */
export function useLive(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** What happened before this page was opened, its queries have read already; a minute for clocks that differ. */
const OPENED = Date.now() - 60_000;

function take(client: QueryClient, fact: Fact): void {
  if (fact.seq <= lastSeq) return;
  lastSeq = fact.seq;
  if (fact.at === "" || Date.parse(fact.at) >= OPENED) applyFact(client, fact);
}

interface Events { events: { seq: number; topic: string; payload: Record<string, unknown>; at: string }[]; last_seq: number }

/** Ask for what we missed; the way of last resort when no socket stands. */
async function poll(client: QueryClient): Promise<void> {
  const { events, last_seq } = await get<Events>("/events", { query: { after: lastSeq } });
  for (const event of events) {
    const fact = factOf(event);
    if (fact) take(client, fact);
  }
  lastSeq = Math.max(lastSeq, last_seq);
}

/** Keep one socket; replay after a break; poll while there is none. The browser says when its line is gone and when it is back; a server that does not answer
 * at all is as good as gone. Gives the way to stop. */
export function startLive(client: QueryClient): () => void {
  let socket: WebSocket | null = null;
  let stopped = false;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function connect(): Promise<void> {
    if (stopped) return;
    try {
      const { ticket } = await send<{ ticket: string }>("POST", "/ws-ticket");
      if (stopped) return;
      const scheme = location.protocol === "https:" ? "wss" : "ws";
      const made = new WebSocket(`${scheme}://${location.host}/api/ws?ticket=${encodeURIComponent(ticket)}&after=${lastSeq}`);
      socket = made;
      made.addEventListener("open", () => {
        attempt = 0;
        become("live");
      });
      made.addEventListener("message", (event: MessageEvent<string>) => {
        const fact = readFact(event.data);
        if (fact) take(client, fact);
      });
      made.addEventListener("close", () => { if (socket === made) again(false); });
    } catch (error) {
      again(error instanceof ApiError && error.status === 0);
    }
  }

  function again(unreachable: boolean): void {
    socket = null;
    if (stopped) return;
    become(navigator.onLine && !unreachable ? "reconnecting" : "offline");
    clearTimeout(retry);
    retry = setTimeout(() => void connect(), Math.min(30_000, 500 * 2 ** attempt++));
  }

  const gone = (): void => {
    become("offline");
    // A socket may stand for minutes without its line.
    const old = socket;
    socket = null;
    old?.close();
  };
  const back = (): void => {
    if (state.mode === "offline") become("reconnecting");
    attempt = 0;
    clearTimeout(retry);
    if (socket === null) retry = setTimeout(() => void connect(), 0);
  };
  window.addEventListener("offline", gone);
  window.addEventListener("online", back);
  const polling = setInterval(() => {
    if (socket?.readyState === WebSocket.OPEN || !navigator.onLine) return;
    poll(client).then(
      () => become("reconnecting"),
      () => become("offline"),
    );
  }, POLL_MS);
  retry = setTimeout(() => void connect(), FIRST_MS);
  return () => {
    stopped = true;
    clearInterval(polling);
    clearTimeout(retry);
    window.removeEventListener("offline", gone);
    window.removeEventListener("online", back);
    socket?.close();
  };
}

/** A message of the stream, or null when it is none: heartbeats and words of a later version are passed over. */
export function readFact(text: string): Fact | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return factOf(value);
}

/** The socket says `type` and `patch`, the replay `topic` and `payload`. */
function factOf(value: unknown): Fact | null {
  if (value === null || typeof value !== "object") return null;
  const said = value as Record<string, unknown>;
  const type = said.type ?? said.topic;
  if (!Number.isSafeInteger(said.seq) || typeof type !== "string") return null;
  const body = (said.patch ?? said.payload ?? {}) as Record<string, unknown>;
  const patch = body.patch !== null && typeof body.patch === "object" ? (body.patch as Record<string, unknown>) : body;
  return { seq: said.seq as number, type, id: String(said.id ?? body.id ?? ""), patch, at: typeof said.at === "string" ? said.at : "" };
}
