// An upload by hand, so that the moment of its acknowledgement is known.
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { basename } from "node:path";

const headers = (token, more) => ({ authorization: `Bearer ${token}`, "tus-resumable": "1.0.0", ...more });

/** Creates an upload of `bytes`; gives its address. */
export async function create(member, token, name, bytes) {
  const answer = await fetch(`${member.url}/tus/`, {
    method: "POST",
    headers: headers(token, { "upload-length": String(bytes), "upload-metadata": `filename ${btoa(name)},title ${btoa(name)}` }),
  });
  if (answer.status !== 201) throw new Error(`creating the upload answered ${answer.status}: ${await answer.text()}`);
  return new URL(answer.headers.get("location"), member.url);
}

/** Sends `body` in one PATCH; gives the video's id, if that was all of it, when the server has acknowledged it. */
export function send(address, token, body) {
  return new Promise((done, failed) => {
    const more = { "upload-offset": "0", "content-type": "application/offset+octet-stream", "content-length": body.length };
    const patch = request(address, { method: "PATCH", headers: headers(token, more) });
    patch.on("response", (answer) => {
      answer.resume();
      answer.statusCode === 204 ? done(answer.headers["ecot-video"]) : failed(new Error(`the upload answered ${answer.statusCode}`));
    });
    patch.on("error", failed);
    patch.end(body);
  });
}

export async function terminate(address, token) {
  await fetch(address, { method: "DELETE", headers: headers(token, {}) });
}

/** Uploads `file`; gives the id of its video once all bytes are acknowledged. */
export async function upload(member, token, file) {
  const body = await readFile(file);
  return send(await create(member, token, basename(file), body.length), token, body);
}

/** Asks for a video's state until it is one of `states`; gives the answer. */
export async function reaches(member, token, video, states, limitMs) {
  const start = performance.now();
  while (performance.now() - start < limitMs) {
    const answer = await fetch(`${member.url}/api/v1/videos/${video}/status`, { headers: { authorization: `Bearer ${token}` } });
    const status = answer.ok ? await answer.json() : {};
    if (states.includes(status.state)) return status;
    if (status.state === "failed") throw new Error(`the video failed: ${status.reason}`);
    await new Promise((again) => setTimeout(again, 50));
  }
  throw new Error(`the video did not become ${states} in ${limitMs} ms`);
}
