// Bytes a second into one upload, every acknowledged byte synced, against dd with fsync on the same disk.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { furnished } from "../furnished.mjs";
import { against, median, megabytes, ratio, turns } from "../table.mjs";
import { create, send, terminate } from "../tus.mjs";

const ROUNDS = 5;
const BYTES = 256_000_000;
const WANTED = 0.7;
/** The first bytes of an MP4: what comes behind is noise, which no disk shrinks. */
const HEAD = Buffer.from("000000206674797069736f6d0000020069736f6d69736f326176633131703431", "hex");

export async function measure() {
  const { member, token } = await furnished();
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
    const values = await turns(ROUNDS, {
      ecot: async () => {
        // One byte more than is sent, so that it never becomes a video.
        const address = await create(member, token, "bench.mp4", BYTES + 1);
        const speed = await timed(() => send(address, token, body));
        await terminate(address, token);
        return speed;
      },
      dd: async () => {
        await rm(copy, { force: true });
        return timed(() => promisify(execFile)("dd", [`if=${source}`, `of=${copy}`, "bs=1M", "conv=fsync"]));
      },
    });
    const [ours, theirs] = [median(values.ecot), median(values.dd)];
    return {
      title: "Upload",
      note: `One PATCH of ${megabytes(BYTES)} over loopback until it is acknowledged, and dd conv=fsync of the same bytes; bytes a second, median of ${ROUNDS} turns.`,
      columns: ["ecot", "dd conv=fsync", "ratio", "wanted", "holds"],
      rows: [[megabytes(ours), megabytes(theirs), ratio(ours / theirs), WANTED, against(ours / theirs >= WANTED)]],
    };
  } finally {
    await member.stop();
  }
}
