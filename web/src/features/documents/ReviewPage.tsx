import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { useEntityCode } from "@/client/company";
import { useFilters, useScope } from "@/client/scope";
import type { DocumentRow } from "@/client/types";
import { useKeys } from "@/lib/keys";
import { formatShort } from "@/lib/money";
import { useRowList } from "@/lib/rows";
import { QueueList } from "@/ui/QueueList";
import { Answer, Empty } from "@/ui/states";
import { kindName } from "./kinds";
import { readAhead, useDocument, useQueue } from "./queries";
import { ReviewDesk } from "./ReviewDesk";

/** Queue left, paper middle, fields right. */
export function ReviewPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const [filters] = useFilters();
  // Which queue a link without a view leads into is said when it is followed: a step from field to field, which the address keeps, is no other queue.
  const arrived = useRef(filters.field || filters.page || filters.box || filters.row ? "all" : "check");
  const view = filters.view ?? arrived.current;
  const queue = useQueue({ quarter: scope.id, entity, view, q: filters.q ?? "" });
  const store = useRowList(queue.store);
  const navigate = useNavigate();
  const document = useDocument(id);
  const router = useRouter();
  const from = filters.from ?? "";
  // The row of another page that this paper was opened from; another paper of the queue was not.
  useKeys("Paper", [{ keys: "Escape", says: "Back to where this paper was opened", run: () => router.history.push(from), off: !/^\/[^/]/.test(from) }]);
  const go = (to: string): void => void navigate({ to: scope.to("documents", to) as string, search: { view, ...(filters.q ? { q: filters.q } : {}) } as never });
  const ids = store.ids;
  const following = ids[ids.indexOf(id) + 1] ?? ids.find((each) => each !== id);
  const client = useQueryClient();
  const width = useRef(1000);
  const keepWidth = useCallback((wide: number) => { width.current = wide; }, []);
  const here = document.data !== undefined;
  useEffect(() => {
    if (!here || following === undefined) return;
    // After this paper's own picture has been asked for.
    const timer = setTimeout(() => void readAhead(client, following, width.current), 150);
    return () => clearTimeout(timer);
  }, [client, following, here, id]);
  const next = (): void => {
    if (following) go(following);
    else void navigate({ to: scope.to("documents") as string });
  };
  // The row of the paper on screen is the current one; moving in the queue opens the paper.
  useEffect(() => { if (store.ids.includes(id)) store.setCurrent(id); }, [store, id, store.ids]);
  const current = store.current;
  const before = useRef<string | null>(null);
  useEffect(() => {
    // Only a move away from this paper opens another: the queue's first row on arrival does not.
    if (before.current === id && current !== null && current !== id && store.ids.includes(id)) go(current);
    before.current = current;
  }, [current]);
  return (
    <div className="flex min-h-0 flex-1">
      <aside aria-label="Queue" className="flex w-[190px] flex-none flex-col border-r border-line max-[1100px]:hidden">
        <div className="flex-none border-b border-line bg-surface px-3 py-1.5 text-text-2"><Link to={scope.to("documents") as string} search={{ view } as never} className="link">Documents</Link> · {queue.total}</div>
        {queue.first && queue.first.items.length === 0 && <Empty title="Queue is empty" />}
        <QueueList label="Papers in this view" store={queue.store} total={queue.total} rowHeight={67} item={item} onNearEnd={queue.more} />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <Answer of={document} rows={14}>
          {(data) => <ReviewDesk key={data.id} document={data} place={ids.includes(id) ? store.currentIndex + 1 : 0} total={queue.total} onNext={next} onWidth={keepWidth} />}
        </Answer>
      </div>
    </div>
  );
}

function item(row: DocumentRow) {
  return (
    <>
      <div className="truncate font-semibold">{row.party || row.name}</div>
      <div className="truncate text-text-2">{kindName(row.kind)}{row.amount_paise === null ? "" : ` · ${formatShort(row.amount_paise)}`}</div>
      <div className={row.reason ? "truncate text-warn" : "truncate text-ok"}>{row.reason || "Agreed"}</div>
    </>
  );
}
