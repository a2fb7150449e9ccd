// `npm start`: installs what is missing, builds what is stale, runs the bot.
import { build, checkNode, foreground, install } from './steps.mjs';

checkNode();
install();
await build();
await foreground(['dist/bot/main.js', ...process.argv.slice(2)]);
