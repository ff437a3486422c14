// What lies on a machine's disk: which files have a text in them, and which of them a player could show.
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** All files below a folder. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Those of the files that have one of the texts in them, however the machine writes text. */
export async function having(files, ...texts) {
  const wanted = texts.flatMap((text) => ["utf8", "utf16le"].map((spelling) => Buffer.from(text, spelling)));
  const found = [];
  for (const file of files) {
    // One that went meanwhile has nothing in it.
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (wanted.some((one) => bytes.includes(one))) found.push(file);
  }
  return found;
}

/** Whether ffmpeg makes a picture or a sound of a file. */
export async function isShown(file) {
  const args = ["-hide_banner", "-nostdin", "-loglevel", "error", "-i", file, "-frames:v", "1", "-t", "1", "-f", "framecrc", "-"];
  const { stdout } = await promisify(execFile)("ffmpeg", args).catch(() => ({ stdout: "" }));
  return stdout.split("\n").some((line) => /^\d/.test(line));
}
