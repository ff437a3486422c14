import assert from "node:assert/strict";
import { mock, type TestContext, test } from "node:test";

import { Drought, LONG_MS } from "./drought.ts";

function watched(t: TestContext, limitMs?: number) {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const video = { readyState: 4 };
  const heard: string[] = [];
  const drought = new Drought(video, () => heard.push("dry"), () => heard.push("over"), limitMs);
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 100) mock.timers.tick(100);
  };
  return { video, heard, drought, pass };
}

test("while what was loaded plays, nobody hears that the network is away", (t) => {
  const { video, heard, drought, pass } = watched(t);
  drought.begin();
  pass(30_000);
  assert.deepEqual(heard, []);
  video.readyState = 2;
  pass(2400);
  assert.deepEqual(heard, []);
  pass(600);
  assert.deepEqual(heard, ["dry"]);
  pass(30_000);
  assert.deepEqual(heard, ["dry"], "told once");
  drought.end();
  assert.deepEqual(heard, ["dry", "over"]);
});

test("a network that comes back in time was never away", (t) => {
  const { video, heard, drought, pass } = watched(t);
  drought.begin();
  video.readyState = 1;
  pass(2000);
  drought.end();
  pass(30_000);
  assert.deepEqual(heard, []);
});

test("a viewer who waits long hears of it, whether or not anything is known to be wrong", (t) => {
  const { video, heard, drought, pass } = watched(t, LONG_MS);
  video.readyState = 0;
  drought.begin();
  pass(LONG_MS - 600);
  assert.deepEqual(heard, []);
  pass(600);
  assert.deepEqual(heard, ["dry"]);
});
