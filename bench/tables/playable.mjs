// From the acknowledgement of an upload's last byte to the moment at which a viewer can play.
import { LONG } from "../../tests/browser/harness/clips.mjs";
import { phone4k } from "../clips.mjs";
import { furnished } from "../furnished.mjs";
import { against, median, seconds } from "../table.mjs";
import { reaches, upload } from "../tus.mjs";

const ROUNDS = 3;
const LIMIT_MS = 600_000;

/** Median times to playable and to whole of `file`. */
async function timed(member, token, file) {
  const [playable, whole] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const video = await upload(member, token, file);
    const start = performance.now();
    await reaches(member, token, video, ["playable", "ready"], LIMIT_MS);
    playable.push(performance.now() - start);
    await reaches(member, token, video, ["ready"], LIMIT_MS);
    whole.push(performance.now() - start);
  }
  return [median(playable), median(whole)];
}

export async function measure() {
  const clips = [
    ["H.264 and AAC 5.1, 854x480, 30 s: browser-ready", LONG, 3_000],
    ["HEVC and AAC, 3840x2160, 30 s: a phone's", await phone4k(), 10_000],
  ];
  const { member, token } = await furnished();
  try {
    const rows = [];
    for (const [name, file, wanted] of clips) {
      const [playable, whole] = await timed(member, token, file);
      rows.push([name, seconds(playable), `under ${seconds(wanted)}`, against(playable < wanted), seconds(whole)]);
    }
    return {
      title: "First playable",
      note: `After the upload's last byte is acknowledged; asked every 50 ms, median of ${ROUNDS}.`,
      columns: ["clip", "playable after", "wanted", "holds", "all renditions after"],
      rows,
    };
  } finally {
    await member.stop();
  }
}
