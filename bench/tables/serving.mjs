// Bytes per CPU-second of the server, against Debian's nginx on the same bytes.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LONG } from "../../tests/browser/harness/clips.mjs";
import { ECOT, furnished, objects } from "../furnished.mjs";
import { bytesPerCpuSecond } from "../load.mjs";
import { certificate, nginx } from "../nginx.mjs";
import { against, median, megabytes, ratio, turns } from "../table.mjs";

// The certificate is our own.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";

const ROUNDS = 3;
const SEGMENTS = { "2 MB": [0, 1_999_999], "200 kB": [0, 199_999] };
/** What the issue asks for, as Ecot divided by nginx. */
const WANTED = { tls: 1.2, plain: 0.8 };

export async function measure() {
  const folder = await mkdtemp(join(tmpdir(), "ecot-serving-"));
  const { member, token } = await furnished();
  try {
    const video = await member.publish(token, LONG, "--title", "Load", "--wait");
    const [largest] = await objects(member, video);
    const path = new URL(largest.address).pathname;
    const root = join(folder, "root");
    await mkdir(join(root, "o"), { recursive: true });
    await writeFile(join(root, path), Buffer.from(await (await fetch(largest.address)).arrayBuffer()));
    const pair = await certificate(folder);
    const peer = await nginx(root, pair);
    const rows = [];
    for (const kind of ["tls", "plain"]) {
      const http = kind === "tls" ? `tls_certificate = "${pair.certificate}"\ntls_key = "${pair.key}"` : "";
      await member.restartWith({ ecot: ECOT, http });
      for (const [size, range] of Object.entries(SEGMENTS)) {
        const values = await turns(ROUNDS, {
          ecot: () => bytesPerCpuSecond(member.url + path, range, member.pid),
          nginx: () => bytesPerCpuSecond(peer[kind] + path, range, peer.pid),
        });
        const [ours, theirs] = [median(values.ecot), median(values.nginx)];
        const name = kind === "tls" ? "TLS 1.3" : "plain, sendfile";
        rows.push([name, size, megabytes(ours), megabytes(theirs), ratio(ours / theirs), WANTED[kind], against(ours / theirs >= WANTED[kind])]);
      }
    }
    await peer.stop();
    return {
      title: "Serving from a hot cache",
      note: `Bytes per CPU-second of the server; median of ${ROUNDS} turns of 5 s, 8 connections, HTTP/1.1, ranges of one object.`,
      columns: ["how", "segment", "ecot", "nginx", "ratio", "wanted", "holds"],
      rows,
    };
  } finally {
    await member.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
