import { Fragment } from "react";
import { useFilters } from "@/client/scope";
import { useMe } from "@/client/session";
import type { Task } from "@/client/types";
import { formatShortDay } from "@/lib/dates";
import { humanise } from "@/lib/words";
import { Amount, Diff } from "@/ui/Amount";
import { Avatar, Chip, FilterChip } from "@/ui/parts";
import { Empty } from "@/ui/states";
import { byWorkstream, isDone, isLate, taskState } from "./tasks";

/** The day in India, where the due dates are. */
const today = (): string => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kolkata" }).format(new Date());

/** The checklist, grouped by workstream; each row ties out or says why not. */
export function Checklist({ tasks, signed, onOpen }: { tasks: readonly Task[]; signed: boolean; onOpen: (id: string) => void }) {
  const me = useMe();
  const [filters, setFilters] = useFilters();
  const day = today();
  const kinds: Record<string, (task: Task) => boolean> = {
    mine: (task) => task.owner?.id === me.user.id || task.reviewer?.id === me.user.id,
    blocked: (task) => task.state === "blocked",
    late: (task) => isLate(task, day, signed),
  };
  const only = filters.only ? kinds[filters.only] : undefined;
  const shown = only ? tasks.filter(only) : tasks;
  return (
    <section className="card flex min-h-[320px] flex-col overflow-hidden" aria-label="Checklist">
      <div className="flex flex-none flex-wrap items-center gap-2 px-3 py-2">
        <h2 className="mr-1 font-bold">Checklist</h2>
        {Object.entries(kinds).map(([name, test]) => (
          <FilterChip key={name} tone="mute" on={filters.only === name} onPress={() => setFilters({ only: filters.only === name ? undefined : name })}>{humanise(name)} {tasks.filter(test).length}</FilterChip>
        ))}
        <span className="ml-auto text-text-3 max-[700px]:hidden">Grouped by workstream</span>
      </div>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label="Tasks">
        {tasks.length === 0 && <Empty title="No tasks yet">The first run makes the checklist of this quarter.</Empty>}
        {tasks.length > 0 && shown.length === 0 && <Empty title={`No task is ${filters.only}`}>Press the chip again to see all {tasks.length}.</Empty>}
        {shown.length > 0 && (
          <table className="table">
            <thead><tr><th>Task</th><th>Owner</th><th>Due</th><th className="num">Books ₹</th><th className="num">Support ₹</th><th className="num">Diff ₹</th><th>Status</th></tr></thead>
            <tbody>{byWorkstream(shown).map(([name, group]) => <Fragment key={name}><GroupRow name={name} tasks={group} />{group.map((task) => <TaskRow key={task.id} task={task} day={day} signed={signed} current={filters.task === task.id} onOpen={onOpen} />)}</Fragment>)}</tbody>
          </table>
        )}
      </div>
    </section>
  );
}

function GroupRow({ name, tasks }: { name: string; tasks: readonly Task[] }) {
  return <tr className="group"><td colSpan={5}>{humanise(name)}</td><td colSpan={2} className="num">{tasks.filter(isDone).length} of {tasks.length} done</td></tr>;
}

function TaskRow({ task, day, signed, current, onOpen }: { task: Task; day: string; signed: boolean; current: boolean; onOpen: (id: string) => void }) {
  const { tone, word } = taskState(task, day, signed);
  const person = task.owner?.name ?? "";
  return (
    <tr className="act" aria-selected={current} onClick={() => onOpen(task.id)}>
      <th scope="row"><button type="button" className="min-h-6 text-left hover:underline" onClick={(event) => { event.stopPropagation(); onOpen(task.id); }}>{task.title}</button>{task.entity_code && <span className="ml-2 text-s text-text-3">{task.entity_code}</span>}</th>
      <td>{person ? <Avatar name={person} size={20} /> : <span className="text-text-3" aria-label="nobody">—</span>}</td>
      <td className={word === "Late" ? "text-bad" : undefined}>{formatShortDay(task.due_on)}</td>
      <td className="num"><Amount paise={task.books_paise} /></td>
      <td className="num"><Amount paise={task.support_paise} /></td>
      <td className="num"><Diff paise={task.difference_paise} /></td>
      <td><Chip tone={tone}>{word}</Chip></td>
    </tr>
  );
}
