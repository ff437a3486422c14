/**
 * How hls.js fetches: of any member that serves the video, segments checked against their hashes before hls.js sees them. Keys
 * come from the page and are never asked of a server.
 */

import type {
  FragmentLoaderConstructor,
  FragmentLoaderContext,
  HlsConfig,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderContext,
  LoaderStats,
} from "hls.js";

import type { Bytes } from "../bytes.ts";
import { sha256Hex } from "../sha256.ts";
import type { HashList } from "./integrity.ts";
import { type Asked, Lost, type Network, type Part } from "./network.ts";

type LoaderConstructor = new (config: HlsConfig) => Loader<LoaderContext>;

/** Told when bytes are not what the home signed: a first time they are fetched again, a second time they are refused. */
export type Altered = (url: string, times: 1 | 2) => void;

const KEY_SCHEME = "ecot-key:";
const STEERING = "/steering.json";

/** As hls.js makes them for its own loaders. */
function freshStats(): LoaderStats {
  const timing = () => ({ start: 0, first: 0, end: 0 });
  const counts = { aborted: false, loaded: 0, retry: 0, total: 0, chunkCount: 0, bwEstimate: 0 };
  return { ...counts, loading: timing(), parsing: { start: 0, end: 0 }, buffering: timing() };
}

/** What both loaders do: one request, told to hls.js as its own loaders tell theirs. */
abstract class Fetching<Context extends LoaderContext> implements Loader<Context> {
  context: Context | null = null;
  readonly stats = freshStats();
  private asked: Asked | null = null;
  private callbacks: LoaderCallbacks<Context> | null = null;
  private part: Part | null = null;

  protected abstract ask(context: Context, config: LoaderConfiguration): Asked;

  load(context: Context, config: LoaderConfiguration, callbacks: LoaderCallbacks<Context>): void {
    [this.context, this.callbacks] = [context, callbacks];
    const { stats } = this;
    stats.loading.start = performance.now();
    this.asked = this.ask(context, config);
    this.asked.done.then(
      (part) => this.arrived(context, part),
      (error: unknown) => {
        if (!this.callbacks) return;
        stats.loading.end = performance.now();
        const lost = error instanceof Lost ? error : new Lost(0, "broken");
        if (lost.late) callbacks.onTimeout(stats, context, null);
        else callbacks.onError({ code: lost.status, text: lost.altered ? "altered" : lost.message }, context, null, stats);
      },
    );
  }

  private arrived(context: Context, part: Part): void {
    if (!this.callbacks) return;
    this.part = part;
    const { stats } = this;
    // The time of the one that had it: what was waited for others says nothing of how fast it is.
    Object.assign(stats.loading, { start: part.askedAt, first: part.beganAt, end: performance.now() });
    stats.loaded = stats.total = part.data.length;
    const { responseType } = context;
    try {
      const text = () => new TextDecoder().decode(part.data);
      const data = responseType === "arraybuffer" ? part.data.buffer : responseType === "json" ? JSON.parse(text()) : text();
      // Whoever had it: the addresses in a playlist begin where hls.js asked, and are the same everywhere.
      this.callbacks.onSuccess({ url: context.url, data, code: part.status }, stats, context, null);
    } catch (error) {
      this.callbacks.onError({ code: part.status, text: String(error) }, context, null, stats);
    }
  }

  protected readonly came = (loaded: number, total: number): void => {
    const { stats } = this;
    stats.loading.first ||= performance.now();
    // Of several the one that is ahead.
    if (loaded > stats.loaded) Object.assign(stats, { loaded, total });
  };

  abort(): void {
    const { callbacks, stats, context } = this;
    if (!callbacks) return;
    this.destroy();
    if (context) callbacks.onAbort?.(stats, context, null);
  }

  destroy(): void {
    if (this.callbacks && this.stats.loading.end === 0) this.stats.aborted = true;
    this.callbacks = null;
    this.asked?.abort();
  }

  getCacheAge(): number | null {
    const age = this.getResponseHeader("age");
    return age === null ? null : Number.parseFloat(age);
  }

  getResponseHeader(name: string): string | null {
    return this.part?.headers.get(name) ?? null;
  }
}

const waits = ({ loadPolicy }: LoaderConfiguration) => ({ byteMs: loadPolicy.maxTimeToFirstByteMs, wholeMs: loadPolicy.maxLoadTimeMs });

/** A loader of segments that hands over only what has its hash. */
export function checkedLoader(network: Network, hashes: HashList, altered: Altered): FragmentLoaderConstructor {
  return class extends Fetching<FragmentLoaderContext> {
    protected ask(context: FragmentLoaderContext, config: LoaderConfiguration): Asked {
      const { url, rangeStart = 0, rangeEnd } = context;
      let times = 0;
      const right = async ({ url, data }: Part): Promise<boolean> => {
        const [expected, found] = await Promise.all([
          hashes.of(new URL(url).pathname, rangeStart, rangeEnd ?? rangeStart + data.length),
          sha256Hex(data),
        ]);
        if (expected === found) return true;
        times += 1;
        network.altered(url, rangeStart, data, expected, found);
        if (times === 1) altered(url, 1);
        return false;
      };
      const range = `bytes=${rangeStart}-${rangeEnd ? rangeEnd - 1 : ""}`;
      // Whoever asks for all of it has no range to ask for.
      const headers: HeadersInit = rangeEnd ? { range } : {};
      const wish = { url, ...waits(config), right, came: this.came };
      const first = network.ask({ ...wish, init: { headers } });
      let current = first;
      const done = first.done.catch(async (error: unknown) => {
        if (!(error instanceof Lost && error.altered)) throw error;
        // A copy on the way may be what is wrong.
        current = network.askThere({ ...wish, init: { headers, cache: "reload" } });
        return current.done.catch((second: unknown) => {
          if (second instanceof Lost && second.altered) altered(url, 2);
          throw second;
        });
      });
      return { done, abort: () => current.abort() };
    }
  };
}

/** A loader of everything else, which answers key addresses from the page's keys. */
export function keyedLoader(network: Network, keys: ReadonlyMap<string, Bytes>): LoaderConstructor {
  return class extends Fetching<LoaderContext> {
    protected ask(context: LoaderContext, config: LoaderConfiguration): Asked {
      if (context.url.startsWith(KEY_SCHEME)) return this.keyed(context.url);
      return network.ask({ url: steered(network, context.url), ...waits(config), came: this.came });
    }

    private keyed(url: string): Asked {
      const data = keys.get(decodeURIComponent(url.slice(KEY_SCHEME.length)))?.slice();
      const now = performance.now();
      const part = data && { url, status: 200, headers: new Headers(), data, askedAt: now, beganAt: now, endedAt: now };
      return { done: part ? Promise.resolve(part) : Promise.reject(new Lost(0, "refused")), abort: () => undefined };
    }
  };
}

/** Who steers is told which members do not answer here, so that its order agrees with ours, and which are near or far. */
function steered({ pathways }: Network, url: string): string {
  const address = new URL(url);
  if (!address.pathname.endsWith(STEERING)) return url;
  for (const [name, ids] of Object.entries({ down: pathways.down(), near: pathways.near(), far: pathways.far() })) {
    if (ids.length > 0) address.searchParams.set(name, ids.join(","));
  }
  return address.href;
}
