// The figures: node bench/run.mjs [TABLE...]. Ends with 1 if a figure is not what is asked for, or was not measured.
import { missed, print } from "./table.mjs";

/** In the order of docs/BENCHMARKS.md. */
const TABLES = ["serving", "metering", "upload", "playable", "frame", "failover", "page", "rest", "ladder", "cost", "stored", "copying", "purse", "rows", "hourly", "audit", "placement", "million", "crowd"];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !TABLES.includes(name));
if (unknown.length > 0) {
  console.error(`bench: there is no table ${unknown.join(", ")}; there are ${TABLES.join(", ")}`);
  process.exit(2);
}

const start = performance.now();
const failures = [];
for (const name of chosen.length > 0 ? chosen : TABLES) {
  try {
    const { measure } = await import(`./tables/${name}.mjs`);
    const table = await measure();
    print(table);
    failures.push(...missed(table).map((row) => `${name}: ${row.join(", ")}`));
  } catch (error) {
    console.error(`\n${name}: ${error.stack ?? error}`);
    failures.push(`${name}: not measured`);
  }
}
console.log(`\nMeasured in ${((performance.now() - start) / 1000).toFixed(0)} s.`);
for (const failure of failures) console.log(`NOT AS WANTED: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
