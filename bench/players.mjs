// So many players in a process of its own: node players.mjs ORIGIN VIDEO PLAYERS FIRST RAMP-MS
import { fork } from "node:child_process";
import { join } from "node:path";
import { Player } from "./player.mjs";

/** Addresses of viewers: 127.64.0.1 and those after it, so that each is one by itself. */
const local = (number) => `127.${64 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;

/** Lets `players` come over `rampMs`, in `processes` processes; gives what became of all together. */
export async function crowd({ origin, id, players, processes, rampMs }) {
  const share = Math.ceil(players / processes);
  const some = Array.from({ length: processes }, (_, number) => {
    const words = [origin, id, Math.min(share, players - number * share), number * share + 1, rampMs].map(String);
    const running = fork(join(import.meta.dirname, "players.mjs"), words);
    return new Promise((done, failed) => {
      running.once("message", done);
      running.once("exit", () => failed(new Error("players ended before they had played")));
    });
  });
  return sum(await Promise.all(some));
}

/** All of them together. */
function sum(all) {
  const total = { bytes: {} };
  for (const { bytes, ...counts } of all) {
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
    for (const [pathway, count] of Object.entries(bytes)) total.bytes[pathway] = (total.bytes[pathway] ?? 0) + count;
  }
  return total;
}

if (process.argv[1] === import.meta.filename) {
  const [origin, id, players, first, rampMs] = process.argv.slice(2);
  const one = async (number) => {
    await new Promise((come) => setTimeout(come, (Number(rampMs) * number) / Number(players)));
    const player = new Player({ origin, id, local: local(Number(first) + number) });
    // Who cannot even begin, or tell, has failed once more.
    await player.play().catch((error) => {
      console.error(`a player stopped: ${error.message}`);
      player.told.parts += 1;
      player.told.failed += 1;
    });
    return player.told;
  };
  const all = await Promise.all(Array.from({ length: Number(players) }, (_, number) => one(number)));
  process.send(sum(all), () => process.exit());
}
