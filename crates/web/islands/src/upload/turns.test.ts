import assert from "node:assert/strict";
import { test } from "node:test";

import { Turns } from "./turns.ts";

test("so many have their turn at once, and the others in the order in which they came", () => {
  const turns = new Turns(2);
  const begun: string[] = [];
  const [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map((name) => turns.take(() => begun.push(name)));
  assert.deepEqual(begun, ["a", "b"]);
  b?.();
  assert.deepEqual(begun, ["a", "b", "c"]);
  // Who gives up waiting is passed over, and ending twice gives no second turn away.
  d?.();
  b?.();
  assert.deepEqual(begun, ["a", "b", "c"]);
  a?.();
  c?.();
  assert.deepEqual(begun, ["a", "b", "c", "e"]);
  e?.();
  turns.take(() => begun.push("f"));
  assert.deepEqual(begun, ["a", "b", "c", "e", "f"]);
});
