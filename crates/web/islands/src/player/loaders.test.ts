import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { HashList } from "./integrity.ts";
import { checkedLoader, keyedLoader } from "./loaders.ts";
import { Network } from "./network.ts";
import { Pathways } from "./pathways.ts";

const OBJECT = "cd".repeat(32);
const URL_OF_OBJECT = `https://member.example/o/${OBJECT}`;
const RIGHT = new TextEncoder().encode("what the home signed");
const WRONG = new TextEncoder().encode("what a carrier wrote");

const WAITS = { loadPolicy: { maxTimeToFirstByteMs: 4000, maxLoadTimeMs: 20_000 } } as never;

/** Answers the list of hashes, and each fetch of a segment with the next of these. */
function serve(...answers: Uint8Array[]): string[] {
  const hash = createHash("sha256").update(RIGHT).digest("hex");
  const hashes = { objects: { [OBJECT]: { [`0-${RIGHT.length - 1}`]: hash } } };
  const asked: string[] = [];
  globalThis.fetch = (async (url: string) => {
    if (!url.includes("/o/")) return Response.json(hashes);
    asked.push(url);
    return new Response((answers.shift() ?? WRONG).slice());
  }) as typeof fetch;
  return asked;
}

async function load(pathways: Pathways, start = 0) {
  const altered: number[] = [];
  const told: string[] = [];
  const journal = { received: () => undefined, failed: () => undefined, altered: (who: string) => told.push(who) };
  const network = new Network(pathways, journal as never);
  const list = new HashList("https://member.example/v/x/integrity.json", network);
  const Loader = checkedLoader(network, list, (_, times) => altered.push(times));
  const context = { url: URL_OF_OBJECT, rangeStart: start, rangeEnd: start + RIGHT.length, responseType: "arraybuffer" };
  const data = await new Promise<ArrayBuffer | null>((done) => {
    new Loader({} as never).load(context as never, WAITS, {
      onSuccess: (response) => done(response.data as ArrayBuffer),
      onError: () => done(null),
      onTimeout: () => done(null),
    });
  });
  return { data: data && new Uint8Array(data), altered, told };
}

const ALONE = () => new Pathways();

test("a segment with its hash is handed over", async () => {
  serve(RIGHT, WRONG);
  assert.deepEqual(await load(ALONE()), { data: RIGHT, altered: [], told: [] });
});

test("an altered segment is fetched again and then handed over", async () => {
  serve(WRONG, RIGHT);
  assert.deepEqual(await load(ALONE()), { data: RIGHT, altered: [1], told: [] });
});

test("a segment altered twice is never handed over", async () => {
  serve(WRONG, WRONG);
  assert.deepEqual(await load(ALONE()), { data: null, altered: [1, 2], told: [] });
});

test("a range that the list does not name is never handed over", async () => {
  serve(RIGHT, RIGHT);
  assert.deepEqual(await load(ALONE(), 7), { data: null, altered: [1, 2], told: [] });
});

test("what one member altered is fetched from another at once, and who altered it is noted and asked last", async () => {
  const asked = serve(WRONG, RIGHT, RIGHT);
  const members = ["https://member.example", "https://other.example"].map((base, place) => ({ id: `m${place}`, base }));
  const pathways = new Pathways(members, "m1");
  assert.deepEqual(await load(pathways), { data: RIGHT, altered: [1], told: ["m0"] });
  assert.deepEqual((await load(pathways)).data, RIGHT);
  assert.deepEqual(asked.map((url) => new URL(url).host), ["member.example", "other.example", "other.example"]);
  assert.deepEqual(pathways.down(), ["m0"]);
});

test("who steers is told which members do not answer", async () => {
  const asked: string[] = [];
  globalThis.fetch = (async (url: string) => {
    asked.push(url);
    return Response.json({ VERSION: 1 });
  }) as typeof fetch;
  const pathways = new Pathways([{ id: "m0", base: "https://member.example" }, { id: "m1", base: "https://other.example" }], "m1");
  pathways.failed("https://other.example/o/x");
  const Loader = keyedLoader(new Network(pathways), new Map());
  const url = "https://member.example/v/x/steering.json?s=7";
  const data = await new Promise<unknown>((done) => {
    new Loader({} as never).load({ url, responseType: "json" } as never, WAITS, {
      onSuccess: (response) => done(response.data),
      onError: (error) => done(error.text),
      onTimeout: () => done("timeout"),
    });
  });
  assert.deepEqual(data, { VERSION: 1 });
  assert.deepEqual(asked, [`${url}&down=m1`]);
});

test("a loader that is broken off says so once and nothing after it", async () => {
  globalThis.fetch = ((_: string, { signal }: { signal: AbortSignal }) =>
    new Promise((_, failed) => signal.addEventListener("abort", () => failed(signal.reason)))) as typeof fetch;
  const heard: string[] = [];
  const Loader = keyedLoader(new Network(ALONE()), new Map());
  const loader = new Loader({} as never);
  loader.load({ url: "https://member.example/v/x/360p.m3u8", responseType: "text" } as never, WAITS, {
    onSuccess: () => heard.push("success"),
    onError: () => heard.push("error"),
    onTimeout: () => heard.push("timeout"),
    onAbort: () => heard.push("abort"),
  });
  loader.abort();
  loader.destroy();
  await new Promise((next) => setImmediate(next));
  assert.deepEqual(heard, ["abort"]);
  assert.equal(loader.stats.aborted, true);
});

test("a key comes from the page and no server is asked for it", async () => {
  const asked: string[] = [];
  const key = Uint8Array.of(1, 2, 3);
  globalThis.fetch = (async (url: string) => {
    asked.push(url);
    return new Response("");
  }) as typeof fetch;
  const Loader = keyedLoader(new Network(ALONE()), new Map([["360p", key]]));
  const of = (url: string) =>
    new Promise<unknown>((done) => {
      new Loader({} as never).load({ url, responseType: "arraybuffer" } as never, WAITS, {
        onSuccess: (response) => done(new Uint8Array(response.data as ArrayBuffer)),
        onError: () => done("no key"),
        onTimeout: () => done("timeout"),
      });
    });
  assert.deepEqual(await of("ecot-key:360p"), key);
  assert.equal(await of("ecot-key:720p"), "no key");
  assert.deepEqual(asked, []);
});
