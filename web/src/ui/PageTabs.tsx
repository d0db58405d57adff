import { Link } from "@tanstack/react-router";

export interface PageTab { readonly to: string; readonly name: string; readonly here: boolean }

/** Pages of one room beside each other: links, not tabs. */
export function PageTabs({ label, items }: { label: string; items: readonly PageTab[] }) {
  return (
    <nav aria-label={label} className="tabs">
      {items.map(({ to, name, here }) => <Link key={to} to={to as string} search={{} as never} className="tab" aria-current={here ? "page" : undefined}>{name}</Link>)}
    </nav>
  );
}
