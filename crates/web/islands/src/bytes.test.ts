import assert from "node:assert/strict";
import { test } from "node:test";

import { fromBase32, fromBase64url, fromHex, joined, toHex } from "./bytes.ts";

test("bytes come back from their spellings", () => {
  assert.deepEqual(fromBase64url("IiIi"), Uint8Array.of(0x22, 0x22, 0x22));
  assert.deepEqual(fromBase64url("_-8"), Uint8Array.of(0xff, 0xef));
  assert.deepEqual(fromBase32("mzxw6"), new TextEncoder().encode("foo"));
  assert.deepEqual(fromHex("00ff10"), Uint8Array.of(0, 255, 16));
  assert.equal(toHex(joined(fromHex("0102"), fromHex("ff"))), "0102ff");
});

test("foreign signs, padding and spare bits that are not zero are refused", () => {
  for (const text of ["ab+c", "ab==", "a", "_-9"]) assert.equal(fromBase64url(text), null, text);
  for (const text of ["MZXW6", "mzxw1", "mz7"]) assert.equal(fromBase32(text), null, text);
});
