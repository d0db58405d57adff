import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useAct } from "@/client/act";
import { entitiesQuery, useEntityCode } from "@/client/company";
import { send } from "@/client/http";
import { useScope } from "@/client/scope";
import type { SheetRead } from "@/client/types";
import type { ApiError } from "@/lib/apiError";
import { formatDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { count } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip } from "@/ui/parts";
import { TOUCHED } from "./queries";

/** A sheet of entries is read and shown with what is wrong row by row before anything is drafted. */
export function SheetDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const scope = useScope();
  const code = useEntityCode(scope.entity);
  const entities = useQuery(entitiesQuery).data ?? [];
  const [picked, setPicked] = useState("");
  const entity = code ?? (picked || (entities.length === 1 ? (entities[0]?.code ?? "") : ""));
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<SheetRead | null>(null);
  const [wrong, setWrong] = useState("");
  const form = (more: Record<string, string>, of: File): FormData => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ entity, quarter: scope.id, ...more })) body.append(name, value);
    body.append("file", of);
    return body;
  };
  const refused = (error: ApiError): boolean => { setWrong(error.message); return true; };
  const preview = useAct({ run: (of: File) => send<SheetRead>("POST", "/journals/sheet/preview", { body: form({}, of) }), touches: [], after: setRead, refused });
  const make = useAct({
    run: (take: "all" | "sound") => send<SheetRead>("POST", "/journals/sheet", { body: form({ take }, file as File) }), touches: TOUCHED, refused,
    says: (done) => `${count(done.made.length, "draft")} from ${done.name} wait for approval.`, after: setRead,
  });
  const choose = (of: File | undefined): void => {
    setWrong(""); setRead(null); setFile(of ?? null);
    if (of && entity !== "") preview.mutate(of);
  };
  const made = read !== null && read.made.length > 0;
  const left = read ? read.vouchers.filter((each) => each.sound && each.standing === null).length : 0;
  return (
    <Dialog
      title="Upload a sheet of entries" open onClose={onClose} width={940}
      foot={made ? <Button look="primary" onClick={onClose}>Done</Button> : (
        <>
          <Button onClick={onClose}>Cancel</Button>
          {read && read.unsound > 0 && <Button why={left === 0 ? "No sound one is left" : undefined} disabled={make.isPending} onClick={() => make.mutate("sound")}>Draft the {left} sound ones</Button>}
          <Button look="primary" why={!read ? "Choose a sheet first" : read.unsound > 0 ? `${read.unsound} have errors: mend the sheet, or take the sound ones` : left === 0 ? "They were drafted already" : undefined} disabled={make.isPending} onClick={() => make.mutate("all")}>{read ? `Draft all ${read.vouchers.length}` : "Draft all"}</Button>
        </>
      )}
    >
      <div className="mb-3 grid gap-3 min-[700px]:grid-cols-2">
        {code === undefined && entities.length > 1 && <div><label htmlFor={`${id}-e`}>Company</label><select id={`${id}-e`} className="field mt-1" value={picked} onChange={(event) => { setPicked(event.target.value); setRead(null); setFile(null); }}><option value="">Choose…</option>{entities.map((each) => <option key={each.code} value={each.code}>{each.name}</option>)}</select></div>}
        <div><label htmlFor={`${id}-f`}>CSV or XLSX</label><input id={`${id}-f`} type="file" accept=".csv,.xlsx,text/csv" disabled={entity === ""} className="field mt-1" onChange={(event) => choose(event.target.files?.[0])} /></div>
      </div>
      {!read && <p className="text-text-2">Headings: Date, Ledger, Debit, Credit; where they are there also Voucher (rows of one entry), Narration, Cost centre, Bill, Type. The same file makes nothing twice.</p>}
      {preview.isPending && <p role="status">Reading…</p>}
      {wrong && <p role="alert" className="rounded-m bg-bad-bg px-3 py-2 text-bad">{wrong}</p>}
      {read && <Preview read={read} />}
    </Dialog>
  );
}

function Preview({ read }: { read: SheetRead }) {
  const [onlyWrong, setOnlyWrong] = useState(read.unsound > 0);
  const bad = new Set(read.vouchers.filter((each) => !each.sound).flatMap((each) => each.rows));
  const rows = read.rows.filter((row) => !onlyWrong || row.errors.length > 0 || bad.has(row.row));
  return (
    <>
      <p role="status" className="mb-2"><b>{count(read.vouchers.length, "entry", "entries")} in {count(read.rows.length, "row")}</b>: {read.sound} sound{read.unsound > 0 && <span className="text-bad">, {read.unsound} with errors</span>}{read.made.length > 0 ? `; ${count(read.made.length, "draft")} made` : ""}.</p>
      <div className="card mb-3 max-h-[24vh] overflow-auto" role="region" aria-label="Entries of the sheet" tabIndex={0}>
        <table className="table">
          <thead><tr><th>Entry</th><th>Day</th><th>What for</th><th>Rows</th><th className="num">₹</th><th>State</th></tr></thead>
          <tbody>{read.vouchers.map((each) => <tr key={each.group}><td>{each.group}</td><td>{formatDay(each.day)}</td><td className="!whitespace-normal">{each.narration}</td><td>{each.rows.join(", ")}</td><td className="num">{formatPaise(each.amount_paise)}</td><td className="!whitespace-normal">{each.standing ? <Chip tone="info">Drafted</Chip> : each.sound ? <Chip tone="ok">Sound</Chip> : <><Chip tone="bad">Errors</Chip> {each.errors.join(" ")}</>}</td></tr>)}</tbody>
        </table>
      </div>
      <label className="mb-1 flex min-h-8 items-center gap-2"><input type="checkbox" checked={onlyWrong} onChange={(event) => setOnlyWrong(event.target.checked)} />Only rows with errors</label>
      {rows.length > 0 && (
        <div className="card max-h-[30vh] overflow-auto" role="region" aria-label="Rows of the sheet" tabIndex={0}>
          <table className="table">
            <thead><tr><th>Row</th><th>Date</th><th>Ledger</th><th className="num">Debit</th><th className="num">Credit</th><th>What is wrong</th></tr></thead>
            <tbody>{rows.slice(0, 500).map((row) => <tr key={row.row}><td>{row.row}</td><td>{row.day}</td><td className="!whitespace-normal">{row.ledger}</td><td className="num">{row.debit}</td><td className="num">{row.credit}</td><td className="!whitespace-normal text-bad">{row.errors.join(" ")}</td></tr>)}</tbody>
          </table>
        </div>
      )}
    </>
  );
}
