import assert from "node:assert/strict";
import { mock, type TestContext, test } from "node:test";

import { Lost, type Part, Race } from "./race.ts";

const [ONE, TWO, THREE] = ["https://one.example/o/x", "https://two.example/o/x", "https://three.example/o/x"];
const WAITS = { patienceMs: 700, byteMs: 4000, wholeMs: 20_000 };

/** How an address behaves: when it begins, in milliseconds, and what it says; or "stopped", which takes and never answers. */
type Conduct = { afterMs?: number; status?: number; text?: string; thenStops?: boolean } | "stopped" | "killed";

function race(t: TestContext, addresses: string[], conducts: Record<string, Conduct>, right = async (_: Part) => true) {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const asked: string[] = [];
  const told: string[] = [];
  globalThis.fetch = ((url: string, { signal }: { signal: AbortSignal }) => {
    asked.push(url);
    const conduct = conducts[url] ?? "killed";
    return new Promise<Response>((answered, failed) => {
      signal.addEventListener("abort", () => failed(signal.reason));
      if (conduct === "killed") return failed(new TypeError("connection refused"));
      if (conduct === "stopped") return;
      const { afterMs = 0, status = 200, text = url, thenStops = false } = conduct;
      setTimeout(() => {
        const bytes = new TextEncoder().encode(text);
        const body = new ReadableStream({
          start(out) {
            out.enqueue(bytes);
            if (!thenStops) out.close();
            signal.addEventListener("abort", () => thenStops && out.error(signal.reason));
          },
        });
        answered(new Response(body, { status }));
      }, afterMs);
    });
  }) as typeof fetch;
  const name = (url: string) => new URL(url).hostname.split(".")[0];
  const run = new Race(addresses, {}, WAITS, {
    right,
    isLastWord: (url, status) => url === ONE && status === 410,
    began: () => undefined,
    came: () => undefined,
    slow: (url) => told.push(`slow ${name(url)}`),
    won: ({ url }) => told.push(`won ${name(url)}`),
    lost: (url) => told.push(`lost ${name(url)}`),
    counted: (url, bytes) => bytes > 0 && told.push(`counted ${name(url)} ${bytes}`),
  });
  const end = run.done.then(({ data }) => new TextDecoder().decode(data), (why: Lost) => why.message);
  /** Lets time pass in small steps, and what became due happen. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 50) {
      mock.timers.tick(50);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
    }
  };
  return { run, end, asked, told, pass };
}

test("one that answers is the only one that is asked", async (t) => {
  const { end, asked, told, pass } = race(t, [ONE, TWO], { [ONE]: { afterMs: 100 } });
  await pass(200);
  assert.equal(await end, ONE);
  assert.deepEqual([asked, told], [[ONE], [`counted one ${ONE.length}`, "won one"]]);
});

test("one that was killed costs no time", async (t) => {
  const { end, told, pass } = race(t, [ONE, TWO], { [TWO]: {} });
  await pass(200);
  assert.equal(await end, TWO);
  assert.deepEqual(told.filter((what) => !what.startsWith("counted")), ["lost one", "won two"]);
});

test("one that takes and never answers costs no more than the patience, and is known for it", async (t) => {
  const { end, asked, told, pass } = race(t, [ONE, TWO], { [ONE]: "stopped", [TWO]: { afterMs: 100 } });
  await pass(650);
  assert.deepEqual(asked, [ONE]);
  await pass(200);
  assert.equal(await end, TWO);
  assert.deepEqual(told.filter((what) => !what.startsWith("counted")), ["slow one", "won two", "lost one"]);
});

test("one that stops in the midst is left after a second, and what it sent is counted", async (t) => {
  const { end, told, pass } = race(t, [ONE, TWO], { [ONE]: { text: "half", thenStops: true }, [TWO]: { afterMs: 50 } });
  await pass(1400);
  assert.equal(await end, TWO);
  assert.ok(told.includes("counted one 4"), told.join());
  assert.ok(told.includes("lost one"), told.join());
});

test("one that is only slower than the patience still wins if it is first", async (t) => {
  const { end, told, pass } = race(t, [ONE, TWO], { [ONE]: { afterMs: 900 }, [TWO]: "stopped" });
  await pass(1000);
  assert.equal(await end, ONE);
  assert.ok(!told.includes("lost one") && !told.includes("lost two"), told.join());
});

test("all that are silent are asked one after the other, and the third has it", async (t) => {
  const { end, asked, pass } = race(t, [ONE, TWO, THREE], { [ONE]: "stopped", [TWO]: "stopped", [THREE]: {} });
  await pass(1700);
  assert.equal(await end, THREE);
  assert.deepEqual(asked, [ONE, TWO, THREE]);
});

test("what is not right is not taken, and another is asked at once", async (t) => {
  const { end, told, pass } = race(t, [ONE, TWO], { [ONE]: {}, [TWO]: {} }, async ({ url }) => url === TWO);
  await pass(200);
  assert.equal(await end, TWO);
  assert.ok(told.includes("lost one"));
});

test("when none has it the worst is told: altered, refused, late", async (t) => {
  const altered = race(t, [ONE, TWO], { [ONE]: {} }, async () => false);
  await altered.pass(200);
  assert.equal(await altered.end, "altered, status 200");
  mock.timers.reset();
  const refused = race(t, [TWO, ONE], { [ONE]: { status: 503 } });
  await refused.pass(200);
  assert.equal(await refused.end, "refused, status 503");
  mock.timers.reset();
  const late = race(t, [ONE, TWO], { [ONE]: "stopped", [TWO]: "stopped" });
  await late.pass(5000);
  assert.equal(await late.end, "late, status 0");
});

test("whose word is the last is believed, and nobody else is asked", async (t) => {
  const { end, asked, pass } = race(t, [ONE, TWO], { [ONE]: { status: 410 }, [TWO]: {} });
  await pass(200);
  assert.equal(await end, "refused, status 410");
  assert.deepEqual(asked, [ONE]);
});

test("no race goes on for longer than the whole may take", async (t) => {
  const { end, pass } = race(t, [ONE], { [ONE]: { thenStops: true } });
  await pass(4100);
  assert.equal(await end, "late, status 0");
});

test("what is broken off settles nothing and starts nothing more", async (t) => {
  const { run, asked, told, pass } = race(t, [ONE, TWO], { [ONE]: "stopped", [TWO]: {} });
  run.abort();
  await pass(5000);
  assert.deepEqual([asked, told], [[ONE], []]);
});

test("two that fail in the same moment end the race at once", async (t) => {
  const conducts = { [ONE]: { afterMs: 900, status: 503 }, [TWO]: { afterMs: 200, status: 503 } };
  const { end, told, pass } = race(t, [ONE, TWO], conducts);
  await pass(1200);
  assert.deepEqual(told.filter((what) => what.startsWith("lost")).sort(), ["lost one", "lost two"]);
  assert.equal(await end, "refused, status 503");
});
