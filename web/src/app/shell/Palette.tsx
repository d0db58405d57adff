import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { useDeferredValue, useState } from "react";
import { get } from "@/client/http";
import { linkIn, useScope } from "@/client/scope";
import { useMe } from "@/client/session";
import type { Hit } from "@/client/types";
import { listKeys, type KeyBinding } from "@/lib/keys";
import { humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/parts";
import { NAV } from "./nav";

/** Go to any screen or record, run any act of the page. `>` acts alone. */
export default function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return <Dialog title="Search or jump" open={open} onClose={onClose} width={620}>{open && <Search onClose={onClose} />}</Dialog>;
}

function Search({ onClose }: { onClose: () => void }) {
  const scope = useScope();
  const me = useMe();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [acts] = useState(() => listKeys().filter(({ title }) => !["Everywhere", "Dialog", "List", "Queue"].includes(title)).flatMap(({ bindings }) => bindings));
  const actsOnly = text.startsWith(">");
  const words = useDeferredValue(text.replace(/^[>#@]/, "").trim());
  const hits = useQuery({ queryKey: ["search", words], enabled: words.length >= 2 && !actsOnly, staleTime: 10_000, queryFn: ({ signal }) => get<Hit[]>("/search", { query: { q: words } }, signal) });
  const go = (where: ReturnType<typeof linkIn>): void => {
    onClose();
    void navigate(where);
  };
  const run = (binding: KeyBinding): void => {
    onClose();
    // The dialog must be gone before the act looks at the page.
    setTimeout(() => binding.run(new KeyboardEvent("keydown")), 60);
  };
  return (
    <Command label="Search or jump" shouldFilter filter={(value, search) => (value.startsWith("hit:") || value.toLowerCase().includes(search.replace(/^[>#@]/, "").trim().toLowerCase()) ? 1 : 0)}>
      <Command.Input autoFocus className="field mb-2" placeholder="Screen, paper, voucher, party, ledger, amount… or > for acts" value={text} onValueChange={setText} />
      <Command.List className="max-h-[46vh] overflow-auto" label="Results">
        <Command.Empty className="px-2 py-4 text-text-2">{hits.isFetching ? "Looking…" : "Nothing found. Try a number, a party or a GSTIN."}</Command.Empty>
        {!actsOnly && (
          <Command.Group heading="Go to">
            {NAV.filter((item) => me.permissions.includes(item.needs)).map((item) => (
              <Command.Item key={item.path} value={`go ${item.name}`} className="menu-item" onSelect={() => go(linkIn(scope, item.path))}>
                <item.icon aria-hidden className="size-4 text-text-2" />{item.name}<span className="ml-auto"><Kbd>g {item.letter}</Kbd></span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {acts.length > 0 && (
          <Command.Group heading="On this page">
            {acts.map((binding) => <Command.Item key={binding.keys} value={`act ${binding.says}`} className="menu-item" onSelect={() => run(binding)}>{binding.says}<span className="ml-auto"><Kbd>{binding.keys}</Kbd></span></Command.Item>)}
          </Command.Group>
        )}
        {(hits.data?.length ?? 0) > 0 && (
          <Command.Group heading="Found">
            {hits.data?.map((hit) => (
              <Command.Item key={`${hit.kind}-${hit.id}`} value={`hit:${hit.kind}:${hit.id}`} className="menu-item" onSelect={() => go(linkIn(scope, hit.link))}>
                <span className="w-20 flex-none text-text-2">{humanise(hit.kind)}</span><span className="truncate">{hit.title}</span><span className="ml-auto truncate text-text-2">{hit.note}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}
