/** The space's island: dropping and choosing files, uploads that go on, and the state of videos in the list. */

import { percent, size } from "./figures.ts";
import { configuration, element, fill } from "./page.ts";
import type { UploadConfig } from "./upload/config.ts";
import { followVideo } from "./upload/follow.ts";
import { fingerprint, type Kept, Memory } from "./upload/kept.ts";
import { refusedEarly } from "./upload/refusal.ts";
import { Row } from "./upload/row.ts";
import { type Desk, Sending } from "./upload/sending.ts";
import { Turns } from "./upload/turns.ts";

/** Most files taken at once. */
const FILES_LIMIT = 50;
/** Most files sent at the same time; on one line, more would only be slower each. */
const SENT_AT_ONCE = 3;

/** Asked for each time: a browser that keeps nothing throws already when it is named. */
const IN_BROWSER = {
  getItem: (key: string) => localStorage.getItem(key),
  setItem: (key: string, text: string) => localStorage.setItem(key, text),
};

/** The uploads of the page: those that are sent, and those that wait for their file to be chosen again. */
class Uploads {
  private readonly config: UploadConfig;
  private readonly list: HTMLUListElement;
  private readonly desk: Desk;
  /** Rows that wait for their file, by its fingerprint. */
  private readonly waiting = new Map<string, Row>();

  constructor(config: UploadConfig, list: HTMLUListElement) {
    this.config = config;
    this.list = list;
    const said = element("upload-news", HTMLParagraphElement);
    const news = (text: string) => {
      if (said) said.textContent = text;
    };
    this.desk = { config, memory: new Memory(config.account, IN_BROWSER), turns: new Turns(SENT_AT_ONCE), news };
    this.desk.memory.read().forEach((kept) => this.remember(kept));
  }

  /** Takes files, in their order, above those that were taken before. */
  take(chosen: FileList | null | undefined): void {
    const files = Array.from(chosen ?? []).slice(0, FILES_LIMIT);
    const rows = files.map((file) => new Row(file.name, this.config.lang));
    const keepOriginal = element("keep-original", HTMLInputElement)?.checked ?? false;
    this.list.prepend(...rows.map((row) => row.root));
    // Not "nothing here" under what is on its way.
    if (rows.length > 0) document.getElementById("nothing")?.closest("section")?.setAttribute("hidden", "");
    // One after the other, so that they are sent in their order too.
    void rows.reduce(async (before, row, place) => {
      await before;
      await this.add(files[place] as File, row, keepOriginal);
    }, Promise.resolve());
  }

  private async add(file: File, row: Row, keepOriginal: boolean): Promise<void> {
    const { config, desk } = this;
    const refused = refusedEarly(file, config.limit_bytes);
    const mark = refused ? null : await fingerprint(file).catch(() => null);
    if (mark === null) {
      const text = fill(config.labels, refused ?? "unreadable", { limit: size(config.limit_bytes, config.lang) });
      row.show(fill(config.labels, "failed"), null);
      row.fail(text);
      desk.news(`${file.name}: ${text}`);
      row.offer({ label: fill(config.labels, "dismiss"), does: () => row.remove() });
      return;
    }
    const known = this.waiting.get(mark);
    this.waiting.delete(mark);
    if (known && known !== row) row.remove();
    known?.settle();
    await new Sending(file, mark, keepOriginal, known ?? row, desk).start();
  }

  /** Shows an upload that an earlier page began. Its file has to be chosen again: a page may not open it by itself. */
  private remember(kept: Kept): void {
    const { labels, lang } = this.config;
    const row = new Row(kept.name, lang);
    const share = kept.size > 0 ? kept.sent / kept.size : 0;
    const values = { percent: percent(share, lang), size: size(kept.size, lang) };
    row.show(fill(labels, "continue-text", values), share);
    const input = row.choose(`${fill(labels, "continue")}: ${kept.name}`, (file) => void this.goOn(kept, file, row));
    row.offer(
      { label: fill(labels, "continue"), first: true, does: () => input.click() },
      { label: fill(labels, "cancel"), does: () => void this.cancel(kept, row) },
    );
    this.waiting.set(kept.fingerprint, row);
    this.list.append(row.root);
  }

  private async goOn(kept: Kept, file: File, row: Row): Promise<void> {
    const mark = await fingerprint(file).catch(() => null);
    if (mark !== kept.fingerprint) {
      row.fail(fill(this.config.labels, "other-file", { name: kept.name }));
      return;
    }
    // What was wished for it was said when it began.
    await this.add(file, row, false);
  }

  private async cancel(kept: Kept, row: Row): Promise<void> {
    const { labels, csrf } = this.config;
    if (!confirm(fill(labels, "cancel-confirm", { name: kept.name }))) return;
    const headers = { "Tus-Resumable": "1.0.0", "X-Ecot-Csrf": csrf };
    if (kept.url) await fetch(kept.url, { method: "DELETE", headers }).catch(() => undefined);
    this.desk.memory.forget(kept.fingerprint);
    this.waiting.delete(kept.fingerprint);
    row.remove();
  }
}

function uploads(config: UploadConfig, drop: HTMLElement, files: HTMLInputElement, list: HTMLUListElement): void {
  const all = new Uploads(config, list);
  files.addEventListener("change", () => {
    all.take(files.files);
    files.value = "";
  });
  // The whole page takes a drop, so that a near miss does not make the browser open the file.
  for (const event of ["dragover", "drop"] as const) {
    document.addEventListener(event, (dragged) => {
      dragged.preventDefault();
      drop.classList.toggle("over", event === "dragover");
      if (event === "drop") all.take(dragged.dataTransfer?.files);
    });
  }
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
}

/** Videos of the list that are not ready yet: shows how far they are, and the page as it is when one changes. */
function states(config: UploadConfig): void {
  for (const item of document.querySelectorAll<HTMLElement>("#videos [data-video]")) {
    const state = item.dataset.state;
    const id = item.dataset.video;
    if (!id || state === "ready" || state === "failed") continue;
    const bar = item.querySelector("progress");
    const share = item.querySelector("[data-percent]");
    const pill = item.querySelector("[data-state].pill");
    followVideo(id, (status) => {
      const done = status.permille ?? 0;
      if (bar) bar.value = done;
      if (share) share.textContent = percent(done / 1000, config.lang);
      if (status.state === state) return;
      const words = fill(config.labels, status.state, { percent: percent(done / 1000, config.lang) });
      if (pill) pill.textContent = words;
    });
  }
}

const config = configuration<UploadConfig>("space-config");
const drop = document.getElementById("drop");
const files = element("files", HTMLInputElement);
const list = element("uploads", HTMLUListElement);

if (config && drop && files && list) {
  files.hidden = false;
  for (const id of ["choose", "keep-choice"]) document.getElementById(id)?.removeAttribute("hidden");
  uploads(config, drop, files, list);
  states(config);
}
