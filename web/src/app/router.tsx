import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, notFound, Outlet, redirect, type AnyRoute } from "@tanstack/react-router";
import { periodsQuery } from "@/client/company";
import { clean, type Filters } from "@/client/scope";
import { meQuery } from "@/client/session";
import { parseQuarter, quarterOf, quarterSlug, shiftQuarter } from "@/lib/period";
import { Failed, Missing } from "./Fallback";
import { Shell } from "./shell/Shell";

interface Context { readonly client: QueryClient }

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: Missing, errorComponent: Failed, validateSearch: (search: Filters) => clean(search) });

/** A finance team lands on the close; an auditor on the trail; a person who only reads on the statements. */
function landing(roles: readonly string[]): string {
  if (roles.some((role) => role === "finance_manager" || role === "finance_exec")) return "close";
  if (roles.includes("admin")) return "settings";
  return roles.includes("auditor") ? "audit" : "statements/bs";
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async ({ context: { client } }) => {
    const me = await client.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: "/sign-in" as string });
    const periods = await client.ensureQueryData(periodsQuery);
    const open = periods.find((period) => period.close_id !== null && period.state !== "locked") ?? periods[0];
    const quarter = (open ? parseQuarter(open.quarter) : null) ?? shiftQuarter(quarterOf(new Date()), -1);
    throw redirect({ to: `/group/${quarterSlug(quarter)}/${landing(me.user.roles)}` as string });
  },
});

const outside = (path: string, load: () => Promise<Record<string, unknown>>, name: string): AnyRoute =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load as never, name as never) });

const signIn = outside("/sign-in", () => import("@/features/signin/SignIn"), "SignIn");
const signUp = outside("/sign-up", () => import("@/features/signin/SignUp"), "SignUp");
const invite = outside("/invite/$token", () => import("@/features/signin/AcceptInvite"), "AcceptInvite");
const parts = outside("/dev/parts", () => import("./DevParts"), "DevParts");

const scope = createRoute({
  getParentRoute: () => root,
  path: "/$entity/$period",
  component: Shell,
  beforeLoad: async ({ context: { client }, params, location }) => {
    if (!parseQuarter(params.period)) throw notFound();
    const me = await client.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: "/sign-in" as string, search: { next: location.href } as never });
  },
});

/** Begins to ask for what a screen shows while the screen's own code is on its way. */
type Ahead = () => Promise<(client: QueryClient, id: string, filters: Filters) => void>;

const screen = (path: string, load: () => Promise<Record<string, unknown>>, name: string, ahead?: Ahead): AnyRoute =>
  createRoute({
    getParentRoute: () => scope, path, component: lazyRouteComponent(load as never, name as never),
    ...(ahead ? { loader: ({ context, params, location }: { context: Context; params: object; location: { search: object } }) => { void ahead().then((ask) => ask(context.client, (params as { id: string }).id, location.search as Filters)); } } : {}),
  } as never) as AnyRoute;
const hop = (path: string, to: string): AnyRoute =>
  createRoute({
    getParentRoute: () => scope,
    path,
    beforeLoad: ({ params }: { params: { entity: string; period: string } }) => {
      throw redirect({ to: `/${params.entity}/${params.period}/${to}` as string });
    },
  });

const screens = [
  hop("/", "close"),
  screen("/close", () => import("@/features/close/ClosePage"), "ClosePage"),
  screen("/documents", () => import("@/features/documents/DocumentsPage"), "DocumentsPage"),
  screen("/documents/$id", () => import("@/features/documents/ReviewPage"), "ReviewPage"),
  screen("/journals", () => import("@/features/journals/JournalsPage"), "JournalsPage"),
  screen("/journals/new", () => import("@/features/journals/EntryPage"), "NewEntryPage"),
  screen("/journals/recurring", () => import("@/features/journals/RecurringPage"), "RecurringPage"),
  screen("/journals/$id/edit", () => import("@/features/journals/EntryPage"), "EditEntryPage"),
  screen("/journals/$id", () => import("@/features/journals/JournalsPage"), "JournalsPage"),
  hop("/books", "books/tb"),
  screen("/books/day-book", () => import("@/features/books/DayBookPage"), "DayBookPage"),
  screen("/books/tb", () => import("@/features/books/BalancesPage"), "BalancesPage"),
  screen("/books/ledger/$id", () => import("@/features/books/LedgerPage"), "LedgerPage"),
  screen("/books/statement/$id", () => import("@/features/books/LedgerPage"), "PartyStatementPage"),
  screen("/books/chart", () => import("@/features/chart/ChartPage"), "ChartPage"),
  screen("/books/assets", () => import("@/features/assets/AssetsPage"), "AssetsPage"),
  screen("/books/assets/$id", () => import("@/features/assets/AssetPage"), "AssetPage"),
  screen("/books/parties", () => import("@/features/parties/PartiesPage"), "PartiesPage"),
  screen("/books/parties/$id", () => import("@/features/parties/PartyPage"), "PartyPage"),
  screen("/recon", () => import("@/features/recon/ReconList"), "ReconList"),
  screen("/recon/$id", () => import("@/features/recon/Workbench"), "Workbench", () => import("@/features/recon/wanted").then((made) => made.askAhead)),
  hop("/compliance", "compliance/findings"),
  screen("/compliance/findings", () => import("@/features/compliance/FindingsPage"), "FindingsPage"),
  hop("/statements", "statements/bs"),
  hop("/conso", "statements/conso"),
  createRoute({
    getParentRoute: () => scope,
    path: "/statements/ledger/$id",
    beforeLoad: ({ params }) => {
      throw redirect({ to: `/${params.entity}/${params.period}/statements/tb` as string, search: { ledger: params.id } as never });
    },
  }),
  screen("/statements/tb", () => import("@/features/statements/TrialBalancePage"), "TrialBalancePage"),
  screen("/statements/$kind", () => import("@/features/statements/StatementPage"), "StatementPage"),
  screen("/audit", () => import("@/features/audit/AuditPage"), "AuditPage"),
  screen("/audit/record/$table/$id", () => import("@/features/audit/RecordPage"), "RecordPage"),
  screen("/agents", () => import("@/features/agents/AgentsPage"), "AgentsPage"),
  screen("/settings", () => import("@/features/settings/SettingsPage"), "SettingsPage"),
];

const tree = root.addChildren([home, signIn, signUp, invite, parts, scope.addChildren(screens)]);

/** Filters stay plain words in the query string: a link reads as it is said. */
const parseSearch = (text: string): Filters => Object.fromEntries(new URLSearchParams(text));
function stringifySearch(search: Record<string, unknown>): string {
  const text = new URLSearchParams(clean(search as Filters)).toString();
  return text === "" ? "" : `?${text}`;
}

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree, context: { client }, parseSearch: parseSearch as never, stringifySearch, defaultPreload: "intent", defaultErrorComponent: Failed,
    defaultNotFoundComponent: Missing, scrollRestoration: true,
  });
}
