import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { parseQuarter, quarterId, quarterName, type Quarter } from "@/lib/period";

export interface Scope {
  /** Entity code in the path's spelling, or "group". */
  readonly entity: string;
  readonly period: string;
  readonly quarter: Quarter;
  /** As the API wants it: "2026-27-Q2". */
  readonly id: string;
  readonly name: string;
  /** The path of a screen in this entity and period: `to("recon", id)`. */
  readonly to: (...parts: string[]) => string;
}

/** Which company and quarter the path names. Only under `/{entity}/{period}`. */
export function useScope(): Scope {
  const { entity = "group", period = "" } = useParams({ strict: false }) as { entity?: string; period?: string };
  const quarter = parseQuarter(period);
  if (!quarter) throw new Error(`not a period: ${period}`);
  const to = (...parts: string[]): string => `/${entity}/${period}/${parts.map(encodeURIComponent).join("/")}`;
  return { entity, period, quarter, id: quarterId(quarter), name: quarterName(quarter), to };
}

export type Filters = Readonly<Record<string, string | undefined>>;

/** Filters, tab and selection live in the query string. `set` merges; undefined takes a filter away. */
export function useFilters(): [Filters, (patch: Filters, how?: { push?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Filters;
  const navigate = useNavigate();
  const set = (patch: Filters, { push = false } = {}): void => {
    // The page stays where it is scrolled to: the router would put every list back to where it last saw it.
    void navigate({ to: ".", search: (old: Filters) => clean({ ...old, ...patch }), replace: !push, resetScroll: push } as never);
  };
  return [search, set];
}

export function clean(filters: Filters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ""));
}

/** A path with its filters, as the browser's address has it. */
export const addressOf = (path: string, filters: Filters): string => `${path}?${new URLSearchParams(clean(filters)).toString()}`;

/** A link the server gives ("/documents/…") lies inside the scope on screen. */
export function linkIn(scope: Scope, link: string): { to: string; search: never } {
  const [path = "", query = ""] = link.split("?");
  const inside = /^\/[^/]+\/\d{4}-\d{2}-q[1-4](\/|$)/i.test(path);
  return { to: inside ? path : `/${scope.entity}/${scope.period}/${path.replace(/^\//, "")}`, search: Object.fromEntries(new URLSearchParams(query)) as never };
}
