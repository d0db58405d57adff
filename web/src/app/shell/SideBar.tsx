import { Link, useLocation } from "@tanstack/react-router";
import clsx from "clsx";
import { useScope } from "@/client/scope";
import { useMe } from "@/client/session";
import { Kbd } from "@/ui/parts";
import { useFrameBoard } from "@/client/board";
import { formatCount } from "@/lib/words";
import { decisionCounts } from "./counts";
import { NAV, navItemOf, type NavItem } from "./nav";

/** Where one can go; counts are decisions that wait, not totals. */
export function SideBar({ folded, onGo, onKeys }: { folded: boolean; onGo?: () => void; onKeys: () => void }) {
  const me = useMe();
  const board = useFrameBoard();
  const counts = decisionCounts(board.data);
  const here = navItemOf(useLocation().pathname);
  const allowed = NAV.filter((item) => me.permissions.includes(item.needs));
  const link = (item: NavItem) => <NavLink key={item.path} item={item} on={item === here} count={counts[item.path.split("/")[0] ?? ""] ?? 0} folded={folded} onGo={onGo} />;
  return (
    <nav aria-label="Main" className={clsx("flex h-full flex-col gap-px overflow-y-auto border-r border-line bg-sunken px-2 py-2.5", folded ? "w-[52px]" : "w-[208px]")}>
      <div className="flex items-center gap-2 px-1.5 pt-1 pb-3 text-m font-bold">
        <span aria-hidden className="grid size-[22px] flex-none place-items-center rounded-m bg-accent text-s font-extrabold text-on-accent">Q</span>
        {!folded && "QRT Close"}
      </div>
      {allowed.filter((item) => item.group === "close").map(link)}
      {!folded && <div className="px-2 pt-2.5 pb-0.5 text-xs font-semibold text-text-3">Workspace</div>}
      {allowed.filter((item) => item.group === "workspace").map(link)}
      <button type="button" onClick={onKeys} className="mt-auto flex min-h-[30px] items-center gap-1.5 rounded-m px-2 text-text-2 hover:bg-hover">
        <span className={folded ? "sr" : undefined}>Shortcuts</span> <Kbd>?</Kbd>
      </button>
    </nav>
  );
}

function NavLink({ item, on, count, folded, onGo }: { item: NavItem; on: boolean; count: number; folded: boolean; onGo?: (() => void) | undefined }) {
  const scope = useScope();
  const Icon = item.icon;
  return (
    <Link
      to={`/${scope.entity}/${scope.period}/${item.path}` as string} search={{} as never} onClick={onGo} aria-current={on ? "page" : undefined} title={folded ? item.name : undefined}
      className={clsx("flex min-h-[30px] items-center gap-2.5 rounded-m px-2 py-1", on ? "bg-surface font-semibold text-text shadow-[inset_3px_0_0_var(--accent),0_0_0_1px_var(--line)]" : "text-text-2 hover:bg-hover")}
    >
      <Icon aria-hidden className="size-[15px] flex-none" strokeWidth={1.9} />
      <span className={folded ? "sr" : undefined}>{item.name}</span>
      {count > 0 && !folded && <b className="ml-auto rounded-full bg-mute-bg px-1.5 text-xs font-semibold text-text-2"><span className="sr">, waiting: </span>{formatCount(count)}</b>}
    </Link>
  );
}
