import { useState } from "react";
import { useAct } from "@/client/act";
import { send } from "@/client/http";
import { useMe, useWhyNot } from "@/client/session";
import type { User } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { Dialog } from "@/ui/Dialog";
import { Avatar, Button, Chip } from "@/ui/parts";
import { RolePicker } from "./RolePicker";
import { roleName } from "./roles";

/** One person: roles, and whether they may sign in. Changing either ends their sessions. */
export function Person({ user }: { user: User }) {
  const me = useMe();
  const why = useWhyNot("people.manage");
  const [open, setOpen] = useState(false);
  const [roles, setRoles] = useState<readonly string[]>(user.roles);
  const change = useAct({
    run: (body: { roles?: readonly string[]; active?: boolean }) => send("PATCH", "/users/{id}", { path: { id: user.id }, body }), touches: ["users"],
    says: () => `${user.name} is changed. Their sessions have ended.`, after: () => setOpen(false),
  });
  return (
    <tr>
      <td><span className="flex items-center gap-2"><Avatar name={user.name} size={20} /><span>{user.name}{user.id === me.user.id && <span className="text-text-2"> (you)</span>}<br /><span className="text-s text-text-2">{user.email}</span></span></span></td>
      <td>{user.roles.map(roleName).join(", ")}</td>
      <td>{formatInstant(user.last_seen_at)}</td>
      <td><Chip tone={user.active ? "ok" : "mute"}>{user.active ? "Active" : "Off"}</Chip></td>
      <td className="num">
        <Button look="quiet" why={why} onClick={() => { setRoles(user.roles); setOpen(true); }} aria-label={`Change ${user.name}`}>Change</Button>
        <Dialog
          title={user.name} open={open} onClose={() => setOpen(false)}
          foot={
            <>
              <Button look={user.active ? "danger" : "plain"} why={user.id === me.user.id ? "You cannot switch yourself off." : undefined} onClick={() => change.mutate({ active: !user.active })}>{user.active ? "Switch off" : "Switch on"}</Button>
              <Button look="primary" why={roles.length === 0 ? "At least one role" : undefined} disabled={change.isPending} onClick={() => change.mutate({ roles })}>Save roles</Button>
            </>
          }
        >
          <RolePicker roles={roles} onRoles={setRoles} />
        </Dialog>
      </td>
    </tr>
  );
}
