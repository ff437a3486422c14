// The figures: node bench/run.mjs [TABLE...]
import { print } from "./table.mjs";

/** In the order of docs/BENCHMARKS.md. */
const TABLES = ["serving", "upload", "rest", "page", "playable", "frame", "ladder", "cost"];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !TABLES.includes(name));
if (unknown.length > 0) {
  console.error(`bench: there is no table ${unknown.join(", ")}; there are ${TABLES.join(", ")}`);
  process.exit(2);
}
let failed = 0;
for (const name of wanted.length > 0 ? wanted : TABLES) {
  try {
    const { measure } = await import(`./tables/${name}.mjs`);
    print(await measure());
  } catch (error) {
    failed += 1;
    console.error(`\n${name}: not measured: ${error.stack ?? error}`);
  }
}
process.exitCode = failed > 0 ? 1 : 0;
