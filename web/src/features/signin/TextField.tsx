import { useId, type InputHTMLAttributes } from "react";

interface Props extends InputHTMLAttributes<HTMLInputElement> { readonly label: string; readonly hint?: string }

export function TextField({ label, hint, ...rest }: Props) {
  const id = useId();
  return (
    <div className="mt-3">
      <label htmlFor={id} className="mb-1 block font-medium">{label}</label>
      <input {...rest} id={id} className="field min-h-9" aria-describedby={hint ? `${id}-hint` : undefined} />
      {hint && <p id={`${id}-hint`} className="mt-0.5 text-s text-text-2">{hint}</p>}
    </div>
  );
}
