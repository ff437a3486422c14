// What a video that anyone may watch consists of.

/** The objects to which its playlists refer, the largest first: address and size. */
export async function objects(video) {
  const text = async (address) => (await fetch(address)).text();
  const master = await text(video.playlist_url);
  const playlists = [...master.matchAll(/^(?!#)\S+$|URI="([^"]+\.m3u8)"/gm)].map((match) => match[1] ?? match[0]);
  const found = new Set();
  for (const playlist of playlists) {
    const address = new URL(playlist, video.playlist_url);
    for (const match of (await text(address)).matchAll(/^(?!#)\S+$/gm)) found.add(new URL(match[0], address).href);
  }
  const size = async (address) => Number((await fetch(address, { method: "HEAD" })).headers.get("content-length"));
  const all = await Promise.all([...found].map(async (address) => ({ address, bytes: await size(address) })));
  return all.sort((one, other) => other.bytes - one.bytes);
}
