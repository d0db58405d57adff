import { useQuery } from "@tanstack/react-query";
import { get } from "./http";
import type { PeriodState } from "./types";

/** Every company's period of a quarter: open, soft-closed, locked, and who wants a locked one reopened. */
export const usePeriods = (quarter: string) =>
  useQuery({ queryKey: ["periods", "of", quarter], staleTime: 30_000, queryFn: ({ signal }) => get<PeriodState[]>("/closes/{quarter}/periods", { path: { quarter } }, signal) });
