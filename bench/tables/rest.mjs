// Memory at rest, and time from start to ready.
import { SHORT } from "../../tests/browser/harness/clips.mjs";
import { Member } from "../member.mjs";
import { objects } from "../objects.mjs";
import { answering } from "../nginx.mjs";
import { residentBytes } from "../processes.mjs";
import { against, megabytes, median, seconds } from "../table.mjs";

const ROUNDS = 5;
const WANTED_BYTES = 80_000_000;
const WANTED_MS = 1_000;
/** After the last work, so that what it allocated is back. */
const REST_MS = 10_000;
const VIEWS = 50;

/** Watches a video as viewers do: page, playlist, every object. */
async function view(member, video) {
  for (let viewing = 0; viewing < VIEWS; viewing++) {
    const addresses = [member.url, video.watch_url, ...(await objects(video)).map((object) => object.address)];
    await Promise.all(addresses.map(async (address) => (await fetch(address)).arrayBuffer()));
  }
}

export async function measure() {
  const starts = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const member = await Member.start();
    await answering(`${member.url}/health`);
    starts.push(performance.now() - start);
    await member.stop();
  }
  const member = await Member.withAuthor();
  try {
    const fresh = await residentBytes(member.pid);
    const video = await member.publish(SHORT, "Work");
    await view(member, video);
    await new Promise((rested) => setTimeout(rested, REST_MS));
    const worked = await residentBytes(member.pid);
    const ready = median(starts);
    const memory = (name, bytes) => [name, megabytes(bytes), `under ${megabytes(WANTED_BYTES)}`, against(bytes < WANTED_BYTES)];
    return {
      title: "At rest",
      note: `Start: from the program's start on an empty folder to the first answer of /health, median of ${ROUNDS}.`,
      columns: ["what", "measured", "wanted", "holds"],
      rows: [
        ["ready after", seconds(ready), `under ${seconds(WANTED_MS)}`, against(ready < WANTED_MS)],
        memory("resident, one account", fresh),
        memory(`resident, ${REST_MS / 1000} s after a video was published and watched ${VIEWS} times`, worked),
      ],
    };
  } finally {
    await member.stop();
  }
}
