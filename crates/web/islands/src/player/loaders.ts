/**
 * How hls.js fetches: segments are checked against their hashes before hls.js sees them, keys come from the page and
 * are never asked of a server.
 */

import type {
  FragmentLoaderConstructor,
  FragmentLoaderContext,
  HlsConfig,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderContext,
  LoaderResponse,
  LoaderStats,
} from "hls.js";

import type { Bytes } from "../bytes.ts";
import { sha256Hex } from "../sha256.ts";
import type { HashList } from "./integrity.ts";

type Details = Parameters<LoaderCallbacks<LoaderContext>["onSuccess"]>[3];
type LoaderConstructor = new (config: HlsConfig) => Loader<LoaderContext>;

/** Told when bytes are not what the home signed: a first time they are fetched again, a second time they are refused. */
export type Altered = (url: string, times: 1 | 2) => void;

const KEY_SCHEME = "ecot-key:";

/** Whether bytes are the range that the list names; unknown ranges are altered. */
async function right(hashes: HashList, context: FragmentLoaderContext, data: ArrayBuffer): Promise<boolean> {
  const start = context.rangeStart ?? 0;
  const end = context.rangeEnd ?? start + data.byteLength;
  const [hash, found] = await Promise.all([
    hashes.of(new URL(context.url).pathname, start, end),
    sha256Hex(new Uint8Array(data)),
  ]);
  return hash !== null && hash === found;
}

async function again(context: FragmentLoaderContext): Promise<ArrayBuffer> {
  const range = `bytes=${context.rangeStart ?? 0}-${context.rangeEnd ? context.rangeEnd - 1 : ""}`;
  const answer = await fetch(context.url, { headers: { range }, cache: "reload" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.arrayBuffer();
}

/** A loader of segments that hands over only what has its hash. */
export function checkedLoader(base: LoaderConstructor, hashes: HashList, altered: Altered): FragmentLoaderConstructor {
  return class implements Loader<FragmentLoaderContext> {
    private readonly inner: Loader<LoaderContext>;
    private stopped = false;

    constructor(config: HlsConfig) {
      this.inner = new base(config);
    }

    get context(): FragmentLoaderContext | null {
      return this.inner.context as FragmentLoaderContext | null;
    }

    get stats(): LoaderStats {
      return this.inner.stats;
    }

    load(
      context: FragmentLoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<FragmentLoaderContext>,
    ): void {
      const { onProgress: _, ...rest } = callbacks as LoaderCallbacks<LoaderContext>;
      const onSuccess = (response: LoaderResponse, stats: LoaderStats, _: LoaderContext, details: Details) => {
        this.checked(context, response.data as ArrayBuffer).then(
          (data) => {
            if (this.stopped) return;
            if (data) callbacks.onSuccess({ ...response, data }, stats, context, details);
            else callbacks.onError({ code: 0, text: "altered" }, context, details, stats);
          },
          (error: unknown) => {
            if (!this.stopped) callbacks.onError({ code: 0, text: String(error) }, context, details, stats);
          },
        );
      };
      this.inner.load(context, config, { ...rest, onSuccess });
    }

    private async checked(context: FragmentLoaderContext, data: ArrayBuffer): Promise<ArrayBuffer | null> {
      if (await right(hashes, context, data)) return data;
      altered(context.url, 1);
      const second = await again(context);
      if (await right(hashes, context, second)) return second;
      altered(context.url, 2);
      return null;
    }

    abort(): void {
      this.stopped = true;
      this.inner.abort();
    }

    destroy(): void {
      this.stopped = true;
      this.inner.destroy();
    }

    getCacheAge(): number | null {
      return this.inner.getCacheAge?.() ?? null;
    }

    getResponseHeader(name: string): string | null {
      return this.inner.getResponseHeader?.(name) ?? null;
    }
  };
}

/** A loader of everything else, which answers key addresses from the page's keys. */
export function keyedLoader(base: LoaderConstructor, keys: ReadonlyMap<string, Bytes>): LoaderConstructor {
  return class extends base {
    override load(
      context: LoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<LoaderContext>,
    ): void {
      if (!context.url.startsWith(KEY_SCHEME)) {
        super.load(context, config, callbacks);
        return;
      }
      this.context = context;
      const key = keys.get(decodeURIComponent(context.url.slice(KEY_SCHEME.length)));
      const now = performance.now();
      Object.assign(this.stats.loading, { start: now, first: now, end: now });
      queueMicrotask(() => {
        if (key) callbacks.onSuccess({ url: context.url, data: key.slice().buffer, code: 200 }, this.stats, context, null);
        else callbacks.onError({ code: 0, text: "no key" }, context, null, this.stats);
      });
    }
  };
}
