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

/** The program and the arguments with which a process was started; none once it has ended. */
export async function given(pid) {
  const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return text.split("\0").slice(0, -1);
}

/** The process below `pid` that is called `name` and was started with this argument. */
export async function startedWith(pid, name, argument) {
  for (const one of await below(pid, name)) {
    if ((await given(one)).includes(argument)) return one;
  }
  throw new Error(`no ${name} runs with ${argument}`);
}

/**
 * Kills a process, and waits until all of it is gone: what a machine that loses power holds, its ports and its lock, is free at
 * once, what a killed process holds only when its last thread has ended and whoever started it knows.
 */
export async function kill(pid) {
  process.kill(pid, "SIGKILL");
  await until(async () => (await look(pid)).name === undefined, `process ${pid} is gone`);
}

/** The encoders below `pid`. The same program also draws thumbnails, and whoever holds one of these meets its limit of time. */
async function encoders(pid) {
  const running = await Promise.all((await below(pid, "ffmpeg")).map(async (one) => [one, await given(one)]));
  return running.filter(([, words]) => words.includes("-progress")).map(([one]) => one);
}

/** Holds the encoder below `pid`, when there is one; gives what lets it go on. */
export async function holdEncoder(pid) {
  const [held] = await until(async () => {
    const found = await encoders(pid);
    return found.length > 0 && found;
  }, "the encoder runs");
  process.kill(held, "SIGSTOP");
  let on = false;
  return () => {
    if (!on) process.kill(held, "SIGCONT");
    on = true;
  };
}
