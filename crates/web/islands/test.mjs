// Bundles each src/**/*.test.ts for Node and runs them with its test runner.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const found = await readdir(join(here, "src"), { recursive: true });
const tests = found.filter((name) => name.endsWith(".test.ts")).map((name) => join(here, "src", name));
const into = await mkdtemp(join(tmpdir(), "ecot-islands-"));
await build({
  entryPoints: tests,
  bundle: true,
  platform: "node",
  format: "esm",
  outdir: into,
  outExtension: { ".js": ".mjs" },
  nodePaths: [join(here, "node_modules")],
  loader: { ".json": "json" },
  logLevel: "warning",
});
const built = (await readdir(into, { recursive: true })).filter((name) => name.endsWith(".mjs"));
const run = spawnSync(process.execPath, ["--test", ...built.map((name) => join(into, name))], { stdio: "inherit" });
await rm(into, { recursive: true });
process.exit(run.status ?? 1);
