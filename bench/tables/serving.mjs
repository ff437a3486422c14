// Bytes per CPU-second of the server, against Debian's nginx on the same bytes.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LONG } from "../../tests/browser/harness/clips.mjs";
import { Member } from "../member.mjs";
import { objects } from "../objects.mjs";
import { CONNECTIONS, bytesPerCpuSecond } from "../load.mjs";
import { certificate, nginx } from "../nginx.mjs";
import { against, megabytes, paired, ratio } from "../table.mjs";

// The certificate is our own.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";

const ROUNDS = 5;
const TURN_SECONDS = 3;
const WARM_UP_SECONDS = 1;
/** First and last byte. Segments begin anywhere in an object, so not where a block of the cache does. */
const SEGMENTS = { "2 MB": [500_000, 2_499_999], "200 kB": [500_000, 699_999] };
const KINDS = {
  tls: { name: "TLS 1.3, AES-128-GCM", wanted: 1.2 },
  plain: { name: "plain; nginx with sendfile", wanted: 0.8 },
};

/** The rows of one kind: `member` and `peer` both serve `path`. */
async function rows(kind, path, member, peer) {
  const found = [];
  for (const [size, range] of Object.entries(SEGMENTS)) {
    const load = (base, pid, seconds = TURN_SECONDS) => bytesPerCpuSecond(base + path, range, pid, seconds);
    await load(member.url, member.pid, WARM_UP_SECONDS);
    await load(peer[kind], peer.pid, WARM_UP_SECONDS);
    const ours = () => load(member.url, member.pid);
    const theirs = () => load(peer[kind], peer.pid);
    const measured = await paired(ROUNDS, ours, theirs);
    const { name, wanted } = KINDS[kind];
    const figures = [megabytes(measured.ours), megabytes(measured.theirs), ratio(measured.ratio), wanted];
    found.push([name, size, ...figures, against(measured.ratio >= wanted)]);
  }
  return found;
}

export async function measure() {
  const folder = await mkdtemp(join(tmpdir(), "ecot-serving-"));
  const member = await Member.withAuthor();
  let peer;
  try {
    const video = await member.publish(LONG, "Load");
    const [largest] = await objects(video);
    const path = new URL(largest.address).pathname;
    const root = join(folder, "root");
    await mkdir(join(root, "o"), { recursive: true });
    await writeFile(join(root, path), Buffer.from(await (await fetch(largest.address)).arrayBuffer()));
    const pair = await certificate(folder);
    peer = await nginx(root, pair);
    const all = [];
    for (const kind of Object.keys(KINDS)) {
      const http = kind === "tls" ? `tls_certificate = "${pair.certificate}"\ntls_key = "${pair.key}"` : "";
      await member.restartWith(http);
      all.push(...(await rows(kind, path, member, peer)));
    }
    return {
      title: "Serving from a hot cache",
      note: `Bytes per CPU-second of the server, user and system; median of ${ROUNDS} turns of ${TURN_SECONDS} s, ${CONNECTIONS} connections, HTTP/1.1, ranges of one object.`,
      columns: ["how", "segment", "ecot", "nginx", "ratio", "wanted", "holds"],
      rows: all,
    };
  } finally {
    await peer?.stop();
    await member.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
