// A process that stands in for a carrier: it hands requests on to a member, and fails when told: node relaying.mjs TARGET
import { createServer, request } from "node:http";

const target = new URL(process.argv[2]);
/** Whether a path is of what carriers serve. */
const CARRIED = /^\/[vo]\//;
const OBJECT = /^\/o\//;

/** How it fails, and after how many requests for parts of objects. */
let armed = { how: "never", after: Infinity };
let parts = 0;
/** It reads and answers nothing any more. */
let hole = false;

/** What it does from the armed moment on. */
const FAILURES = {
  kill: () => process.kill(process.pid, "SIGKILL"),
  stop: () => process.kill(process.pid, "SIGSTOP"),
  hole: () => (hole = true),
};

process.on("message", (message) => {
  armed = { after: Infinity, ...message };
  parts = 0;
  hole = armed.how === "hole" && armed.after === 0;
  process.send({ armed: true });
});

/** Another byte in the midst. */
function alter(bytes) {
  if (bytes.length > 0) bytes[bytes.length >> 1] ^= 1;
  return bytes;
}

const server = createServer((asked, answer) => {
  if (hole) return;
  if (!CARRIED.test(asked.url)) return answer.writeHead(404).end();
  if (OBJECT.test(asked.url)) {
    if (parts >= armed.after) FAILURES[armed.how]?.();
    if (hole) return;
    parts += 1;
    process.send({ parts });
  }
  const altered = armed.how === "alter" && OBJECT.test(asked.url);
  const { hostname, port } = target;
  const onward = request({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (found) => {
    answer.writeHead(found.statusCode, found.headers);
    found.on("data", (bytes) => !hole && answer.write(altered ? alter(bytes) : bytes));
    found.on("end", () => !hole && answer.end());
  });
  onward.on("error", () => answer.destroy());
  asked.pipe(onward);
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
