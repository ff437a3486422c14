import assert from "node:assert/strict";
import { test } from "node:test";
import puppeteer from "puppeteer-core";
import { SHORT } from "../harness/clips.mjs";
import { Member } from "../harness/member.mjs";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

/** An account and the clip, through the API alone. */
async function published(member) {
  const link = new URL(await member.operatorLink());
  const page = await fetch(link);
  const cookie = page.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  const form = new URLSearchParams({ csrf, name: "firefox", password: "a long password for firefox", invitation: link.searchParams.get("invitation") });
  const made = await fetch(new URL("/sign-up", link), { method: "POST", body: form, headers: { cookie, origin: link.origin }, redirect: "manual" });
  assert.ok(made.status < 400, `sign-up answered ${made.status}`);
  const token = await member.command("token", "--user", "firefox");
  return member.publish(token, SHORT, "--title", "Firefox", "--wait");
}

test("the sample plays to its end in Firefox, with sound", async () => {
  const member = await Member.start();
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true });
  try {
    const video = await published(member);
    const page = await browser.newPage();
    await page.goto(video.watch_url);
    await page.waitForSelector("video");
    const play = await page.waitForSelector("::-p-aria([role='button'][name*='lay'])");
    await play.click();
    await page.waitForFunction(() => document.querySelector("video").ended, { timeout: 60_000 });
    const end = await page.evaluate(() => {
      const video = document.querySelector("video");
      return { at: video.currentTime, length: video.duration, sound: video.mozHasAudio, frames: video.mozPaintedFrames ?? video.getVideoPlaybackQuality().totalVideoFrames };
    });
    assert.ok(end.length > 4.5 && Math.abs(end.at - end.length) < 0.2, JSON.stringify(end));
    assert.equal(end.sound, true);
    assert.ok(end.frames > 50, JSON.stringify(end));
  } finally {
    await browser.close();
    await member.stop();
  }
});
