// Cucumber Messages from standard input, through the official formatter, as a page of HTML on standard output.
import { CucumberHtmlStream } from "@cucumber/html-formatter";
import { parseEnvelope } from "@cucumber/messages";
import { createInterface } from "node:readline";

const page = new CucumberHtmlStream();
page.pipe(process.stdout);
for await (const line of createInterface({ input: process.stdin })) page.write(parseEnvelope(line));
page.end();
