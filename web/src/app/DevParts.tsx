import { useEffect, useState } from "react";
import { paise } from "@/lib/money";
import { RowStore } from "@/lib/rows";
import { ApiError } from "@/lib/apiError";
import { Amount, Diff } from "@/ui/Amount";
import { Combobox } from "@/ui/Combobox";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Banner, Button, CheckList, Chip, Contributions, FilterChip, Kbd, Meter, Timeline, type Tone } from "@/ui/parts";
import { Empty, ErrorBox } from "@/ui/states";
import { Tabs } from "@/ui/Tabs";

const TONES: readonly Tone[] = ["ok", "warn", "bad", "info", "ai", "mute"];
interface Row { readonly id: string; readonly name: string; readonly amount: number }
const COLUMNS: readonly GridColumn<Row>[] = [
  { id: "name", head: "Line", width: 220, grow: true, cell: (row) => <span>{row.name}</span>, text: (row) => row.name },
  { id: "amount", head: "₹", width: 140, align: "num", cell: (row) => <Amount paise={paise(row.amount)} />, text: (row) => String(row.amount) },
];

/** Every part of the page in one place, for looking at and for axe. */
export function DevParts() {
  const [store] = useState(() => new RowStore<Row>((row) => row.id));
  const [tab, setTab] = useState("a");
  useEffect(() => {
    document.title = "Parts · QRT Close";
    store.replace(Array.from({ length: 100_000 }, (_, index) => ({ id: `r${index}`, name: `Line ${index + 1}`, amount: (index * 7919) % 9_999_999 })));
  }, [store]);
  return (
    <main className="flex min-h-full flex-col gap-4 p-6">
      <h1 className="text-xl font-bold">Parts</h1>
      <div className="flex flex-wrap gap-2">{TONES.map((tone) => <Chip key={tone} tone={tone}>{tone}</Chip>)}{TONES.map((tone) => <FilterChip key={tone} tone={tone} on={tone === "ok"} onPress={() => undefined}>{tone}</FilterChip>)}</div>
      <div className="flex flex-wrap gap-2"><Button look="primary" shortcut="A">Accept</Button><Button shortcut="X">Reject</Button><Button look="danger">Switch off</Button><Button look="quiet">Stop</Button><Button why="You made this; D. Rao can approve.">Approve</Button><Kbd>Ctrl K</Kbd></div>
      <Meter label="69 percent done" parts={[{ share: 0.69, tone: "ok" }, { share: 0.1, tone: "info" }, { share: 0.1, tone: "ai" }, { share: 0.04, tone: "bad" }]} />
      <div className="flex gap-6"><Amount paise={paise(-612_401_180)} /><Amount paise={null} /><Amount paise={paise(0)} /><Diff paise={paise(4_181_800)} /></div>
      <Combobox label="Company" options={[{ value: "a", label: "Sahyadri Pumps" }, { value: "b", label: "Group" }]} value="a" onChoose={() => undefined}>Sahyadri Pumps</Combobox>
      <Tabs label="Views" items={[{ id: "a", name: "To decide", count: 318 }, { id: "b", name: "Accepted" }]} value={tab} onChoose={setTab} />
      <div className="grid gap-4 min-[900px]:grid-cols-3">
        <CheckList checks={[{ ok: true, severity: "info", rule: "a.b", sentence: "Arithmetic agrees" }, { ok: false, severity: "warning", rule: "a.c", sentence: "Dated after the quarter" }, { ok: false, severity: "error", rule: "a.d", sentence: "GSTIN check digit is wrong" }]} />
        <Contributions parts={[{ text: "Amount", points: 48 }, { text: "UTR in voucher", points: 24 }, { text: "Past pattern", points: -1 }]} />
        <Timeline events={[{ at: "15-10 11:02", who: "JournalBot", what: "drafted", tone: "ai" }, { at: "15-10 16:44", who: "R. Iyer", what: "submitted", tone: "ok" }]} />
      </div>
      <Banner tone="info">Read only: your roles may look at everything here and change nothing.</Banner>
      <div className="card flex h-[320px] flex-col overflow-hidden"><Grid label="A hundred thousand lines" screen="parts" store={store} columns={COLUMNS} total={100_000} picks /></div>
      <div className="grid gap-4 min-[900px]:grid-cols-2"><div className="card"><Empty title="Nothing to decide">21 bank-only lines remain: age them or book them.</Empty></div><div className="card"><ErrorBox error={new ApiError(409, "recon.count_moved", "The count has moved from 94 to 91.", "3f1c22aa")} onRetry={() => undefined} /></div></div>
    </main>
  );
}
