// Writes src/client/schema.d.ts from the server's OpenAPI document; with --check it only says whether the file is fresh.
import { readFile, writeFile } from "node:fs/promises";
import openapi, { astToString } from "openapi-typescript";

const source = new URL("../../server/openapi.json", import.meta.url);
const target = new URL("../src/client/schema.d.ts", import.meta.url);
const head = "// Made from server/openapi.json by `npm run client`. Never edited by hand.\n\n";
const made = head + astToString(await openapi(source, { alphabetize: true, defaultNonNullable: true }));

if (process.argv.includes("--check")) {
  const found = await readFile(target, "utf8").catch(() => "");
  if (found !== made) {
    console.error("src/client/schema.d.ts is stale: run `npm run client` and commit it.");
    process.exit(1);
  }
  console.log("The client is fresh.");
} else {
  await writeFile(target, made);
  console.log("src/client/schema.d.ts written.");
}
