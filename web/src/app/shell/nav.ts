import { ArrowLeftRight, BookOpen, ChartColumn, CheckCheck, FileText, Inbox, History, Network, Settings, ShieldCheck, Sparkles, type LucideIcon } from "lucide-react";

export interface NavItem {
  readonly name: string;
  readonly path: string;
  readonly letter: string;
  readonly icon: LucideIcon;
  /** Without this permission the item is not shown. */
  readonly needs: string;
  readonly group: "close" | "workspace";
}

/** Stages in the order of the close, then the workspace. Letters follow `g`. */
export const NAV: readonly NavItem[] = [
  { name: "Close", path: "close", letter: "c", icon: CheckCheck, needs: "close.read", group: "close" },
  { name: "Documents", path: "documents", letter: "d", icon: Inbox, needs: "documents.read", group: "close" },
  { name: "Journals", path: "journals", letter: "j", icon: FileText, needs: "journals.read", group: "close" },
  { name: "Books", path: "books/tb", letter: "k", icon: BookOpen, needs: "statements.read", group: "close" },
  { name: "Reconciliation", path: "recon", letter: "r", icon: ArrowLeftRight, needs: "recon.read", group: "close" },
  { name: "Compliance", path: "compliance/findings", letter: "x", icon: ShieldCheck, needs: "findings.read", group: "close" },
  { name: "Statements", path: "statements/bs", letter: "s", icon: ChartColumn, needs: "statements.read", group: "close" },
  { name: "Consolidation", path: "statements/conso", letter: "o", icon: Network, needs: "statements.read", group: "close" },
  { name: "Audit trail", path: "audit", letter: "a", icon: History, needs: "audit.read", group: "close" },
  { name: "Agents", path: "agents", letter: "b", icon: Sparkles, needs: "agents.read", group: "workspace" },
  { name: "Settings", path: "settings", letter: ",", icon: Settings, needs: "company.read", group: "workspace" },
];

/** The item a path belongs to: the longest that fits. */
export function navItemOf(pathname: string): NavItem | undefined {
  const inside = pathname.split("/").slice(3).join("/");
  const fits = NAV.filter(({ path }) => inside === path || inside.startsWith(`${path}/`) || inside.startsWith(`${path.split("/")[0]}/`) || inside === path.split("/")[0]);
  return fits.find(({ path }) => inside.startsWith(path)) ?? fits[0];
}
