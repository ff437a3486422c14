import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { HashList } from "./integrity.ts";
import { checkedLoader, keyedLoader } from "./loaders.ts";

const OBJECT = "cd".repeat(32);
const URL_OF_OBJECT = `https://member.example/o/${OBJECT}`;
const RIGHT = new TextEncoder().encode("what the home signed");
const WRONG = new TextEncoder().encode("what a carrier wrote");

/** hls.js's own loader, handing out what it is told. */
function base(data: Uint8Array) {
  return class {
    context: unknown = null;
    stats = { loading: { start: 0, first: 0, end: 0 } };
    load(context: { url: string }, _: unknown, callbacks: { onSuccess: (...all: unknown[]) => void }) {
      this.context = context;
      queueMicrotask(() => callbacks.onSuccess({ url: context.url, data: data.slice().buffer }, this.stats, context, null));
    }
    abort() {}
    destroy() {}
  } as unknown as Parameters<typeof checkedLoader>[0];
}

/** Answers the list of hashes, and the second fetch of a segment. */
function serve(second: Uint8Array): void {
  const hash = createHash("sha256").update(RIGHT).digest("hex");
  const hashes = { objects: { [OBJECT]: { [`0-${RIGHT.length - 1}`]: hash } } };
  globalThis.fetch = (async (url: string) =>
    url.includes("/o/") ? new Response(second.slice()) : Response.json(hashes)) as typeof fetch;
}

async function load(first: Uint8Array, second: Uint8Array, start = 0) {
  serve(second);
  const altered: number[] = [];
  const list = new HashList("https://member.example/v/x/integrity.json");
  const Loader = checkedLoader(base(first), list, (_, times) => altered.push(times));
  const context = { url: URL_OF_OBJECT, rangeStart: start, rangeEnd: start + RIGHT.length } as never;
  const data = await new Promise<ArrayBuffer | null>((done) => {
    new Loader({} as never).load(context, {} as never, {
      onSuccess: (response) => done(response.data as ArrayBuffer),
      onError: () => done(null),
      onTimeout: () => done(null),
    });
  });
  return { data: data && new Uint8Array(data), altered };
}

test("a segment with its hash is handed over", async () => {
  assert.deepEqual(await load(RIGHT, WRONG), { data: RIGHT, altered: [] });
});

test("an altered segment is fetched again and then handed over", async () => {
  assert.deepEqual(await load(WRONG, RIGHT), { data: RIGHT, altered: [1] });
});

test("a segment altered twice is never handed over", async () => {
  assert.deepEqual(await load(WRONG, WRONG), { data: null, altered: [1, 2] });
});

test("a range that the list does not name is never handed over", async () => {
  assert.deepEqual(await load(RIGHT, RIGHT, 7), { data: null, altered: [1, 2] });
});

test("a key comes from the page and no server is asked for it", async () => {
  const asked: string[] = [];
  const key = Uint8Array.of(1, 2, 3);
  const Network = class {
    context: unknown = null;
    stats = { loading: { start: 0, first: 0, end: 0 } };
    load(context: { url: string }) {
      asked.push(context.url);
    }
  } as unknown as Parameters<typeof keyedLoader>[0];
  const Loader = keyedLoader(Network, new Map([["360p", key]]));
  const of = (url: string) =>
    new Promise<unknown>((done) => {
      new Loader({} as never).load({ url } as never, {} as never, {
        onSuccess: (response) => done(new Uint8Array(response.data as ArrayBuffer)),
        onError: (error) => done(error.text),
        onTimeout: () => done("timeout"),
      });
    });
  assert.deepEqual(await of("ecot-key:360p"), key);
  assert.equal(await of("ecot-key:720p"), "no key");
  assert.deepEqual(asked, []);
});
