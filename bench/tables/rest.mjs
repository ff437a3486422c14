// Memory at rest, and time from start to ready.
import { SHORT } from "../../tests/browser/harness/clips.mjs";
import { Member } from "../../tests/browser/harness/member.mjs";
import { ECOT, furnished } from "../furnished.mjs";
import { answering } from "../nginx.mjs";
import { residentBytes } from "../processes.mjs";
import { against, megabytes, median, seconds } from "../table.mjs";

const ROUNDS = 5;
const WANTED_BYTES = 80_000_000;
const WANTED_MS = 1_000;
/** After the last work, so that what it allocated is back. */
const REST_MS = 10_000;

export async function measure() {
  const starts = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const member = await Member.start({ ecot: ECOT });
    await answering(`${member.url}/health`);
    starts.push(performance.now() - start);
    await member.stop();
  }
  const { member, token } = await furnished();
  const fresh = await residentBytes(member.pid);
  await member.publish(token, SHORT, "--title", "Work", "--wait");
  await new Promise((rested) => setTimeout(rested, REST_MS));
  const worked = await residentBytes(member.pid);
  await member.stop();
  const ready = median(starts);
  return {
    title: "At rest",
    note: `Start: from the program's start on an empty folder to the first answer of /health, median of ${ROUNDS}.`,
    columns: ["what", "measured", "wanted", "holds"],
    rows: [
      ["ready after", seconds(ready), `under ${seconds(WANTED_MS)}`, against(ready < WANTED_MS)],
      ["resident, one account", megabytes(fresh), `under ${megabytes(WANTED_BYTES)}`, against(fresh < WANTED_BYTES)],
      [`resident, ${REST_MS / 1000} s after a video was published`, megabytes(worked), `under ${megabytes(WANTED_BYTES)}`, against(worked < WANTED_BYTES)],
    ],
  };
}
