// The lock must install everywhere: no download addresses, exact versions, and every optional platform package listed.
import { readFileSync } from "node:fs";

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
const { packages } = read("package-lock.json");
const wanted = read("package.json");
const faults = [];
const names = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
for (const [path, entry] of Object.entries(packages)) {
  if ("resolved" in entry) faults.push(`${path} records an address`);
  if (path !== "" && !entry.link && !entry.integrity) faults.push(`${path} has no hash`);
  for (const name of Object.keys(entry.optionalDependencies ?? {})) if (!names.has(name)) faults.push(`${path} needs ${name}, which the lock does not have`);
}
for (const [name, version] of Object.entries({ ...wanted.dependencies, ...wanted.devDependencies })) if (!/^\d/.test(version)) faults.push(`${name} is not pinned: ${version}`);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`The lock is complete: ${names.size} packages.`);
