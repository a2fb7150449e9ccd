// `npm run build`: dist/ anew.
import { build, checkNode, install } from './steps.mjs';

checkNode();
install();
await build({ force: true });
