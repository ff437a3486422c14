import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { sha256Hex, sha256HexHere } from "./sha256.ts";

test("the hash made here is the browser's at every length around a block", async () => {
  for (const length of [0, 1, 3, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 65_537]) {
    const bytes = Uint8Array.from({ length }, (_, place) => (place * 7 + length) % 256);
    const right = createHash("sha256").update(bytes).digest("hex");
    assert.equal(sha256HexHere(bytes), right, String(length));
    assert.equal(await sha256Hex(bytes), right, String(length));
  }
});
