// What a video costs to keep.
import { stat } from "node:fs/promises";
import { LONG, SHORT } from "../../tests/browser/harness/clips.mjs";
import { Member } from "../member.mjs";
import { objects } from "../objects.mjs";
import { EUROS_PER_TB_MONTH, yearOf } from "../prices.mjs";
import { megabytes, ratio } from "../table.mjs";

export async function measure() {
  const member = await Member.withAuthor();
  try {
    const rows = [];
    for (const [name, file, durationS] of [["480p, 30 s", LONG, 30], ["720p, 5 s", SHORT, 5]]) {
      const video = await member.publish(file, name);
      const stored = (await objects(video)).reduce((sum, object) => sum + object.bytes, 0);
      const { size } = await stat(file);
      const year = yearOf(stored);
      const hour = (year * 3600) / durationS;
      rows.push([name, megabytes(size), megabytes(stored), ratio(stored / size), `${year.toFixed(6)} €`, `${hour.toFixed(3)} €`]);
    }
    return {
      title: "What a video costs to keep",
      note: `All renditions, without the original, at ${EUROS_PER_TB_MONTH} € for a terabyte and a month.`,
      columns: ["clip", "source", "stored", "stored per source byte", "a year of this clip", "a year of an hour like it"],
      rows,
    };
  } finally {
    await member.stop();
  }
}
