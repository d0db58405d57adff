export const ROLES = [
  ["admin", "Administrator", "keeps people and company, posts nothing"],
  ["finance_manager", "Finance manager", "approves, signs, locks; never own work"],
  ["finance_exec", "Finance executive", "reads papers, matches, prepares entries"],
  ["auditor", "Auditor", "reads everything, changes nothing"],
  ["viewer", "Viewer", "reads status and statements"],
] as const;

export const roleName = (role: string): string => ROLES.find(([id]) => id === role)?.[1] ?? role;
