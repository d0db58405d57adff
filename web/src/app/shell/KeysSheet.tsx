import { useState } from "react";
import { lettersOff, listKeys, setLettersOff, type KeyBinding } from "@/lib/keys";
import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/parts";

/** All keys of this page, searchable; single letters can be switched off. */
export function KeysSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  return <Dialog title="Keys of this page" open={open} onClose={onClose} side="right" width={380}>{open && <Keys />}</Dialog>;
}

/** Keys by title: what this page adds first, what holds everywhere last. */
function pageKeys(): { title: string; bindings: KeyBinding[] }[] {
  const groups = new Map<string, KeyBinding[]>();
  for (const { title, bindings } of listKeys()) if (title !== "Dialog") groups.set(title, [...(groups.get(title) ?? []), ...bindings]);
  const order = ["Filter", "List", "Queue", "Everywhere"];
  return [...groups].map(([title, bindings]) => ({ title, bindings })).toSorted((a, b) => order.indexOf(a.title) - order.indexOf(b.title));
}

function Keys() {
  const [text, setText] = useState("");
  const [off, setOff] = useState(lettersOff());
  const [groups] = useState(pageKeys);
  const wanted = text.trim().toLowerCase();
  return (
    <div className="flex flex-col gap-3">
      <input className="field" placeholder="Find a key or an act" aria-label="Find a key or an act" value={text} onChange={(event) => setText(event.target.value)} />
      {groups.map((group) => {
        const shown = group.bindings.filter((each) => `${each.keys} ${each.says}`.toLowerCase().includes(wanted));
        if (shown.length === 0) return null;
        return (
          <section key={group.title}>
            <h3 className="mb-1 text-s font-bold text-text-2">{group.title}</h3>
            <dl className="grid grid-cols-[1fr_auto] gap-y-1">
              {shown.map((each) => <div key={each.keys} className="contents"><dt>{each.says}</dt><dd className="text-right"><Kbd>{each.keys}</Kbd></dd></div>)}
            </dl>
          </section>
        );
      })}
      <label className="flex min-h-8 items-center gap-2 border-t border-line pt-3">
        <input type="checkbox" checked={!off} onChange={(event) => { setLettersOff(!event.target.checked); setOff(!event.target.checked); }} />
        Single letters work as keys
      </label>
    </div>
  );
}
