// An upload by hand, so that the moment of its acknowledgement is known.
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { basename } from "node:path";

/** Between two questions, in ms. */
const ASK_MS = 50;

const headers = (member, more) => ({ authorization: `Bearer ${member.token}`, "tus-resumable": "1.0.0", ...more });

/** Creates an upload of `bytes` that will be a public video; gives its address. */
export async function create(member, name, bytes) {
  const metadata = Object.entries({ filename: name, title: name, visibility: "public" }).map(([key, value]) => `${key} ${btoa(value)}`);
  const answer = await fetch(`${member.url}/tus/`, {
    method: "POST",
    headers: headers(member, { "upload-length": String(bytes), "upload-metadata": metadata.join(",") }),
  });
  if (answer.status !== 201) throw new Error(`creating the upload answered ${answer.status}: ${await answer.text()}`);
  return new URL(answer.headers.get("location"), member.url);
}

/** Sends `body` in one PATCH; gives the video's id, if that was all of it, when the server has acknowledged it. */
export function send(member, address, body) {
  return new Promise((done, failed) => {
    const more = { "upload-offset": "0", "content-type": "application/offset+octet-stream", "content-length": body.length };
    const patch = request(address, { method: "PATCH", headers: headers(member, more) });
    patch.on("response", (answer) => {
      answer.resume();
      answer.statusCode === 204 ? done(answer.headers["ecot-video"]) : failed(new Error(`the upload answered ${answer.statusCode}`));
    });
    patch.on("error", failed);
    patch.end(body);
  });
}

export async function terminate(member, address) {
  await fetch(address, { method: "DELETE", headers: headers(member, {}) });
}

/** Uploads `file`; gives the id of its video once all bytes are acknowledged. */
export async function upload(member, file) {
  const body = await readFile(file);
  return send(member, await create(member, basename(file), body.length), body);
}

/** Asks for a video's state until it is `ready`; fails when the video does. */
export function ready(member, video, limitMs) {
  return until(limitMs, async () => (await state(member, video)).state === "ready");
}

/** Waits until a player can play `ms` of the video: of every rendition that it is offered, or all of a whole video. */
export function playable(member, video, ms, limitMs) {
  return until(limitMs, async () => {
    const told = await state(member, video);
    if (told.state === "ready") return true;
    if (told.state !== "playable") return false;
    const lengths = await offered(member, `/p/${video}/master.m3u8`);
    return lengths.length > 0 && lengths.every((length) => length >= ms);
  });
}

/** Deletes a video; what still works on it stops. */
export async function remove(member, video) {
  const answer = await fetch(`${member.url}/api/v1/videos/${video}`, { method: "DELETE", headers: headers(member) });
  if (!answer.ok) throw new Error(`deleting the video answered ${answer.status}`);
}

async function state(member, video) {
  const answer = await fetch(`${member.url}/api/v1/videos/${video}/status`, { headers: headers(member) });
  const told = answer.ok ? await answer.json() : {};
  if (told.state === "failed") throw new Error(`the video failed: ${told.reason}`);
  return told;
}

/** Milliseconds that each rendition of a playlist has; endless for one that is whole. */
async function offered(member, path) {
  const text = async (path) => {
    const answer = await fetch(member.url + path);
    return answer.ok ? answer.text() : "";
  };
  const playlists = [...(await text(path)).matchAll(/^(?!#)\S+$|URI="([^"]+\.m3u8)"/gm)].map((match) => match[1] ?? match[0]);
  return Promise.all(
    playlists.map(async (playlist) => {
      const segments = await text(playlist);
      if (segments.includes("#EXT-X-ENDLIST")) return Infinity;
      return [...segments.matchAll(/^#EXTINF:([\d.]+)/gm)].reduce((sum, [, seconds]) => sum + Number(seconds) * 1000, 0);
    }),
  );
}

/** Asks `holds` again and again until it does. */
async function until(limitMs, holds) {
  const start = performance.now();
  while (performance.now() - start < limitMs) {
    if (await holds()) return;
    await new Promise((again) => setTimeout(again, ASK_MS));
  }
  throw new Error(`still waiting after ${limitMs} ms`);
}
