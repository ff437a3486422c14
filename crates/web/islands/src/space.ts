/** The space's island: dropping and choosing files, uploads that go on, and the state of videos in the list. */

import { percent, size } from "./figures.ts";
import { configuration, element, fill } from "./page.ts";
import type { UploadConfig } from "./upload/config.ts";
import { followVideo } from "./upload/follow.ts";
import { fingerprint, forget, type Kept, readKept } from "./upload/kept.ts";
import { refusedEarly } from "./upload/refusal.ts";
import { Row } from "./upload/row.ts";
import { Sending } from "./upload/sending.ts";

/** Most files taken at once. */
const FILES_LIMIT = 50;

function uploads(config: UploadConfig, drop: HTMLElement, files: HTMLInputElement, list: HTMLUListElement): void {
  const { labels, lang } = config;
  const said = element("upload-news", HTMLParagraphElement);
  const news = (text: string) => {
    if (said) said.textContent = text;
  };

  const add = (file: File, into: Row | null, url: string | null) => {
    const row = into ?? new Row(file.name, lang);
    if (!into) list.prepend(row.root);
    const refused = refusedEarly(file, config.limit_bytes);
    if (refused) {
      const text = fill(labels, refused, { limit: size(config.limit_bytes, lang) });
      row.show(fill(labels, "failed"), null);
      row.fail(text);
      news(`${file.name}: ${text}`);
      row.offer({ label: fill(labels, "dismiss"), does: () => row.remove() });
      return;
    }
    void new Sending(file, config, row, news, url).start();
  };

  const goOn = (kept: Kept) => {
    const row = new Row(kept.name, lang);
    const share = kept.size > 0 ? kept.sent / kept.size : 0;
    const values = { percent: percent(share, lang), size: size(kept.size, lang) };
    row.show(fill(labels, "continue-text", values), share);
    const input = row.choose(`${fill(labels, "continue")}: ${kept.name}`, (file) => {
      if (fingerprint(file) !== kept.fingerprint) {
        row.fail(fill(labels, "other-file", { name: kept.name }));
        return;
      }
      input.remove();
      add(file, row, kept.url || null);
    });
    const cancel = async () => {
      if (!confirm(fill(labels, "cancel-confirm", { name: kept.name }))) return;
      const headers = { "Tus-Resumable": "1.0.0", "X-Ecot-Csrf": config.csrf };
      if (kept.url) await fetch(kept.url, { method: "DELETE", headers }).catch(() => undefined);
      forget(kept.fingerprint);
      row.remove();
    };
    row.offer(
      { label: fill(labels, "continue"), first: true, does: () => input.click() },
      { label: fill(labels, "cancel"), does: () => void cancel() },
    );
    list.append(row.root);
  };

  const take = (chosen: FileList | null | undefined) => {
    for (const file of Array.from(chosen ?? []).slice(0, FILES_LIMIT)) add(file, null, null);
  };
  files.addEventListener("change", () => {
    take(files.files);
    files.value = "";
  });
  // The whole page takes a drop, so that a near miss does not make the browser open the file.
  for (const event of ["dragover", "drop"] as const) {
    document.addEventListener(event, (dragged) => {
      dragged.preventDefault();
      drop.classList.toggle("over", event === "dragover");
      if (event === "drop") take(dragged.dataTransfer?.files);
    });
  }
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  readKept().forEach(goOn);
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
  document.getElementById("choose")?.removeAttribute("hidden");
  uploads(config, drop, files, list);
  states(config);
}
