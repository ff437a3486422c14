// What a treasurer or an auditor waits for: commands on made-up tables.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ECOT } from "../paths.mjs";
import { against, median, seconds } from "../table.mjs";

const run = promisify(execFile);
const ROUNDS = 3;

/** Numbers under a seed: the same tables each time (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 50 members, 744 hours. */
function traffic() {
  const random = numbers(1);
  const lines = ["hour,member,bytes"];
  const first = Date.UTC(2026, 11, 1);
  for (let hour = 0; hour < 744; hour++) {
    const name = new Date(first + hour * 3_600_000).toISOString().replace(".000", "");
    for (let member = 0; member < 50; member++) lines.push(`${name},m${member},${Math.floor(random() * 1e11)}`);
  }
  return lines.join("\n");
}

/** 20 members whose balances are nothing together. */
function balances() {
  const random = numbers(2);
  const cents = Array.from({ length: 19 }, () => Math.floor(random() * 40_000) - 20_000);
  cents.push(-cents.reduce((sum, one) => sum + one, 0));
  return ["member,amount", ...cents.map((one, member) => `m${member},${(one / 100).toFixed(2)}`)].join("\n");
}

async function timed(words) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await run(ECOT, words, { maxBuffer: 1 << 26 });
    times.push(performance.now() - start);
  }
  return median(times);
}

export async function measure() {
  const folder = await mkdtemp(join(tmpdir(), "ecot-purse-"));
  try {
    const [hours, owed] = [join(folder, "hours.csv"), join(folder, "owed.csv")];
    await writeFile(hours, traffic());
    await writeFile(owed, balances());
    const shapley = await timed(["shapley", "--game", "peak95", "--input", hours, "--samples", "10000", "--seed", "1"]);
    const settle = await timed(["settle", "--balances", owed, "--fewest"]);
    return {
      title: "Sharing and settling",
      note: "The whole command, from a table to the result, the middle one of three.",
      columns: ["what", "took", "wanted", "holds"],
      rows: [
        ["10,000 permutations of the 95th-percentile game, 50 members, 744 hours", seconds(shapley), "under 5 s", against(shapley < 5_000)],
        ["fewest transfers among 20 members", seconds(settle), "under 1 s", against(settle < 1_000)],
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
