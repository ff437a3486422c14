import assert from "node:assert/strict";
import { test } from "node:test";

import { expected, objectOf } from "./integrity.ts";

const OBJECT = "ab".repeat(32);
const HASHES = { objects: { [OBJECT]: { "0-99": "h0" }, "a1/360p": { "100-299": "h1" } } };

test("a range has the hash of its object, and no other has it", () => {
  assert.equal(expected(HASHES, `/o/${OBJECT}`, 0, 100), "h0");
  assert.equal(expected(HASHES, `/o/${OBJECT}.mp4`, 0, 100), "h0");
  assert.equal(expected(HASHES, "/p/mfrgg/a1/360p.mp4", 100, 300), "h1");
  assert.equal(expected(HASHES, `/o/${OBJECT}`, 0, 99), null);
  assert.equal(expected(HASHES, "/p/mfrgg/a2/360p", 100, 300), null);
  assert.equal(expected(HASHES, "/v/mfrgg/thumbnail", 0, 100), null);
});

test("objects are named by whole and by growing addresses only", () => {
  assert.equal(objectOf(`/o/${OBJECT}`), OBJECT);
  assert.equal(objectOf("/p/mfrgg/a1/360p"), "a1/360p");
  assert.equal(objectOf(`/o/${OBJECT}.mp4`), OBJECT);
  assert.equal(objectOf("/p/mfrgg/a1/360p.mp4"), "a1/360p");
  assert.equal(objectOf("/o/../x"), null);
  assert.equal(objectOf(`/o/${OBJECT}.mp3`), null);
  assert.equal(objectOf("/p/mfrgg/360p"), null);
});
