// Loaded before the bot with --expose-gc. Tells of each request how much CPU time the process took until it was answered. On
// request collects garbage and tells what is left, in megabytes, and for how long the event loop stood still at most since the
// last time. Times are in milliseconds.
const { subscribe } = require('node:diagnostics_channel');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const began = new WeakMap();
subscribe('http.server.request.start', ({ request }) => began.set(request, process.cpuUsage()));
subscribe('http.server.response.finish', ({ request }) => {
  const { user, system } = process.cpuUsage(began.get(request));
  process.send({ about: request.headers['x-case'], value: (user + system) / 1e3 });
});

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
process.on('message', () => {
  const standstill = delay.max / 1e6;
  global.gc();
  // The collection itself is no standstill of the bot's own.
  setTimeout(() => delay.reset(), 50).unref();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ about: 'memory', value: { kept: (heapUsed + external) / 1e6, resident: rss / 1e6, standstill } });
});
process.channel.unref();
