import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { send } from "@/client/http";
import { enter } from "@/client/session";
import type { Me } from "@/client/types";
import { Button } from "@/ui/parts";
import { FormError, Frame } from "./Frame";
import { TextField } from "./TextField";

/** Take an invitation: a name and a password, then straight in. */
export function AcceptInvite() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { token = "" } = useParams({ strict: false }) as { token?: string };
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const accept = useMutation({
    mutationFn: () => send<Me>("POST", "/invitations/accept", { body: { token, name, password } }),
    onSuccess: (me) => {
      enter(client, me);
      void navigate({ to: "/" });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <Frame title="Join your company" note="The invitation works once, for seven days.">
      <form onSubmit={submit}>
        <TextField label="Your name" required autoComplete="name" autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        <TextField label="Password" type="password" required minLength={12} autoComplete="new-password" hint="12 characters or more" value={password} onChange={(event) => setPassword(event.target.value)} />
        <FormError error={accept.error} />
        <Button type="submit" look="primary" className="mt-4 w-full" disabled={accept.isPending}>Join</Button>
      </form>
    </Frame>
  );
}
