// The processes that a process has started.
import { readdir, readFile } from "node:fs/promises";
import { until } from "./until.mjs";

/** Parent and name of a process; nothing once it has ended. */
async function look(pid) {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(text ?? "") ?? [];
  return { pid, name, parent: Number(parent) };
}

/** The processes below `pid` that are called `name`. */
async function below(pid, name) {
  const all = await Promise.all((await readdir("/proc")).filter((entry) => /^\d+$/.test(entry)).map((entry) => look(Number(entry))));
  const under = (parent) => all.filter((one) => one.parent === parent).flatMap((one) => [one, ...under(one.pid)]);
  return under(pid).filter((one) => one.name === name).map((one) => one.pid);
}

/** Holds the process called `name` below `pid`, when there is one; gives what lets it go on. */
export async function hold(pid, name) {
  const [held] = await until(async () => {
    const found = await below(pid, name);
    return found.length > 0 && found;
  }, `${name} runs`);
  process.kill(held, "SIGSTOP");
  let on = false;
  return () => {
    if (!on) process.kill(held, "SIGCONT");
    on = true;
  };
}
