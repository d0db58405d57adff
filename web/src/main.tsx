import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Toaster } from "sonner";
import { makeRouter } from "@/app/router";
import { ApiError } from "@/lib/apiError";
import { startTheme } from "@/lib/theme";
import "./index.css";

startTheme();

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
    },
  },
});
const router = makeRouter(client);
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <Toaster position="bottom-right" closeButton offset={48} toastOptions={{ className: "!bg-raised !text-text !border-line !shadow-float !font-sans !text-base" }} />
    </QueryClientProvider>
  </StrictMode>,
);
