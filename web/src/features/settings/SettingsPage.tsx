import { useQuery } from "@tanstack/react-query";
import { entitiesQuery } from "@/client/company";
import { get } from "@/client/http";
import { useMe } from "@/client/session";
import type { Invitation, User } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { Head } from "@/ui/Head";
import { Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { Invite } from "./Invite";
import { LadderCard } from "./Ladder";
import { AcceptanceCard } from "./Acceptance";
import { ModelsCard } from "./Models";
import { CentresCard, SeriesCard } from "./Numbering";
import { Person } from "./Person";
import { roleName } from "./roles";
import { TaughtCard } from "./Taught";

/** The company, its entities, its people. */
export function SettingsPage() {
  const me = useMe();
  return (
    <>
      <Head title="Settings" context={me.tenant.company_name} />
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6" tabIndex={-1}>
        <div className="grid gap-3 min-[1100px]:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
          <div className="flex min-w-0 flex-col gap-3"><Company /><Entities /><SeriesCard /><CentresCard /></div>
          <div className="flex min-w-0 flex-col gap-3">
            {me.permissions.includes("people.read") ? <People /> : <section className="card"><Empty title="People">Your roles do not show who works here.</Empty></section>}
            <LadderCard />
            <AcceptanceCard />
            <TaughtCard />
            <ModelsCard />
          </div>
        </div>
      </div>
    </>
  );
}

function Company() {
  const { tenant, user } = useMe();
  return (
    <section className="card px-4 py-3" aria-label="Company">
      <h2 className="mb-1.5 font-bold">Company</h2>
      <dl className="kv"><dt>Name</dt><dd>{tenant.company_name}</dd><dt>Plan</dt><dd>{tenant.subscription_plan}</dd><dt>Schedule III</dt><dd>Division {tenant.division}</dd><dt>You</dt><dd>{user.name}, {user.roles.map(roleName).join(", ")}</dd></dl>
    </section>
  );
}

function Entities() {
  const entities = useQuery(entitiesQuery);
  return (
    <section className="card overflow-x-auto" aria-label="Entities" tabIndex={0}>
      <h2 className="px-4 pt-3 pb-1.5 font-bold">Legal companies of the group</h2>
      <Answer of={entities} rows={3}>
        {(data) => (
          <table className="table">
            <thead><tr><th>Code</th><th>Name</th><th>Held by</th><th>GSTINs</th></tr></thead>
            <tbody>{data.map((each) => <tr key={each.code}><td className="font-semibold">{each.code}</td><td>{each.name}</td><td>{each.parent_code ? `${each.parent_code} ${each.ownership}` : "—"}</td><td className="!whitespace-normal text-s">{each.gstins.join(", ") || "—"}</td></tr>)}</tbody>
          </table>
        )}
      </Answer>
    </section>
  );
}

function People() {
  const users = useQuery({ queryKey: ["users"], queryFn: ({ signal }) => get<User[]>("/users", {}, signal) });
  const invitations = useQuery({ queryKey: ["invitations"], queryFn: ({ signal }) => get<Invitation[]>("/invitations", {}, signal) });
  const open = (invitations.data ?? []).filter((each) => each.accepted_at === null);
  return (
    <section className="card overflow-x-auto" aria-label="People" tabIndex={0}>
      <div className="flex items-center gap-2 px-4 pt-3 pb-1.5"><h2 className="font-bold">People</h2><span className="ml-auto"><Invite /></span></div>
      <Answer of={users} rows={5}>
        {(data) => (
          <table className="table">
            <thead><tr><th>Name</th><th>Roles</th><th>Last seen</th><th>State</th><th /></tr></thead>
            <tbody>
              {data.map((user) => <Person key={user.id} user={user} />)}
              {open.map((each) => <tr key={each.id}><td>{each.name || each.email}<br /><span className="text-s text-text-2">{each.email}</span></td><td>{each.roles.map(roleName).join(", ")}</td><td className="text-text-2">until {formatInstant(each.expires_at)}</td><td><Chip tone="info">Invited</Chip></td><td /></tr>)}
            </tbody>
          </table>
        )}
      </Answer>
    </section>
  );
}
