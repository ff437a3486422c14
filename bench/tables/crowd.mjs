// A thousand players of one video at once, over three members whose allowances are smaller than what is asked for.
import { popular } from "../clips.mjs";
import { crowd } from "../players.mjs";
import { against } from "../table.mjs";
import { Town, until } from "../town.mjs";

const PLAYERS = 1_000;
/** Processes that the players are in, so that none of them is busier than the members. */
const PROCESSES = 2;
const CLIP_S = 120;
/** In which all of them come. */
const RAMP_MS = 60_000;
const DAY_S = 86_400;
const ROUND_S = 600;
/** What the members offer for a day, by what all players together take: home, then the carriers. */
const ENOUGH = [0.3, 0.5, 0.35];
/** On another day the same players come, and all offers together are smaller than what they take. */
const TOO_LITTLE = [0.2, 0.3, 0.2];
const MOST_OVER = 1.05;
const MOST_FAILED = 0.001;
/** The month's bills of crates/node/src/demo/town/month.rs: amount, common part, gigabytes. */
const BILLS = [["48.00", "40.00", 400], ["150.00", "150.00", 1_000], ["90.00", "90.00", 700]];

/** Everybody asks everybody until all know all. */
async function talk(town) {
  for (let round = 0; round < 3; round++) {
    await town.pass(ROUND_S);
    for (const house of town.houses) await town.act(house, "tick");
  }
}

const daysOf = (date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
const text = async (url) => (await fetch(url)).text();

/** The pathway of each house, in the order of the houses, once all of them carry the video. */
async function pathways(town, id) {
  const [home] = town.houses;
  const found = async () => {
    const master = await text(`${home.url}/v/${id}/master.m3u8`);
    const all = town.houses.map(({ port }) => new RegExp(`PATHWAY-ID="([^"]+)".*\\n\\S*:${port}/`).exec(master)?.[1]);
    return all.every(Boolean) && all;
  };
  return until(found, "all members carry the video");
}

/** Every member says what it will spend in the month, and then that it did. */
async function spend(town, from, to) {
  const made = [];
  for (const [index, house] of town.houses.entries()) {
    const [amount, common, gigabytes] = BILLS[index];
    const cost = { pool: "delivery", amount, common, capacity: [gigabytes, "GB"], from, to };
    made.push([house, cost, await town.act(house, { estimate: cost })]);
  }
  await talk(town);
  for (const house of town.houses) await town.act(house, "approve");
  await talk(town);
  for (const [house, cost, estimate] of made) await town.act(house, { bill: { estimate, cost } });
  await talk(town);
}

/** A day with such offers: the players come, and what each member sent is held against its allowance. */
async function day(town, video, bytes, parts) {
  await town.pass(DAY_S);
  const days = daysOf(await town.now());
  const offers = parts.map((part) => Math.ceil((part * bytes * days) / 1e9));
  for (const [index, house] of town.houses.entries()) {
    await town.act(house, { offer: { storage: 20, delivery: offers[index], throughput: 10_000 } });
  }
  await talk(town);
  const names = await pathways(town, video.id);
  const [home] = town.houses;
  const came = await crowd({ origin: home.url, id: video.id, players: PLAYERS, processes: PROCESSES, rampMs: RAMP_MS });
  const used = names.map((name, index) => (came.bytes[name] ?? 0) / Math.floor((offers[index] * 1e9) / days));
  return { ...came, used };
}

const percent = (share) => `${(100 * share).toFixed(2)} %`;
const euros = (value) => `${value.toFixed(4)} €`;

/** The rows of what the players met with on both days. */
function rows(days) {
  const each = (what) => days.map(what);
  const most = each(({ used: [, ...carriers] }) => Math.max(...carriers));
  const lost = each(({ failed, parts }) => failed / parts);
  return [
    ["the most that a carrier sent of its day's allowance", ...most.map(percent), "at most 105 %", against(most.every((share) => share <= MOST_OVER))],
    ["the other carrier", ...each(({ used: [, ...carriers] }) => percent(Math.min(...carriers))), "", ""],
    ["home, of its day's part", ...each(({ used: [home] }) => percent(home)), "", ""],
    ["parts that were asked for", ...each(({ parts }) => parts.toLocaleString("en")), "", ""],
    ["parts that nobody gave", ...lost.map(percent), "under 0.1 %", against(lost.every((share) => share < MOST_FAILED))],
    ["answers with which a member refused a part that another gave", ...each(({ refused, failed, parts }) => percent((refused - failed) / parts)), "", ""],
    ["parts that came too late to play on", ...each(({ late, parts }) => percent(late / parts)), "", ""],
    ["questions to the steering", ...each(({ steered }) => `${steered}`), "", ""],
  ];
}

export async function measure() {
  const [town, file] = await Promise.all([Town.start(3), popular()]);
  try {
    const [home] = town.houses;
    const video = await town.publish(home, file, "Popular overnight", "public");
    await pathways(town, video.id);
    const master = await text(video.playlist_url.replace(/^http:\/\/[^/]+/, home.url));
    const media = /^http\S+/m.exec(master)[0].replace(/^http:\/\/[^/]+/, home.url);
    const [object] = /\/o\/[0-9a-f]{64}\.mp4/.exec(await text(media));
    const bytes = PLAYERS * Number((await fetch(home.url + object, { method: "HEAD" })).headers.get("content-length"));
    const month = (await town.now()).toISOString().slice(0, 8).concat("01");
    const next = new Date(`${month}T00:00:00Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    await spend(town, month, next.toISOString().slice(0, 10));
    const enough = await day(town, video, bytes, ENOUGH);
    await town.pass(DAY_S);
    await talk(town);
    const { charge, alone } = await town.act(home, { charged: { month } });
    const hours = enough.seconds / 3600;
    const tooLittle = await day(town, video, bytes, TOO_LITTLE);
    return {
      title: "A thousand players at once",
      note: `${PLAYERS} players of ${CLIP_S} s, ${(bytes / 1e9).toFixed(1)} GB, coming in ${RAMP_MS / 1000} s, as fast as they play, over three members: whose offers for a day are ${ENOUGH.join(", ")} of it, home's first, and on another day ${TOO_LITTLE.join(", ")}.`,
      columns: ["what", "enough is offered", "too little", "wanted", "holds"],
      rows: [
        ...rows([enough, tooLittle]),
        ["an hour of one viewer, as home is charged together", euros(Number(charge) / hours), "", "", ""],
        ["the same by what each needs alone", euros(Number(alone) / hours), "", "", ""],
        ["its bill alone, by the hours that it could serve alone", euros(Number(BILLS[0][0]) / (hours * ENOUGH[0])), "", "", ""],
      ],
    };
  } finally {
    await town.stop();
  }
}
