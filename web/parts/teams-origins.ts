// teams-js asks a CDN for a newer list of its hosts as soon as it is loaded. The pages' policy forbids that, and the browser
// would log an error; without an answer teams-js uses the list it brings along. Must be imported before teams-js.
const fetchAnything = window.fetch;
window.fetch = (resource, options) =>
  String(resource).startsWith('https://res.cdn.office.net/')
    ? Promise.reject(new TypeError('not allowed by the policy of this page'))
    : fetchAnything(resource, options);
