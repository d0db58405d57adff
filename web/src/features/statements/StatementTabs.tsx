import { Link } from "@tanstack/react-router";
import { useScope } from "@/client/scope";

const KINDS = [["bs", "Balance sheet"], ["pl", "Profit and loss"], ["cf", "Cash flow"], ["conso", "Consolidation"], ["completeness", "Completeness"], ["tb", "Trial balance"]] as const;

/** The statements are pages of their own: a link, not a tab. */
export function StatementTabs({ kind }: { kind: string }) {
  const scope = useScope();
  return (
    <nav aria-label="Statements" className="tabs">
      {KINDS.map(([each, name]) => <Link key={each} to={scope.to("statements", each) as string} search={{} as never} className="tab" aria-current={each === kind ? "page" : undefined}>{name}</Link>)}
    </nav>
  );
}
