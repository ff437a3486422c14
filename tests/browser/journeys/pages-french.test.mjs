import { everyPage } from "../harness/every-page.mjs";

everyPage("French", "fr");
