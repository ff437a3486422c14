// What the journeys share: one member, one Chromium, an operator, and clips that are being published from the first moment.
import { newcomer } from "../pages/account.mjs";
import { openSignUp, takeOver } from "../pages/operator.mjs";
import { browser, sharedBrowser, visitor } from "./chromium.mjs";
import { LONG, SHORT, studio } from "./clips.mjs";
import { Member } from "./member.mjs";
import { Reached } from "./reached.mjs";

/** Where run.mjs tells the processes of the tests about the stage. */
const TOLD = "ECOT_STAGE";

/** The public videos of the stage: by name their title, and what gives their file. */
const VIDEOS = {
  Short: ["A rabbit wakes up", () => SHORT],
  Silent: ["A test picture, in silence", (made) => made.silent()],
  Sound: ["A tone, without a picture", (made) => made.sound()],
  Long: ["The rabbit goes for a walk", () => LONG],
};

/** Lets the first account take a member over, opens its sign-up, and gives the operator with a token for `ecot publish`. */
export async function operated(member, chromium) {
  const operator = newcomer("operator");
  const { page, context, conduct } = await visitor(chromium, member);
  await takeOver(page, member, operator);
  await openSignUp(page);
  await context.close();
  conduct.verify();
  return { ...operator, token: await member.command("token", "--user", operator.name) };
}

export class Stage {
  #strike = async () => undefined;

  constructor(member, chromium, operator, videos) {
    Object.assign(this, { member, browser: chromium, operator, videos });
  }

  /** The address of the Chromium of the stage that run.mjs set, if it did. */
  static get endpoint() {
    return process.env[TOLD] ? JSON.parse(process.env[TOLD]).endpoint : undefined;
  }

  /** The stage that run.mjs set, or one for this process alone. */
  static async enter() {
    const told = process.env[TOLD];
    if (!told) return Stage.set();
    const { member, operator, videos } = JSON.parse(told);
    const chromium = await browser(Stage.endpoint);
    const stage = new Stage(Reached.at(member), chromium, operator, videos);
    stage.#strike = () => chromium.close();
    return stage;
  }

  /** Starts everything, has the named videos published, and tells the processes that this one starts. */
  static async set(names = Object.keys(VIDEOS)) {
    const [member, server, made] = await Promise.all([Member.start(), sharedBrowser(), studio()]);
    const chromium = await browser(server.wsEndpoint());
    const operator = await operated(member, chromium);
    const publish = async (name) => {
      const [title, file] = VIDEOS[name];
      return [name, await member.publish(operator.token, await file(made), "--title", title, "--visibility", "public")];
    };
    const videos = Object.fromEntries(await Promise.all(names.map(publish)));
    await made.remove();
    const stage = new Stage(member, chromium, operator, videos);
    process.env[TOLD] = JSON.stringify({ member: member.told, endpoint: server.wsEndpoint(), operator, videos });
    stage.#strike = async () => {
      delete process.env[TOLD];
      await chromium.close();
      await server.close();
      await member.stop();
    };
    return stage;
  }

  /** Ends what this process started. */
  strike() {
    return this.#strike();
  }
}
