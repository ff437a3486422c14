import assert from "node:assert/strict";
import { test } from "node:test";

import golden from "../../../carry/tests/golden/seal.json";
import { fromHex, toHex } from "./bytes.ts";
import { ClosedError, keyOfFragment, keyOfPassword, openPayload, openThumbnail, type SealedPart } from "./sealed.ts";

const base64url = (hex: string) => Buffer.from(hex, "hex").toString("base64url");

/** The id of the vectors, base32. */
const ID = base32(golden.video_id);
const KEY = fromHex(golden.video_key);
const PART: SealedPart = {
  nonce: base64url(golden.payload.nonce),
  ciphertext: base64url(golden.payload.ciphertext),
  renditions: ["360p", "audio"],
  key: { from: "fragment" },
};

function base32(hex: string): string {
  const bits = Array.from(fromHex(hex), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const signs = bits.match(/.{1,5}/g) ?? [];
  return signs.map((five) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

const closes = (why: string) => (error: unknown) => error instanceof ClosedError && error.why === why;

test("the server's golden payload opens with the key of the link", async () => {
  const key = keyOfFragment(`#k=${golden.link_text}`);
  assert.equal(key && toHex(key), golden.video_key);
  const opened = await openPayload(ID, PART, KEY);
  assert.equal(opened.title, golden.payload.title);
  assert.equal(opened.description, golden.payload.description);
  assert.equal(opened.language, "fr");
  assert.deepEqual(
    [...opened.keys].map(([name, bytes]) => [name, toHex(bytes)]),
    [["360p", golden.payload.rendition_keys[0]], ["audio", golden.payload.rendition_keys[1]]],
  );
  const picture = await openThumbnail(ID, opened, fromHex(golden.thumbnail.sealed));
  assert.equal(picture && toHex(picture), golden.thumbnail.plain);
});

test("the golden password unwraps the key, another does not", async () => {
  const { salt, iterations, nonce, wrapped, password } = golden.password;
  const source = { salt: base64url(salt), iterations, wrapped: base64url(nonce + wrapped) };
  assert.equal(toHex(await keyOfPassword(ID, source, password)), golden.video_key);
  assert.equal(toHex(await keyOfPassword(ID, source, password.normalize("NFD"))), golden.video_key);
  await assert.rejects(keyOfPassword(ID, source, "cerf-volant e"), closes("password-wrong"));
});

test("another key, another video or an altered payload does not open", async () => {
  const other = KEY.slice();
  other[0] = 0;
  await assert.rejects(openPayload(ID, PART, other), closes("key-wrong"));
  await assert.rejects(openPayload("a".repeat(52), PART, KEY), closes("key-wrong"));
  const altered = { ...PART, ciphertext: `A${PART.ciphertext.slice(1)}` };
  await assert.rejects(openPayload(ID, altered, KEY), closes("key-wrong"));
});

test("a link without a whole key has none", () => {
  for (const fragment of ["", "#", "#k=", "#k=short", `#x=${golden.link_text}`, `#k=${golden.link_text}A`]) {
    assert.equal(keyOfFragment(fragment), null, fragment);
  }
  assert.ok(keyOfFragment(`#t=30&k=${golden.link_text}`));
});
