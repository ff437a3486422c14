// A load that a server answers: wrk on loopback, and what the server's CPU did meanwhile.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { cpuSeconds } from "./processes.mjs";

export const CONNECTIONS = 8;

/** Fetches `range` (first and last byte) of `address` over and over for `seconds`; gives bytes per CPU-second of `pid`. */
export async function bytesPerCpuSecond(address, [first, last], pid, seconds) {
  const before = await cpuSeconds(pid);
  const { stdout } = await promisify(execFile)("wrk", [
    "-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, "--timeout", "20s", "-H", `Range: bytes=${first}-${last}`, address,
  ]);
  const used = (await cpuSeconds(pid)) - before;
  const answers = Number(/(\d+) requests in/.exec(stdout)?.[1] ?? 0);
  if (answers === 0 || /Non-2xx|Socket errors/.test(stdout)) throw new Error(`the load failed:\n${stdout}`);
  return (answers * (last + 1 - first)) / used;
}
