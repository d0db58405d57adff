import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { send } from "@/client/http";
import { useFilters } from "@/client/scope";
import { enter } from "@/client/session";
import type { Me } from "@/client/types";
import { Button } from "@/ui/parts";
import { FormError, Frame } from "./Frame";
import { TextField } from "./TextField";

/** E-mail and password; errors do not tell which accounts exist. */
export function SignIn() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [{ next }] = useFilters();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => send<Me>("POST", "/auth/sign-in", { body: { email, password } }),
    onSuccess: (me) => {
      enter(client, me);
      // Only a path of our own: a foreign address in the link must lead nowhere.
      void navigate({ to: (next && /^\/[a-z0-9]/i.test(next) ? next : "/") as string });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <Frame title="Sign in">
      <form onSubmit={submit}>
        <TextField label="E-mail" type="email" name="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
        <TextField label="Password" type="password" name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
        <FormError error={signIn.error} />
        <Button type="submit" look="primary" className="mt-4 w-full" disabled={signIn.isPending}>{signIn.isPending ? "Signing in…" : "Sign in"}</Button>
      </form>
      <p className="mt-4 text-text-2">New here? <Link to={"/sign-up" as string} className="link underline">Set up your company</Link></p>
    </Frame>
  );
}
