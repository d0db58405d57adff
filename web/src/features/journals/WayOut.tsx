import { Link } from "@tanstack/react-router";
import { useScope } from "@/client/scope";

/** Where a sentence about a shut period leads: to the periods on the close page. Nothing for other sentences. */
export function WayOut({ sentence }: { sentence: string }) {
  const scope = useScope();
  if (!/\b(locked|soft-closed|signed)\b/.test(sentence)) return null;
  return <Link className="link block" to={scope.to("close") as string} search={{ periods: "open" } as never}>Periods and reopening</Link>;
}
