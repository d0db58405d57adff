import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { send } from "@/client/http";
import { useMe } from "@/client/session";
import type { Viewer } from "@/client/types";
import { formatTime } from "@/lib/dates";
import { Avatar, Button } from "@/ui/parts";

const EVERY_MS = 15_000;
const say = (id: string, body: { take_over?: boolean; leave?: boolean }): Promise<Viewer[]> => send<Viewer[]>("POST", "/documents/{id}/viewers", { path: { id }, body });

/** Who has this paper open, who holds it first. Says that it is open here as long as it is. */
export function useViewers(id: string) {
  const client = useQueryClient();
  const viewers = useQuery({ queryKey: ["viewers", id], queryFn: () => say(id, {}), refetchInterval: EVERY_MS, staleTime: 5_000, retry: false });
  useEffect(() => () => { void say(id, { leave: true }).catch(() => undefined); }, [id]);
  return {
    all: viewers.data ?? [],
    takeOver: async (): Promise<void> => { client.setQueryData(["viewers", id], await say(id, { take_over: true })); },
  };
}

/** Who else is on the paper, and the way to take it over. */
export function ViewersStrip({ id }: { id: string }) {
  const me = useMe();
  const { all, takeOver } = useViewers(id);
  const others = all.filter((each) => each.id !== me.user.id);
  const holder = all.find((each) => each.holds);
  if (others.length === 0) return null;
  const mine = holder?.id === me.user.id;
  return (
    <div role="status" className="flex flex-none items-center gap-2 border-t border-line bg-info-bg px-4 py-1.5 text-info" data-testid="viewers">
      <span className="flex -space-x-1">{others.map((each) => <Avatar key={each.id} name={each.name} size={20} />)}</span>
      {mine ? <span>{others.map((each) => each.name).join(", ")} {others.length === 1 ? "has" : "have"} this paper open too. It is yours to decide.</span>
        : <><span>{holder?.name ?? others[0]?.name} has this paper since {formatTime(new Date(holder?.since ?? others[0]?.since ?? ""))}. Who decides first counts.</span><Button look="quiet" onClick={() => void takeOver()}>Take over</Button></>}
    </div>
  );
}
