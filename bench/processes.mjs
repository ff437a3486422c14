// What the kernel says of a process and its children.
import { readFile, readdir } from "node:fs/promises";

/** Clock ticks a second in /proc/PID/stat, the same on every Linux that we run on. */
const TICKS = 100;

/** The fields of /proc/PID/stat behind the command's name. */
async function stat(pid) {
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** A process and all below it. */
export async function family(pid) {
  const parents = new Map();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = await stat(name).catch(() => undefined);
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  const members = [pid];
  for (const member of members) {
    for (const [child, parent] of parents) if (parent === member) members.push(child);
  }
  return members;
}

/** CPU seconds, user and system, that a process and its living children have used. */
export async function cpuSeconds(pid) {
  const used = await Promise.all(
    (await family(pid)).map(async (member) => {
      const fields = await stat(member).catch(() => undefined);
      return fields ? Number(fields[11]) + Number(fields[12]) : 0;
    }),
  );
  return used.reduce((sum, ticks) => sum + ticks, 0) / TICKS;
}

/** Resident bytes of one process. */
export async function residentBytes(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * 1024;
}

/** Waits until a process has no children any more. */
export async function childless(pid, limitMs = 60_000) {
  const start = performance.now();
  while ((await family(pid)).length > 1) {
    if (performance.now() - start > limitMs) throw new Error(`process ${pid} still has children`);
    await new Promise((again) => setTimeout(again, 100));
  }
}
