import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, useEffect, useState, type ComponentType } from "react";
import { createRoot } from "react-dom/client";
import { makeRouter } from "@/app/router";
import { ApiError } from "@/lib/apiError";
import { onWanted } from "@/lib/tell";
import { startTheme } from "@/lib/theme";
import "./index.css";

startTheme();

const client = new QueryClient({
  defaultOptions: {
    // Without a line an act fails at once and says so: none waits to be done later, when nobody looks.
    mutations: { networkMode: "always" },
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
    },
  },
});
const router = makeRouter(client);

/** Loaded when something is said, or once the page has come to rest. Where the line is gone by then it stays away, and is asked for again with the next word. */
function Said() {
  const [Toasts, setToasts] = useState<ComponentType | null>(null);
  useEffect(() => {
    const load = (): void => void import("@/app/Toasts").then((made) => setToasts(() => made.default), () => undefined);
    const timer = setTimeout(load, 2500);
    const stop = onWanted(load);
    return () => { clearTimeout(timer); stop(); };
  }, []);
  return Toasts && <Toasts />;
}

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <Said />
    </QueryClientProvider>
  </StrictMode>,
);
