import { useScope } from "@/client/scope";
import { PageTabs } from "@/ui/PageTabs";

const KINDS = [["bs", "Balance sheet"], ["pl", "Profit and loss"], ["cf", "Cash flow"], ["conso", "Consolidation"], ["completeness", "Completeness"], ["tb", "Trial balance"]] as const;

/** The statements are pages of their own: a link, not a tab. */
export function StatementTabs({ kind }: { kind: string }) {
  const scope = useScope();
  return <PageTabs label="Statements" items={KINDS.map(([each, name]) => ({ to: scope.to("statements", each), name, here: each === kind }))} />;
}
