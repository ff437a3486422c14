import assert from "node:assert/strict";
import { test } from "node:test";

import { Pathways } from "./pathways.ts";

const ALL = ["one", "two", "three"].map((id) => ({ id, base: `https://${id}.example` }));
const OBJECT = "/o/00.mp4";
const hosts = (addresses: string[]) => addresses.map((url) => new URL(url).hostname.replace(".example", ""));

test("what everybody has is asked of the one that was named first and then of the others in their order", () => {
  const pathways = new Pathways(ALL, "one");
  assert.deepEqual(hosts(pathways.addresses(`https://two.example${OBJECT}`, 0)), ["two", "one", "three"]);
  const shared = pathways.addresses("https://federation.example/v/x/master.m3u8?s=7", 0);
  assert.deepEqual(hosts(shared), ["federation", "one", "two", "three"]);
  assert.equal(shared[1], "https://one.example/v/x/master.m3u8?s=7");
});

test("what grows is asked of home alone, and a member without others of itself", () => {
  const growing = "https://one.example/p/x/1/360p.mp4";
  assert.deepEqual(new Pathways(ALL, "one").addresses(growing, 0), [growing]);
  assert.deepEqual(new Pathways().addresses(`https://one.example${OBJECT}`, 0), [`https://one.example${OBJECT}`]);
});

test("who failed is asked last, for longer each time, until it answers", () => {
  const pathways = new Pathways(ALL, "one");
  const url = `https://one.example${OBJECT}`;
  const firstAt = (now: number) => hosts(pathways.addresses(url, now))[0];
  pathways.failed(url, false, 0);
  assert.deepEqual(hosts(pathways.addresses(url, 1)), ["two", "three", "one"]);
  assert.deepEqual(pathways.down(1), ["one"]);
  assert.equal(firstAt(40_000), "one", "it is tried again");
  pathways.failed(url, false, 40_000);
  assert.equal(firstAt(75_000), "two", "for longer than before");
  for (let again = 0; again < 40; again += 1) pathways.failed(url, false, 80_000);
  assert.equal(firstAt(80_000 + 350_000), "one", "but not for ever");
  pathways.failed(url, false, 500_000);
  pathways.passed(url);
  assert.equal(firstAt(500_000), "one");
  assert.deepEqual(pathways.down(500_000), []);
});

test("who is slow to begin is asked last for a moment, and that shortens no longer trouble", () => {
  const pathways = new Pathways(ALL, "one");
  const url = `https://one.example${OBJECT}`;
  pathways.slow(url, 0);
  assert.equal(hosts(pathways.addresses(url, 1000))[0], "two");
  assert.equal(hosts(pathways.addresses(url, 6000))[0], "one");
  pathways.failed(url, false, 0);
  pathways.slow(url, 1);
  assert.equal(hosts(pathways.addresses(url, 20_000))[0], "two");
});

test("a text makes good what failed as a text, bytes make good all but an alteration", () => {
  const [text, bytes] = ["https://one.example/v/x/360p.m3u8", `https://one.example${OBJECT}`] as const;
  const pathways = new Pathways(ALL, "one");
  const after = (failed: string, passed: string, altered = false) => {
    pathways.failed(failed, altered, 0);
    pathways.passed(passed);
    return pathways.down(1).length;
  };
  assert.equal(after(text, text), 0);
  assert.equal(after(text, bytes), 0);
  assert.equal(after(bytes, text), 1, "it may have spent what it may deliver");
  assert.equal(after(bytes, bytes), 0);
  assert.equal(after(bytes, bytes, true), 1, "it altered some");
  assert.equal(after(text, text), 1);
  assert.deepEqual(pathways.down(400_000), []);
});

test("when all are in trouble the one that may be out of it first is asked first, and none is left out", () => {
  const pathways = new Pathways(ALL, "one");
  for (const [place, { base }] of ALL.entries()) pathways.failed(base + OBJECT, false, 1000 * (ALL.length - place));
  assert.deepEqual(hosts(pathways.addresses(`https://one.example${OBJECT}`, 3001)), ["three", "two", "one"]);
});

test("a distant member is given more time, and none longer than a viewer has", () => {
  const pathways = new Pathways(ALL, "one");
  assert.equal(pathways.patienceMs, 700);
  for (let answer = 0; answer < 20; answer += 1) pathways.began(300);
  assert.equal(Math.round(pathways.patienceMs), 900);
  for (let answer = 0; answer < 40; answer += 1) pathways.began(5000);
  assert.equal(pathways.patienceMs, 1200);
});

test("that a video is gone is for the home to say, or for a member alone", () => {
  const pathways = new Pathways(ALL, "one");
  assert.equal(pathways.isLastWord("https://one.example/v/x/master.m3u8"), true);
  assert.equal(pathways.isLastWord("https://two.example/v/x/master.m3u8"), false);
  assert.equal(new Pathways().isLastWord("https://two.example/v/x/master.m3u8"), true);
});

test("who gave far more than is needed is near, who hardly did is far, and nothing is said of what was not measured", () => {
  const pathways = new Pathways(ALL, "one");
  const took = (id: string, megabits: number) => pathways.took(`https://${id}.example${OBJECT}`, 1_250_000, 10_000 / megabits);
  took("one", 40);
  took("two", 6);
  assert.deepEqual([pathways.near(), pathways.far()], [[], []], "what is needed is not known yet");
  pathways.needed = 5_000_000;
  assert.deepEqual([pathways.near(), pathways.far()], [["one"], ["two"]]);
  pathways.took("https://three.example/v/x/360p.m3u8", 1_250_000, 1);
  pathways.took(`https://three.example${OBJECT}`, 2000, 1);
  assert.deepEqual(pathways.near(), ["one"], "texts and a few bytes measure nothing");
  for (let again = 0; again < 20; again += 1) took("one", 10);
  assert.deepEqual([pathways.near(), pathways.far()], [[], ["two"]], "what came lately counts for more");
});
