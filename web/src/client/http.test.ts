import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/lib/apiError";
import { get, keepConfirm, keepCsrf, send, urlOf } from "./http";

afterEach(() => vi.unstubAllGlobals());
const answering = (status: number, body: string) => {
  const fetch = vi.fn(async (_url: string, _init?: RequestInit) => new Response(body, { status }));
  vi.stubGlobal("fetch", fetch);
  return fetch;
};

describe("the wire", () => {
  it("puts ids into paths and leaves empty filters out", () => {
    expect(urlOf("/documents/{id}", { path: { id: "a/b" }, query: { q: "", view: "all", cursor: undefined } })).toBe("/api/documents/a%2Fb?view=all");
    expect(() => urlOf("/documents/{id}")).toThrow("id");
  });
  it("sends the form token and one key for each intent with every change", async () => {
    const fetch = answering(200, "{}");
    keepCsrf("token-1");
    await send("POST", "/ws-ticket");
    await send("POST", "/ws-ticket");
    const headers = fetch.mock.calls.map(([, init]) => init?.headers as Record<string, string>);
    expect(headers[0]?.["X-CSRF-Token"]).toBe("token-1");
    expect(headers[0]?.["Idempotency-Key"]).not.toBe(headers[1]?.["Idempotency-Key"]);
  });
  it("gives the server's own sentence for a no", async () => {
    answering(409, JSON.stringify({ code: "recon.count_moved", sentence: "The count has moved from 94 to 91.", id: "x1" }));
    await expect(get("/closes")).rejects.toMatchObject({ status: 409, code: "recon.count_moved", message: "The count has moved from 94 to 91.", id: "x1", stale: true });
  });
  it("asks for the password once and repeats the same intent when the server wants a fresh sign-in", async () => {
    const no = JSON.stringify({ code: "auth.fresh_sign_in_needed", sentence: "Please sign in again to lock the period: it is old.", id: "x1" });
    let confirmed = false;
    const fetch = vi.fn(async (_url: string, _init?: RequestInit) => (confirmed ? new Response("{}") : new Response(no, { status: 403 })));
    vi.stubGlobal("fetch", fetch);
    const ask = vi.fn(async () => (confirmed = true));
    keepConfirm(ask);
    await Promise.all([send("POST", "/ws-ticket"), send("POST", "/ws-ticket")]);
    expect(ask).toHaveBeenCalledExactlyOnceWith("Please sign in again to lock the period: it is old.");
    const keys = fetch.mock.calls.map(([, init]) => (init?.headers as Record<string, string> | undefined)?.["Idempotency-Key"]);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(2);
  });
  it("gives the no when the person does not sign in again", async () => {
    answering(403, JSON.stringify({ code: "auth.fresh_sign_in_needed", sentence: "Please sign in again." }));
    keepConfirm(async () => false);
    await expect(send("POST", "/ws-ticket")).rejects.toMatchObject({ code: "auth.fresh_sign_in_needed" });
    keepConfirm(undefined);
    await expect(send("POST", "/ws-ticket")).rejects.toMatchObject({ status: 403 });
  });
  it("says that nothing was reached when nothing was", async () => {
    vi.stubGlobal("fetch", vi.fn(async () => Promise.reject(new TypeError("failed"))));
    await expect(get("/closes")).rejects.toBeInstanceOf(ApiError);
  });
  it("shows no page of a proxy as an answer", async () => {
    answering(502, "<html>");
    await expect(get("/closes")).rejects.toMatchObject({ status: 502, code: "answer.unreadable" });
  });
  it("refuses an answer with a rounded amount", async () => {
    answering(200, JSON.stringify([{ amount_paise: 10.5 }]));
    await expect(get("/closes")).rejects.toThrow("answer[0].amount_paise");
  });
});
