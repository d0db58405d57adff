import { ApiError } from "@/lib/apiError";
import { decodeMoney } from "@/lib/decode";
import type { paths } from "./schema";

let csrf = "";
/** Kept in memory alone; `/api/me` gives it again after a reload. */
export function keepCsrf(token: string): void {
  csrf = token;
}

type Confirm = (sentence: string) => Promise<boolean>;
let confirm: Confirm | undefined;
let asked: Promise<boolean> | undefined;
/** Who asks for the password when the server wants a fresh sign-in; true once it was given. */
export function keepConfirm(ask: Confirm | undefined): void {
  confirm = ask;
}

/** Paths of the server as screens write them, without /api: a path that is gone does not compile. */
type Under<P> = P extends `/api${infer Rest}` ? Rest : never;
type Having<M extends "get" | "post" | "put" | "patch"> = { [P in keyof paths]: paths[P][M] extends undefined ? never : Under<P> }[keyof paths];
export type Readable = Having<"get">;
export type Changeable = Having<"post"> | Having<"put"> | Having<"patch">;

type Scalar = string | number | boolean | null | undefined;
export interface Params {
  readonly path?: Record<string, string | number>;
  readonly query?: Record<string, Scalar>;
}

/** "/documents/{id}" with its parameters, under /api. Throws when the template names one that is not given. */
export function urlOf(template: string, params: Params = {}): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params.path?.[name];
    if (value === undefined) throw new Error(`${template} needs ${name}`);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return `/api${path}${text ? `?${text}` : ""}`;
}

async function answer<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  let body: unknown;
  try {
    body = text === "" ? null : JSON.parse(text);
  } catch {
    throw new ApiError(response.status, "answer.unreadable", "The server's answer could not be read. Nothing on this screen was changed.");
  }
  if (response.ok) return decodeMoney(body) as T;
  const wrong = (body ?? {}) as { code?: string; sentence?: string; id?: string; details?: ApiError["details"] };
  throw new ApiError(response.status, wrong.code ?? "", wrong.sentence ?? `The server answered ${response.status}.`, wrong.id ?? "", wrong.details ?? []);
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: "same-origin", ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "offline", "The server cannot be reached. Your work on this screen is kept; try again when the connection is back.");
  }
}

/** Read. */
export async function get<T>(template: Readable, params: Params = {}, signal?: AbortSignal): Promise<T> {
  return answer<T>(await reach(urlOf(template, params), { headers: { Accept: "application/json" }, ...(signal ? { signal } : {}) }));
}

/** Change. One key for one intent: pass `key` when the same intent may be sent twice. */
export async function send<T>(method: "POST" | "PUT" | "PATCH", template: Changeable, params: Params & { body?: unknown; key?: string } = {}): Promise<T> {
  const form = params.body instanceof FormData;
  const headers: Record<string, string> = { Accept: "application/json", "X-CSRF-Token": csrf, "Idempotency-Key": params.key ?? crypto.randomUUID() };
  if (!form) headers["Content-Type"] = "application/json";
  const body = form ? (params.body as FormData) : JSON.stringify(params.body ?? {});
  const go = async (): Promise<T> => answer<T>(await reach(urlOf(template, params), { method, headers, body }));
  try {
    return await go();
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "auth.fresh_sign_in_needed" || !confirm) throw error;
    // Of several acts that wait, the person is asked once.
    asked ??= confirm(error.message).finally(() => { asked = undefined; });
    if (!(await asked)) throw error;
    return go();
  }
}

/** Send a file with its progress from 0 to 1; `fetch` cannot tell how far it is. */
export function upload<T>(template: Changeable, form: FormData, onProgress: (share: number) => void, params: Params = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", urlOf(template, params));
    request.setRequestHeader("X-CSRF-Token", csrf);
    request.setRequestHeader("Idempotency-Key", crypto.randomUUID());
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("error", () => reject(new ApiError(0, "offline", "The server cannot be reached. The file was not sent.")));
    request.addEventListener("load", () => {
      answer<T>(new Response(request.responseText, { status: request.status })).then(resolve, reject);
    });
    request.send(form);
  });
}
