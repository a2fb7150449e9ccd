// `npm start`: runs the bot. Local mode installs and builds what is missing; production (MicrosoftAppId is set) doesn't.
import { build, checkNode, environment, foreground, install, requireBuild } from './steps.mjs';

checkNode();
if (environment().MicrosoftAppId?.trim()) requireBuild();
else {
  install();
  await build();
}
await foreground(['dist/bot/main.js', ...process.argv.slice(2)]);
