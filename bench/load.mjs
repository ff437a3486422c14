// A load that a server answers: wrk on loopback, and what the server's CPU did meanwhile.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { cpuSeconds } from "./processes.mjs";

const CONNECTIONS = 8;
const LOAD_SECONDS = 5;

/** Fetches `range` (first and last byte) of `address` over and over; gives bytes per CPU-second of `pid`. */
export async function bytesPerCpuSecond(address, [first, last], pid) {
  const before = await cpuSeconds(pid);
  const { stdout } = await promisify(execFile)("wrk", [
    "-t1", `-c${CONNECTIONS}`, `-d${LOAD_SECONDS}s`, "--timeout", "10s", "-H", `Range: bytes=${first}-${last}`, address,
  ]);
  const used = (await cpuSeconds(pid)) - before;
  const answers = Number(/(\d+) requests in/.exec(stdout)?.[1] ?? 0);
  const wrong = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1];
  if (answers === 0 || wrong) throw new Error(`the load failed:\n${stdout}`);
  return (answers * (last + 1 - first)) / used;
}
