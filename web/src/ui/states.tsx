import { useEffect, useState, type ReactNode } from "react";
import { ApiError } from "@/lib/apiError";
import { Button } from "./parts";

/** True after 200 ms: what is quick shows no skeleton at all. */
export function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), 200);
    return () => clearTimeout(timer);
  }, [busy]);
  return busy && slow;
}

export function Skeleton({ rows = 8, height = 31 }: { rows?: number; height?: number }) {
  const slow = useSlow(true);
  return (
    <div aria-busy="true" aria-live="polite" className="flex-1 overflow-hidden px-4 py-2">
      <span className="sr">Loading</span>
      {slow && Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex items-center" style={{ height }}>
          <div className="skeleton h-3" style={{ width: `${88 - ((index * 17) % 40)}%` }} />
        </div>
      ))}
    </div>
  );
}

/** What would be here, why it is not, and the one act. */
export function Empty({ title, children, act }: { title: string; children?: ReactNode; act?: ReactNode }) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-2 px-6 py-10 text-center">
      <p className="text-m font-semibold">{title}</p>
      {children && <p className="max-w-[52ch] text-text-2">{children}</p>}
      {act}
    </div>
  );
}

/** What failed, what is safe, what to do, an id to quote. */
export function ErrorBox({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const wrong = error instanceof ApiError ? error : null;
  const forbidden = wrong?.status === 403;
  const title = forbidden ? "Not with your roles" : wrong?.status === 404 ? "Not found" : wrong?.status === 0 ? "No connection" : "This could not be loaded";
  return (
    <div role="alert" className="flex flex-1 flex-col items-center justify-center gap-2 px-6 py-10 text-center">
      <p className="text-m font-semibold">{title}</p>
      <p className="max-w-[56ch] text-text-2">{error instanceof Error ? error.message : "Something unexpected happened in this page."}</p>
      {!forbidden && <p className="text-text-2">Nothing was changed.</p>}
      {wrong?.id && <p className="text-s text-text-3">Quote {wrong.id} if you ask for help.</p>}
      {onRetry && !forbidden && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}

interface Asked { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown; readonly data: unknown }

/** The three faces of a query, then the screen. Data that is there stays there when a refresh fails. */
export function Answer<Q extends Asked>({ of, rows = 8, children }: { of: Q; rows?: number; children: (data: NonNullable<Q["data"]>) => ReactNode }) {
  if (of.data !== undefined && of.data !== null) return <>{children(of.data as NonNullable<Q["data"]>)}</>;
  if (of.error) return <ErrorBox error={of.error} onRetry={() => void of.refetch()} />;
  return <Skeleton rows={rows} />;
}
