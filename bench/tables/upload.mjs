// Bytes a second into one upload, every acknowledged byte synced, against dd with fsync on the same disk.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Member } from "../member.mjs";
import { against, megabytes, paired, ratio } from "../table.mjs";
import { create, send, terminate } from "../tus.mjs";

const ROUNDS = 5;
const BYTES = 256_000_000;
const WANTED = 0.7;
/** The first bytes of an MP4: what comes behind is noise, which no disk shrinks. */
const HEAD = Buffer.from("000000206674797069736f6d0000020069736f6d69736f326176633131703431", "hex");

export async function measure() {
  const member = await Member.withAuthor();
  const source = join(member.folder, "source");
  const copy = join(member.folder, "copy");
  try {
    const body = randomBytes(BYTES);
    HEAD.copy(body);
    await writeFile(source, body);
    const timed = async (work) => {
      const start = performance.now();
      await work();
      return (BYTES / (performance.now() - start)) * 1000;
    };
    // One byte more than is sent, so that it never becomes a video.
    const ours = async () => {
      const address = await create(member, "bench.mp4", BYTES + 1);
      const speed = await timed(() => send(member, address, body));
      await terminate(member, address);
      return speed;
    };
    const theirs = async () => {
      await rm(copy, { force: true });
      return timed(() => promisify(execFile)("dd", [`if=${source}`, `of=${copy}`, "bs=1M", "conv=fsync"]));
    };
    const measured = await paired(ROUNDS, ours, theirs);
    return {
      title: "Upload",
      note: `One PATCH of ${megabytes(BYTES)} over loopback until it is acknowledged, and dd bs=1M conv=fsync of the same bytes to the same disk; bytes a second, median of ${ROUNDS} turns.`,
      columns: ["ecot", "dd conv=fsync", "ratio", "wanted", "holds"],
      rows: [[megabytes(measured.ours), megabytes(measured.theirs), ratio(measured.ratio), WANTED, against(measured.ratio >= WANTED)]],
    };
  } finally {
    await member.stop();
  }
}
