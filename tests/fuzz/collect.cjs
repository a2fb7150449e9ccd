// Loaded before the bot with --expose-gc: on request collects garbage and tells what is left, in megabytes, and for how long
// the event loop stood still at most since the last time, in milliseconds.
const { monitorEventLoopDelay } = require('node:perf_hooks');

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
process.on('message', () => {
  const standstill = delay.max / 1e6;
  global.gc();
  // The collection itself is no standstill of the bot's own.
  setTimeout(() => delay.reset(), 50).unref();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ kept: (heapUsed + external) / 1e6, resident: rss / 1e6, standstill });
});
process.channel.unref();
