// From the acknowledgement of an upload's last byte to the moment at which a viewer can play.
import { LONG } from "../../tests/browser/harness/clips.mjs";
import { phone4k } from "../clips.mjs";
import { Member } from "../member.mjs";
import { childless } from "../processes.mjs";
import { against, median, seconds } from "../table.mjs";
import { playable, ready, remove, upload } from "../tus.mjs";

const ROUNDS = 3;
const LIMIT_MS = 300_000;
/** What a player wants before it starts. */
const ENOUGH_MS = 8_000;

/** Times to playable of `file`, the median; and the time to whole, of the last round. */
async function timed(member, file) {
  const times = [];
  for (let round = 1; ; round++) {
    const video = await upload(member, file);
    const start = performance.now();
    await playable(member, video, ENOUGH_MS, LIMIT_MS);
    times.push(performance.now() - start);
    if (round === ROUNDS) {
      await ready(member, video, LIMIT_MS);
      return [median(times), performance.now() - start];
    }
    await remove(member, video);
    await childless(member.pid);
  }
}

export async function measure() {
  const clips = [
    ["H.264 and AAC 5.1, 854x480, 30 s: browser-ready", LONG, 3_000],
    ["HEVC and AAC, 3840x2160, 30 s: a phone's", await phone4k(), 10_000],
  ];
  const member = await Member.withAuthor();
  try {
    const rows = [];
    for (const [name, file, wanted] of clips) {
      const [playable, whole] = await timed(member, file);
      rows.push([name, seconds(playable), seconds(whole), `under ${seconds(wanted)}`, against(playable < wanted)]);
    }
    return {
      title: "First playable",
      note: `From the acknowledgement of the upload's last byte until ${ENOUGH_MS / 1000} s of the first rendition and of the sound can be fetched; asked every 50 ms, median of ${ROUNDS}.`,
      columns: ["clip", "playable after", "all renditions after", "wanted", "holds"],
      rows,
    };
  } finally {
    await member.stop();
  }
}
