// `npm run build`: rebuilds dist/.
import { build, checkNode, install } from './steps.mjs';

checkNode();
install();
await build({ force: true });
