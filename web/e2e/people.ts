/** The sample company's people. Passwords come from the launcher: one variable for each, or one for all. */
export const CONTROLLER = person("QRT_E2E", "controller@sample.example");
export const EXECUTIVE = person("QRT_E2E_EXECUTIVE", "executive@sample.example");
export const ADMIN = person("QRT_E2E_ADMIN", "admin@sample.example");
export const VIEWER = person("QRT_E2E_VIEWER", "viewer@sample.example");

export interface Person { readonly email: string; readonly password: string }

function person(prefix: string, email: string): Person {
  return { email: process.env[`${prefix}_EMAIL`] ?? email, password: process.env[`${prefix}_PASSWORD`] ?? process.env.QRT_E2E_PASSWORD ?? "" };
}
