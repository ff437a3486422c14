import { everyPage } from "../harness/every-page.mjs";

everyPage("English", "en");
