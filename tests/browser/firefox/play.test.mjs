import assert from "node:assert/strict";
import { test } from "node:test";
import puppeteer from "puppeteer-core";
import { SHORT } from "../harness/clips.mjs";
import { Member } from "../harness/member.mjs";
import { newcomer } from "../pages/account.mjs";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

/** Makes the first account, in the browser, and publishes the clip as it. */
async function published(member, page) {
  const person = newcomer("firefox");
  await page.goto(await member.operatorLink());
  const form = 'form[action^="/sign-up"]';
  await page.locator(`${form} [name="name"]`).fill(person.name);
  await page.locator(`${form} [name="password"]`).fill(person.password);
  await page.locator(`${form} button`).click();
  await page.waitForSelector('main a[href="/space"]');
  const token = await member.command("token", "--user", person.name);
  return member.publish(token, SHORT, "--title", "Firefox", "--wait");
}

test("the sample plays to its end in Firefox, with sound", async () => {
  const member = await Member.start();
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true });
  try {
    const page = await browser.newPage();
    const video = await published(member, page);
    await page.goto(video.watch_url);
    await page.locator("button.player-large").click();
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
