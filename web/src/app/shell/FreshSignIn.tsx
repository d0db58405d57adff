import { useId, useState, type FormEvent } from "react";
import { send } from "@/client/http";
import { useMe } from "@/client/session";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";

/** The password once more, for an act that cannot easily be taken back; the act then goes on by itself. `sentence` is the server's no. */
export default function FreshSignIn({ sentence, onDone }: { sentence: string; onDone: (confirmed: boolean) => void }) {
  const me = useMe();
  const id = useId();
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [title = sentence, why = ""] = sentence.split(/:\s+/, 2);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setWrong("");
    try {
      await send("POST", "/auth/confirm", { body: { password } });
      onDone(true);
    } catch (error) {
      setWrong(error instanceof Error ? error.message : "That did not work.");
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title} open width={400} onClose={() => onDone(false)}
      note={`${why.charAt(0).toUpperCase()}${why.slice(1)} What you asked for goes on by itself.`}
      foot={<><Button onClick={() => onDone(false)}>Cancel</Button><Button look="primary" type="submit" form={id} disabled={busy} why={password ? undefined : "The password is missing"}>{busy ? "Signing in…" : "Sign in"}</Button></>}
    >
      <form id={id} onSubmit={(event) => void submit(event)}>
        <p className="mb-2">{me.user.name} <span className="text-text-2">{me.user.email}</span></p>
        {/* Password managers want to know whose it is. */}
        <input className="sr-only" type="email" name="email" autoComplete="username" value={me.user.email} readOnly tabIndex={-1} aria-hidden />
        <label htmlFor={`${id}-p`}>Password</label>
        <input
          id={`${id}-p`} className="field mt-1" type="password" name="password" autoComplete="current-password" required autoFocus value={password}
          aria-invalid={wrong !== "" || undefined} aria-describedby={wrong ? `${id}-w` : undefined} onChange={(event) => setPassword(event.target.value)}
        />
        {wrong && <p id={`${id}-w`} role="alert" className="mt-2 text-bad">{wrong}</p>}
      </form>
    </Dialog>
  );
}
