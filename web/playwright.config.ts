import { defineConfig } from "@playwright/test";

// QRT_URL names a running platform with the sample company; its people sign in as e2e/people.ts says.
const chromium = process.env.QRT_CHROMIUM ?? process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "e2e",
  fullyParallel: false,
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  globalSetup: "./e2e/setup.ts",
  use: {
    baseURL: process.env.QRT_URL ?? "http://localhost:8000",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: { executablePath: chromium, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"] },
  },
});
