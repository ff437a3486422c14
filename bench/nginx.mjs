// Debian's nginx with a configuration of our own, on ports that were free a moment ago.
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A P-256 certificate for 127.0.0.1: paths of certificate and key. */
export async function certificate(folder) {
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  await promisify(execFile)("openssl", [
    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
  ]);
  return { certificate, key };
}

/**
 * What serves large static files well: sendfile, full packets, open files kept, long keep-alive, larger buffers where
 * sendfile cannot be (TLS). The cipher is the one that Ecot prefers, so that both do the same work; workers as Debian
 * has them, one for each core.
 */
const configuration = ({ folder, plain, tls, root, pair }) => `
daemon off; worker_processes auto; pid ${folder}/pid; error_log ${folder}/errors warn;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; server_tokens off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi; default_type application/octet-stream;
  open_file_cache max=100; output_buffers 2 128k; root ${root};
  server { listen 127.0.0.1:${plain}; }
  server {
    listen 127.0.0.1:${tls} ssl http2; ssl_certificate ${pair.certificate}; ssl_certificate_key ${pair.key};
    ssl_protocols TLSv1.3; ssl_buffer_size 16k;
    ssl_prefer_server_ciphers on; ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;
  }
}
`;

/** Serves the files of `root`; gives addresses, the master's process id, and how to stop it. */
export async function nginx(root, pair) {
  const folder = await mkdtemp(join(tmpdir(), "ecot-nginx-"));
  const [plain, tls] = [await freePort(), await freePort()];
  await mkdir(join(folder, "body"));
  await writeFile(join(folder, "nginx.conf"), `user ${process.getuid() === 0 ? "root" : "nobody"};` + configuration({ folder, plain, tls, root, pair }));
  const running = spawn("/usr/sbin/nginx", ["-c", join(folder, "nginx.conf"), "-e", join(folder, "errors")], { stdio: "inherit" });
  // A run that dies leaves no server behind.
  const killed = () => running.kill("SIGTERM");
  process.once("exit", killed);
  running.once("exit", () => process.off("exit", killed));
  await answering(`http://127.0.0.1:${plain}/`);
  return {
    pid: running.pid,
    plain: `http://127.0.0.1:${plain}`,
    tls: `https://127.0.0.1:${tls}`,
    stop: async () => {
      const ended = new Promise((done) => running.once("exit", done));
      running.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until anything answers at `address`. */
export async function answering(address, limitMs = 10_000) {
  const start = performance.now();
  while (performance.now() - start < limitMs) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer) return performance.now() - start;
    await new Promise((again) => setTimeout(again, 5));
  }
  throw new Error(`nothing answers at ${address}`);
}
