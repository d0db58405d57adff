import { ROLES } from "./roles";

export function RolePicker({ roles, onRoles }: { roles: readonly string[]; onRoles: (roles: readonly string[]) => void }) {
  return (
    <fieldset className="m-0 border-0 p-0">
      <legend className="mb-1 font-medium">Roles</legend>
      {ROLES.map(([id, name, what]) => (
        <label key={id} className="flex min-h-8 items-center gap-2">
          <input type="checkbox" checked={roles.includes(id)} onChange={(event) => onRoles(event.target.checked ? [...roles, id] : roles.filter((role) => role !== id))} />
          <span>{name} <span className="text-text-2">{what}</span></span>
        </label>
      ))}
    </fieldset>
  );
}
