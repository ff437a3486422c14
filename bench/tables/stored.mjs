// What is stored of a video in a federation, each copy on a disk of its own, against a single PeerTube server.
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { LONG, SHORT } from "../../tests/browser/harness/clips.mjs";
import { fullHd } from "../clips.mjs";
import { RESOLUTIONS, VERSION, kept } from "../peertube.mjs";
import { EUROS_PER_TB_MONTH, yearOf } from "../prices.mjs";
import { megabytes, ratio } from "../table.mjs";
import { Town, until } from "../town.mjs";

/** The home, and two copies beside it: the default charter's. */
const MEMBERS = 3;
const HOUR_S = 3600;

/** The objects on a house's disk: size by name. */
async function objects(house) {
  const folder = join(house.path, "data/objects");
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => /^[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name)).map((name) => join(folder, name));
  return new Map(await Promise.all(paths.map(async (path) => [basename(path), (await stat(path)).size])));
}

/** The objects of a video: its renditions, and its picture, which its page shows. */
async function ofVideo(home, { id }) {
  const text = async (path) => (await fetch(home.url + path)).text();
  const renditions = Object.keys(JSON.parse(await text(`/v/${id}/integrity.json`)).objects);
  const pictures = [...(await text(`/v/${id}`)).matchAll(/\/o\/([0-9a-f]{64})/g)].map(([, hash]) => hash);
  return [...new Set([...renditions, ...pictures])];
}

/** Publishes a file and waits until every member has all of it; gives the bytes at home, and those on all disks. */
async function stored(town, file, name) {
  const [home] = town.houses;
  const made = await ofVideo(home, await town.publish(home, file, name, "public"));
  const sums = [];
  for (const house of town.houses) {
    const copied = async () => {
      const there = await objects(house);
      return made.every((object) => there.has(object)) && there;
    };
    const there = await until(copied, `${house.name} has all of ${name}`);
    sums.push(made.reduce((sum, object) => sum + there.get(object), 0));
  }
  return { atHome: sums[0], all: sums.reduce((sum, bytes) => sum + bytes, 0) };
}

/** The bytes that a PeerTube server keeps. */
async function elsewhere(file, enabled) {
  const folder = await mkdtemp(join(tmpdir(), "ecot-peertube-"));
  try {
    return await kept(file, folder, enabled);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function measure() {
  const clips = [["480p H.264, 30 s", LONG, 30], ["720p H.264, 5 s", SHORT, 5], ["1080p HEVC, 12 s", await fullHd(), 12]];
  const town = await Town.start(MEMBERS);
  try {
    const rows = [];
    for (const [name, file, durationS] of clips) {
      const { size } = await stat(file);
      const { atHome, all } = await stored(town, file, name);
      const keepers = [
        ["Ecot: home and two copies", all],
        ["Ecot: the same, and the original at home", all + size],
        ["Ecot: home alone", atHome],
        ["PeerTube as installed, and the original", await elsewhere(file, [])],
        ["PeerTube, all sizes up to the source's, and the original", await elsewhere(file, RESOLUTIONS)],
      ];
      for (const [keeper, bytes] of keepers) {
        const hour = (yearOf(bytes) * HOUR_S) / durationS;
        rows.push([name, keeper, megabytes(bytes), ratio(bytes / size), `${yearOf(bytes).toFixed(6)} €`, `${hour.toFixed(3)} €`, ratio(all / bytes)]);
      }
    }
    return {
      title: "What is stored of a video",
      note: `Bytes of files on the disks of ${MEMBERS} members, and of what PeerTube ${VERSION} makes of the same sources by its own settings of ffmpeg, on one disk; at ${EUROS_PER_TB_MONTH} € for a terabyte and a month.`,
      columns: ["clip", "who keeps it", "stored", "per source byte", "a year of this clip", "a year of an hour like it", "Ecot with its copies, by this"],
      rows,
    };
  } finally {
    await town.stop();
  }
}
