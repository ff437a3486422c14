// Copying a video from its home to a carrier, against curl with fsync of the same objects on the same path.
import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { long360 } from "../clips.mjs";
import { line } from "../line.mjs";
import { against, median, megabytes, ratio } from "../table.mjs";
import { Town, until } from "../town.mjs";

const WANTED = 0.8;
const ROUNDS = 3;
/** Of the line between the two: a provider's to another one's in the same country. */
const LINE = { roundTripMs: 20, bitsPerSecond: 200_000_000 };
/** Where the home listens when the line stands before it. */
const BEHIND = "127.0.0.2";

/** The addresses of a video's renditions at its home. */
async function objects(home, video) {
  const { objects } = await (await fetch(`${home.url}/v/${video.id}/integrity.json`)).json();
  return Object.keys(objects).map((hash) => `${home.url}/o/${hash}.mp4`);
}

/** Fetches all and syncs them; gives bytes a second. */
async function curl(addresses, folder) {
  await mkdir(folder, { recursive: true });
  const files = addresses.map((_, index) => join(folder, String(index)));
  const words = addresses.flatMap((address, index) => [address, "--output", files[index]]);
  const start = performance.now();
  const fetched = await promisify(execFile)("curl", ["--silent", "--fail", "--write-out", "%{size_download}\n", ...words]);
  await promisify(execFile)("sync", files);
  const took = performance.now() - start;
  await rm(folder, { recursive: true });
  return (fetched.stdout.trim().split("\n").reduce((sum, size) => sum + Number(size), 0) / took) * 1000;
}

/** Waits until the carrier says that it has copied a video; gives bytes a second. */
async function copied(town, video) {
  const said = new RegExp(`a video is copied.*video=${video.id} bytes=(\\d+) took_ms=(\\d+)`);
  const [, bytes, ms] = await until(() => said.exec(town.said.replace(/\x1b\[[0-9;]*m/g, "")), "the carrier has copied it");
  return (Number(bytes) / Number(ms)) * 1000;
}

/** Publishes a video, and lets curl and the carrier fetch it, in turns the one or the other first. */
async function round(town, file, number) {
  const [home, carrier] = town.houses;
  const goOn = await town.freeze(carrier);
  let thawed = false;
  const thaw = () => {
    if (!thawed) goOn();
    thawed = true;
  };
  try {
    // Not public, so that each has bytes of its own.
    const video = await town.publish(home, file, `Copy ${number}`, "unlisted");
    const addresses = await objects(home, video);
    const folder = join(town.folder, "curl");
    const ours = () => {
      thaw();
      return copied(town, video);
    };
    const theirs = () => curl(addresses, folder);
    // Both find it in the home's memory.
    await theirs();
    const second = number % 2 === 1 ? await theirs() : undefined;
    const own = await ours();
    return { ours: own, theirs: second ?? (await theirs()) };
  } finally {
    thaw();
  }
}

/** One row: so many rounds. */
async function row(town, file, path) {
  const rounds = [];
  for (let number = 0; number < ROUNDS; number++) rounds.push(await round(town, file, number));
  const measured = median(rounds.map(({ ours, theirs }) => ours / theirs));
  const [ours, theirs] = ["ours", "theirs"].map((who) => megabytes(median(rounds.map((all) => all[who]))));
  return [path, ours, theirs, ratio(measured), WANTED, against(measured >= WANTED)];
}

export async function measure() {
  const file = await long360();
  const town = await Town.start(2);
  let end;
  try {
    const logs = { logs: `level = "warn,exchange=info"` };
    await town.restart(() => town.configure(town.houses[1], logs));
    const direct = await row(town, file, "loopback");
    const [home] = town.houses;
    await town.restart(async () => {
      await town.configure(home, { http: `listen = "${BEHIND}:0"` });
      end = await line({ port: home.port, address: BEHIND, targetPort: home.port, ...LINE });
    });
    const far = await row(town, file, `a line of ${LINE.bitsPerSecond / 1e6} Mbit/s, ${LINE.roundTripMs} ms there and back`);
    return {
      title: "Copying between members",
      note: `One video from its home's memory to the carrier's disk, durable: fetched, verified, recorded; and curl of the same objects, then sync, to the same disk; bytes a second, median of ${ROUNDS} turns.`,
      columns: ["path", "ecot", "curl and sync", "ratio", "wanted", "holds"],
      rows: [direct, far],
    };
  } finally {
    await town.stop();
    await end?.();
  }
}
