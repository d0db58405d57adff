import { useId, useState } from "react";
import { useAct } from "@/client/act";
import { send } from "@/client/http";
import { useWhyNot } from "@/client/session";
import type { Invitation } from "@/client/types";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { RolePicker } from "./RolePicker";

/** Invite a person; the link is shown once. */
export function Invite() {
  const id = useId();
  const why = useWhyNot("people.manage");
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<readonly string[]>(["finance_exec"]);
  const [link, setLink] = useState("");
  const invite = useAct({
    run: () => send<Invitation>("POST", "/invitations", { body: { email, name, roles } }), touches: ["invitations"],
    after: (made) => setLink(made.token ? `${location.origin}/invite/${made.token}` : ""),
  });
  const close = (): void => { setOpen(false); setLink(""); setEmail(""); setName(""); };
  return (
    <>
      <Button why={why} onClick={() => setOpen(true)}>Invite a person</Button>
      <Dialog
        title="Invite a person" open={open} onClose={close}
        foot={link ? <Button look="primary" onClick={close}>Done</Button> : <><Button onClick={close}>Cancel</Button><Button look="primary" why={email.includes("@") && roles.length > 0 ? undefined : "An e-mail and at least one role"} disabled={invite.isPending} onClick={() => invite.mutate()}>Invite</Button></>}
      >
        {link ? (
          <><p className="mb-2">Send this link to {email}. It works once, for seven days, and is not shown again.</p><label className="sr" htmlFor={`${id}-l`}>Invitation link</label><input id={`${id}-l`} className="field font-mono text-s" readOnly value={link} onFocus={(event) => event.target.select()} /></>
        ) : (
          <div className="flex flex-col gap-1">
            <label htmlFor={`${id}-e`}>E-mail</label><input id={`${id}-e`} type="email" className="field mb-2" value={email} onChange={(event) => setEmail(event.target.value)} />
            <label htmlFor={`${id}-n`}>Name</label><input id={`${id}-n`} className="field mb-2" value={name} onChange={(event) => setName(event.target.value)} />
            <RolePicker roles={roles} onRoles={setRoles} />
          </div>
        )}
      </Dialog>
    </>
  );
}
