/** Opens a sealed video by its kind of key, and shows in the page what was sealed. */

import {
  type Closed,
  ClosedError,
  keyOfFragment,
  keyOfHome,
  keyOfPassword,
  type Opened,
  openPayload,
  openThumbnail,
} from "../sealed.ts";
import type { PlayerConfig } from "./config.ts";

/** What was sealed, or why it stays so. */
export async function unlock(config: PlayerConfig, password?: string): Promise<Opened | Closed> {
  const { id, sealed } = config;
  if (!sealed) return "key-wrong";
  try {
    const source = sealed.key;
    let key = null;
    if (source.from === "fragment") key = keyOfFragment(location.hash);
    else if (source.from === "home") key = await keyOfHome(source.url);
    else key = await keyOfPassword(id, source, password ?? "");
    return key ? await openPayload(id, sealed, key) : "key-missing";
  } catch (error) {
    if (error instanceof ClosedError) return error.why;
    console.error("ecot: the sealed part cannot be read", error);
    return "key-wrong";
  }
}

/** Title, description and still picture, once they are known. */
export function reveal(config: PlayerConfig, opened: Opened, video: HTMLVideoElement): void {
  const title = document.getElementById("video-title");
  const description = document.getElementById("video-description");
  const site = document.title.split(" · ").at(-1);
  document.title = `${opened.title} · ${site}`;
  for (const [place, text] of [[title, opened.title], [description, opened.description]] as const) {
    if (!place) continue;
    place.textContent = text;
    if (opened.language) place.lang = opened.language;
  }
  if (config.poster && opened.thumbnail) void showStill(config, opened, config.poster, video);
}

async function showStill(config: PlayerConfig, opened: Opened, url: string, video: HTMLVideoElement): Promise<void> {
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok) return;
  const picture = await openThumbnail(config.id, opened, new Uint8Array(await answer.arrayBuffer()));
  if (picture) video.poster = URL.createObjectURL(new Blob([picture]));
}
