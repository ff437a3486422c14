// Uploads on their way: slowed down, so that there is a middle to interrupt.
import { until } from "../harness/until.mjs";
import { giveFiles, uploads } from "./space.mjs";

/** So slow that a noisy clip takes about 10 s. */
export const SLOW = { up: 500_000 };
/** Twice as slow. */
export const SLOWER = { up: 250_000 };
/** What has to be on the member's disk before an upload is interrupted, in bytes. */
export const SOME = 1_000_000;

/** Notes the place from which each PATCH of an upload goes on. */
export function offsets(context) {
  const seen = [];
  context.on("request", (request) => {
    if (request.method() === "PATCH") seen.push(Number(request.headers()["upload-offset"]));
  });
  return seen;
}

/**
 * Gives the clip over a slow link, and waits until some of it is there; gives what waits for more of it, for its end, and
 * what tells how much is there.
 */
export async function begun(member, page, clip) {
  const before = await member.uploads();
  const sizes = async () => [...(await member.uploads())].filter(([name]) => !before.has(name)).map(([, size]) => size);
  const arriving = (bytes) =>
    until(async () => (await sizes()).some((size) => size >= bytes), `${bytes} bytes of the upload are on the disk`);
  const gone = () => until(async () => (await sizes()).length === 0, "nothing of the upload is on the disk");
  const stored = async () => (await sizes())[0];
  member.link.slow(SLOW);
  await giveFiles(page, clip);
  await arriving(SOME);
  return { arriving, gone, stored };
}

/** Waits until the page says that the connection is lost. */
export const lost = (page) => uploads(page).getByText("The connection is lost").waitFor();
