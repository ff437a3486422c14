// A member in release with an author and its token.
import { resolve } from "node:path";
import { browser, visitor } from "../tests/browser/harness/chromium.mjs";
import { Member } from "../tests/browser/harness/member.mjs";
import { newcomer } from "../tests/browser/pages/account.mjs";
import { takeOver } from "../tests/browser/pages/operator.mjs";

export const ECOT = resolve(import.meta.dirname, "../target/release/ecot");

/** Starts a member, makes an account in a browser, gives a token of it. */
export async function furnished() {
  const member = await Member.start({ ecot: ECOT });
  const chromium = await browser();
  try {
    const { page } = await visitor(chromium, member);
    const author = await takeOver(page, member, newcomer("bench"));
    const token = await member.command("token", "--user", author.name);
    return { member, author, token };
  } finally {
    await chromium.close();
  }
}

/** The objects of a video that anyone may watch: media playlists' addresses, from its manifest's playlists. */
export async function objects(member, video) {
  const text = async (address) => (await fetch(address)).text();
  const master = await text(video.playlist_url);
  const playlists = [...master.matchAll(/^(?!#)\S+$|URI="([^"]+\.m3u8)"/gm)].map((match) => match[1] ?? match[0]);
  const found = new Set();
  for (const playlist of playlists) {
    const address = new URL(playlist, video.playlist_url);
    for (const match of (await text(address)).matchAll(/^(?!#)\S+$/gm)) found.add(new URL(match[0], address).href);
  }
  const sizes = await Promise.all([...found].map(async (address) => Number((await fetch(address, { method: "HEAD" })).headers.get("content-length"))));
  return [...found].map((address, index) => ({ address, bytes: sizes[index] })).sort((one, other) => other.bytes - one.bytes);
}
