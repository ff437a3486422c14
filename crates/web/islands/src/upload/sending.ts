/** One upload by tus: sends, pauses, goes on, cancels, and then follows the video. */

import { DetailedError, type HttpResponse, Upload } from "tus-js-client";

import { percent, size } from "../figures.ts";
import { fill } from "../page.ts";
import type { Status } from "../player/config.ts";
import type { UploadConfig } from "./config.ts";
import { followVideo } from "./follow.ts";
import { fingerprint, forget, keep, named, storage } from "./kept.ts";
import { refusedBy } from "./refusal.ts";
import { Row } from "./row.ts";

/** Bytes in one request: a lost connection costs at most this much again on servers that keep whole requests only. */
const CHUNK_BYTES = 32 * 1024 * 1024;
/** Waits before the tries after a failure, in milliseconds; after the last the user is asked. */
const RETRIES_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000];
/** Fewest milliseconds between two notes of how far it is. */
const NOTE_MS = 2000;

export class Sending {
  readonly row: Row;
  private readonly file: File;
  private readonly config: UploadConfig;
  private readonly news: (text: string) => void;
  private readonly upload: Upload;
  private video: string | null = null;
  private notedAt = 0;

  constructor(file: File, config: UploadConfig, row: Row, news: (text: string) => void, url: string | null) {
    this.file = file;
    this.config = config;
    this.row = row;
    this.news = news;
    this.upload = new Upload(file, {
      endpoint: config.endpoint,
      uploadUrl: url,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRIES_MS,
      metadata: { filename: file.name, filetype: file.type },
      headers: { "X-Ecot-Csrf": config.csrf },
      fingerprint: named,
      urlStorage: storage,
      storeFingerprintForResuming: true,
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => this.progressed(sent, total ?? file.size),
      onAfterResponse: (_, response) => this.noteVideo(response),
      onShouldRetry: (error) => this.retries(error),
      onError: (error) => this.failed(error),
      onSuccess: () => this.sent(),
    });
  }

  private word(key: string, values: Readonly<Record<string, string>> = {}): string {
    return fill(this.config.labels, key, values);
  }

  /** Goes on where an earlier upload of the same file stopped, or begins. */
  async start(): Promise<void> {
    this.row.show(this.word("checking"), 0);
    this.offerWhileSending();
    const [earlier] = await this.upload.findPreviousUploads();
    if (earlier) this.upload.resumeFromPreviousUpload(earlier);
    this.upload.start();
    this.news(`${this.file.name}: ${this.word("sending")}`);
  }

  private offerWhileSending(): void {
    this.row.fail("");
    this.row.offer(
      { label: this.word("pause"), does: () => void this.pauseSending() },
      { label: this.word("cancel"), does: () => void this.cancel() },
    );
  }

  private async pauseSending(): Promise<void> {
    await this.upload.abort();
    this.row.show(this.word("paused"), this.share());
    this.offerResume();
    this.news(`${this.file.name}: ${this.word("paused")}`);
  }

  private offerResume(): void {
    const resume = () => {
      this.offerWhileSending();
      this.upload.start();
    };
    this.row.offer(
      { label: this.word("resume"), first: true, does: resume },
      { label: this.word("cancel"), does: () => void this.cancel() },
    );
  }

  private async cancel(): Promise<void> {
    if (!confirm(this.word("cancel-confirm", { name: this.file.name }))) return;
    await this.upload.abort(true).catch(() => undefined);
    forget(fingerprint(this.file));
    this.row.remove();
  }

  private sentBytes = 0;

  private share(): number {
    return this.file.size > 0 ? this.sentBytes / this.file.size : 0;
  }

  private progressed(sent: number, total: number): void {
    this.sentBytes = sent;
    const { lang } = this.config;
    const words = this.word("progress", { sent: size(sent, lang), size: size(total, lang) });
    this.row.show(`${this.word("sending")} · ${words}`, this.share());
    if (!this.upload.url || performance.now() - this.notedAt < NOTE_MS) return;
    this.notedAt = performance.now();
    const { name, size: bytes } = this.file;
    keep({ fingerprint: fingerprint(this.file), url: this.upload.url, name, size: bytes, sent, at: Date.now() });
  }

  private noteVideo(response: HttpResponse): void {
    this.video = response.getHeader("Ecot-Video") ?? this.video;
  }

  private retries(error: DetailedError): boolean {
    const again = refusedBy(error.originalResponse?.getStatus() ?? 0, "") === null;
    if (again) this.row.show(this.word("retrying"), this.share());
    return again;
  }

  private failed(error: Error): void {
    const response = error instanceof DetailedError ? error.originalResponse : null;
    const refused = refusedBy(response?.getStatus() ?? 0, response?.getBody() ?? "");
    this.row.show(this.word(refused ? "failed" : "retrying"), this.share());
    if (!refused) {
      this.offerResume();
      return;
    }
    const text = refused.message ?? this.word(refused.label);
    this.row.fail(text);
    this.news(`${this.file.name}: ${text}`);
    if (refused.label !== "signed-out") forget(fingerprint(this.file));
    this.row.offer({ label: this.word("dismiss"), does: () => this.row.remove() });
  }

  private sent(): void {
    this.row.show(this.word("done"), 1);
    this.row.offer();
    this.news(`${this.file.name}: ${this.word("done")}`);
    const id = this.video;
    if (!id) return;
    this.offerVideo(id, false);
    let before = "";
    followVideo(id, (status) => {
      this.showStatus(id, status);
      if (status.state !== before) this.news(`${this.file.name}: ${this.stateWords(status)}`);
      before = status.state;
    });
  }

  private stateWords(status: Status): string {
    return this.word(status.state === "uploading" ? "checking" : status.state, {
      percent: percent((status.permille ?? 0) / 1000, this.config.lang),
    });
  }

  private showStatus(id: string, status: Status): void {
    const share = status.state === "processing" || status.state === "playable" ? (status.permille ?? 0) / 1000 : null;
    this.row.show(this.stateWords(status), share);
    if (status.state === "failed") {
      this.row.fail(this.word(status.reason ? `failure-${status.reason}` : "failed"));
    }
    this.offerVideo(id, status.state === "playable" || status.state === "ready");
  }

  private offerVideo(id: string, watchable: boolean): void {
    const to = (path: string) => () => location.assign(path);
    const watch = { label: this.word("watch"), first: true, does: to(`/v/${id}`) };
    const settings = { label: this.word("settings"), does: to(`/space/videos/${id}`) };
    this.row.offer(...(watchable ? [watch] : []), settings);
  }
}
