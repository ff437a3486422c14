import assert from "node:assert/strict";
import { test } from "node:test";

import { actionOf } from "./keys.ts";

const press = (key: string, held: Partial<Parameters<typeof actionOf>[0]> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test("the keys of the list do what it says", () => {
  assert.deepEqual(actionOf(press(" "), "other"), { does: "play" });
  assert.deepEqual(actionOf(press("K"), "other"), { does: "play" });
  assert.deepEqual(actionOf(press("ArrowLeft"), "other"), { does: "seek", seconds: -5 });
  assert.deepEqual(actionOf(press("l"), "button"), { does: "seek", seconds: 10 });
  assert.deepEqual(actionOf(press("7"), "other"), { does: "share", of: 0.7 });
  assert.deepEqual(actionOf(press("?"), "other"), { does: "help" });
  assert.equal(actionOf(press("x"), "other"), null);
  assert.equal(actionOf(press("constructor"), "other"), null);
});

test("keys belong to what has the focus, and to the browser with a modifier", () => {
  assert.equal(actionOf(press(" "), "button"), null);
  assert.equal(actionOf(press("k"), "typing"), null);
  assert.equal(actionOf(press("ArrowRight"), "volume"), null);
  assert.equal(actionOf(press("f", { ctrlKey: true }), "other"), null);
  assert.equal(actionOf(press("l", { metaKey: true }), "other"), null);
});
