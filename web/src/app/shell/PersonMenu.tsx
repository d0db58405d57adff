import { lazy, Suspense, useState } from "react";
import { useMe } from "@/client/session";
import { initials } from "@/lib/words";
import { Avatar } from "@/ui/parts";

const load = () => import("./PersonList");
const PersonList = lazy(load);

/** The person's mark; their menu comes when somebody reaches for it. */
export function PersonMenu() {
  const me = useMe();
  const [asked, setAsked] = useState(false);
  const plain = (
    <button type="button" className="flex-none rounded-full" aria-haspopup="menu" aria-expanded={false} aria-label={`${initials(me.user.name)}, ${me.user.name}: your menu`} onPointerEnter={() => void load()} onFocus={() => void load()} onClick={() => setAsked(true)}>
      <Avatar name={me.user.name} />
    </button>
  );
  return asked ? <Suspense fallback={plain}><PersonList /></Suspense> : plain;
}
