import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useId, useState, type FormEvent } from "react";
import { send } from "@/client/http";
import { enter } from "@/client/session";
import type { Me } from "@/client/types";
import { Button } from "@/ui/parts";
import { FormError, Frame } from "./Frame";
import { TextField } from "./TextField";

const EMPTY = { company_name: "", cin: "", gstin: "", pan: "", registered_address: "", subscription_plan: "Basic" };
const NOBODY = { name: "", email: "", password: "" };

/** A company with its first person. Identifiers are checked by the server, which says what is wrong with them. */
export function SignUp() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const plan = useId();
  const [company, setCompany] = useState(EMPTY);
  const [admin, setAdmin] = useState(NOBODY);
  const signUp = useMutation({
    mutationFn: () => send<Me>("POST", "/companies", { body: { ...company, admin } }),
    onSuccess: (me) => {
      enter(client, me);
      void navigate({ to: "/" });
    },
  });
  const set = (name: keyof typeof EMPTY, upper = false) => ({ value: company[name], onChange: (event: { target: { value: string } }) => setCompany({ ...company, [name]: upper ? event.target.value.toUpperCase() : event.target.value }) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signUp.mutate();
  };
  return (
    <Frame title="Set up your company" note="You can leave out what you do not have at hand; it is asked for when it is needed." wide>
      <form onSubmit={submit}>
        <TextField label="Company name" required minLength={2} autoComplete="organization" {...set("company_name")} />
        <div className="grid gap-x-3 min-[560px]:grid-cols-2">
          <TextField label="CIN" hint="21 characters" maxLength={21} {...set("cin", true)} />
          <TextField label="GSTIN" hint="15 characters, with its check digit" maxLength={15} {...set("gstin", true)} />
          <TextField label="PAN" hint="10 characters" maxLength={10} {...set("pan", true)} />
          <div className="mt-3">
            <label htmlFor={plan} className="mb-1 block font-medium">Plan</label>
            <select id={plan} className="field min-h-9" value={company.subscription_plan} onChange={(event) => setCompany({ ...company, subscription_plan: event.target.value })}>
              <option>Basic</option><option>Premium</option><option>Enterprise</option>
            </select>
          </div>
        </div>
        <TextField label="Registered address" autoComplete="street-address" {...set("registered_address")} />
        <h2 className="mt-5 font-bold">You</h2>
        <TextField label="Your name" required autoComplete="name" value={admin.name} onChange={(event) => setAdmin({ ...admin, name: event.target.value })} />
        <TextField label="E-mail" type="email" required autoComplete="username" value={admin.email} onChange={(event) => setAdmin({ ...admin, email: event.target.value })} />
        <TextField label="Password" type="password" required minLength={12} autoComplete="new-password" hint="12 characters or more" value={admin.password} onChange={(event) => setAdmin({ ...admin, password: event.target.value })} />
        <FormError error={signUp.error} />
        <Button type="submit" look="primary" className="mt-4" disabled={signUp.isPending}>Set up</Button>
        <Link to={"/sign-in" as string} className="link ml-4 underline">Sign in instead</Link>
      </form>
    </Frame>
  );
}
