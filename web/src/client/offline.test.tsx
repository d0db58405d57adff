// @vitest-environment jsdom
import { onlineManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { ApiError } from "@/lib/apiError";
import { useAct } from "./act";
import { startLive, useLive } from "./live";

const said = vi.hoisted(() => ({ wrong: vi.fn(), done: vi.fn() }));
vi.mock("@/lib/tell", () => ({ tell: said }));

const sockets: Socket[] = [];
class Socket extends EventTarget {
  static readonly OPEN = 1;
  readyState = Socket.OPEN;
  constructor() {
    super();
    sockets.push(this);
    queueMicrotask(() => this.dispatchEvent(new Event("open")));
  }
  close(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event("close"));
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  onlineManager.setOnline(true);
});

it("says at once that the line is gone, and that it is back", async () => {
  vi.stubGlobal("WebSocket", Socket);
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ ticket: "t" }), { status: 200 })));
  const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(true);
  const { result } = renderHook(() => useLive().mode);
  const stop = startLive(new QueryClient());
  await waitFor(() => expect(result.current).toBe("live"));
  online.mockReturnValue(false);
  act(() => void window.dispatchEvent(new Event("offline")));
  expect(result.current).toBe("offline");
  online.mockReturnValue(true);
  act(() => void window.dispatchEvent(new Event("online")));
  expect(result.current).toBe("reconnecting");
  await waitFor(() => expect(result.current).toBe("live"));
  // A socket that breaks while the server does not answer either is no line.
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("gone")));
  act(() => sockets.at(-1)?.close());
  await waitFor(() => expect(result.current).toBe("offline"), { timeout: 3000 });
  stop();
});

it("does not keep an act for later: without a line it fails at once with words", async () => {
  onlineManager.setOnline(false);
  const client = new QueryClient();
  const run = vi.fn(() => Promise.reject(new ApiError(0, "offline", "The server cannot be reached.")));
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  const { result } = renderHook(() => useAct({ run, touches: [] }), { wrapper });
  act(() => result.current.mutate());
  await waitFor(() => expect(said.wrong).toHaveBeenCalledWith("The server cannot be reached.", ""));
  expect(result.current.isPaused).toBe(false);
  act(() => onlineManager.setOnline(true));
  await client.resumePausedMutations();
  expect(run).toHaveBeenCalledOnce();
});
